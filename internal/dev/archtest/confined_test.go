package archtest

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
)

// reaching are the functions that open files by their path or start programs.
var reaching = map[string][]string{
	"os":       {"Create", "CreateTemp", "DirFS", "Open", "OpenFile", "OpenInRoot", "OpenRoot", "ReadDir", "ReadFile", "StartProcess", "WriteFile"},
	"exec":     {"Command", "CommandContext"},
	"filepath": {"Glob", "Walk", "WalkDir"},
	"ioutil":   {"ReadAll", "ReadDir", "ReadFile"},
	"parser":   {"ParseDir"},
}

// reaches lists what outside of internal/confine and internal/dev may use them, and what for.
var reaches = map[string]string{
	"internal/config/find.go os.Open":              "the file that -config names",
	"internal/driver/baseline.go os.ReadFile":      "the file that -baseline names",
	"internal/driver/baseline.go os.WriteFile":     "the file that -baseline names",
	"internal/driver/git.go exec.CommandContext":   "git",
	"internal/driver/configure.go os.ReadFile":     "the file that -catalog names",
	"internal/driver/digest.go os.ReadFile":        "the files that -config and -catalog name",
	"internal/driver/gocmd.go exec.CommandContext": "the go command",
	"internal/driver/typecheck.go os.Open":         "export data, in the go command's cache",
	"internal/driver/vettool.go filepath.Glob":     "the names of a package's files",
	"internal/driver/vettool.go os.ReadFile":       "the go command's description of a package",
	"internal/driver/vettool.go os.WriteFile":      "what the go command asks for",
	"internal/gopls/build.go exec.CommandContext":  "the go command",
	"internal/gopls/build.go os.DirFS":             "gopls in the module cache",
	"internal/gopls/build.go os.ReadFile":          "its module file and checksums, and ours",
	"internal/gopls/build.go os.WriteFile":         "the copy of gopls that is built",
}

// TestConfined holds that files of the analyzed project are opened by internal/confine alone, and
// that no program is started but the go command and git.
func TestConfined(t *testing.T) {
	used := map[string]bool{}
	sources(t, func(path string, _ *token.FileSet, file *ast.File) {
		if within(path, "internal/dev") || within(path, "internal/confine") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && slices.Contains(reaching[pkg.Name], sel.Sel.Name) {
				used[path+" "+pkg.Name+"."+sel.Sel.Name] = true
			}
			return true
		})
	})
	for _, use := range slices.Sorted(maps.Keys(used)) {
		if reaches[use] == "" {
			t.Errorf("%s: files of the project are read by internal/confine", use)
		}
	}
	for use := range reaches {
		if !used[use] {
			t.Errorf("%s is listed and not used", strings.TrimSpace(use))
		}
	}
}
