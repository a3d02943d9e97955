package parity

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// wants makes a workspace of the want tests of all rules: a module of each folder that has a go.mod,
// and one of what else a rule has. The libraries that the tests stand in for are modules with a
// version, so nobody takes them for the user's own. Every rule reports at high severity, which all
// drivers show.
func wants(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := workspace{t: t, dir: dir, modules: map[string]requirements{}, libraries: map[string]string{}}
	for _, r := range rules(t) {
		if err := w.add(r, filepath.Join(root, "analyzers", r, "testdata", "src")); err != nil {
			t.Fatal(err)
		}
	}
	w.finish()
	return dir
}

// libraries is the directory of what is not the user's own.
const libraries = "libraries"

// A workspace is one that grows.
type workspace struct {
	t         *testing.T
	dir       string
	modules   map[string]requirements // of the user's own, by directory
	libraries map[string]string       // versions, by path
}

// requirements are the libraries that a module requires.
type requirements map[string]bool

// add copies the testdata of a rule.
func (w *workspace) add(rule, src string) error {
	return filepath.WalkDir(src, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".golden") {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(src, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		top, below, _ := strings.Cut(rel, "/")
		if strings.Contains(top, ".") {
			w.library(path.Dir(rel), "")
			return w.put(path.Join(libraries, rel), text)
		}
		dir := rule
		if _, err := os.Stat(filepath.Join(src, top, "go.mod")); err == nil {
			dir = path.Join(rule, top)
		}
		if w.modules[dir] == nil {
			w.modules[dir] = requirements{}
		}
		if below == "go.mod" {
			return w.require(dir, text)
		}
		return w.put(path.Join(rule, rel), w.imports(rule, dir, src, text))
	})
}

// put writes a file. Two rules may stand in for one library when they do it alike.
func (w *workspace) put(name string, text []byte) error {
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if old, err := os.ReadFile(file); err == nil && string(old) != string(text) {
		return fmt.Errorf("two rules' testdata differ in %s", name)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

// library notes a library, or a package of one.
func (w *workspace) library(name, version string) {
	if version == "" {
		version = "v1.0.0"
		if _, major, ok := module.SplitPathVersion(name); ok && major != "" {
			version = major[1:] + ".0.0"
		}
	}
	w.libraries[name] = version
}

// outermost leaves out the packages of other libraries.
func (w *workspace) outermost() {
	for name := range w.libraries {
		for outer := path.Dir(name); outer != "."; outer = path.Dir(outer) {
			if w.libraries[outer] != "" {
				delete(w.libraries, name)
			}
		}
	}
}

// require takes over what the go.mod of a test requires: libraries without packages.
func (w *workspace) require(dir string, text []byte) error {
	f, err := modfile.ParseLax("go.mod", text, nil)
	if err != nil {
		return err
	}
	for _, r := range f.Require {
		w.library(r.Mod.Path, r.Mod.Version)
		w.modules[dir][r.Mod.Path] = true
	}
	return nil
}

// imports notes the libraries that the module in dir imports, and gives the rule's own packages that text
// imports the paths that they have here. Lines stay where they are.
func (w *workspace) imports(rule, dir, src string, text []byte) []byte {
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ImportsOnly)
	if err != nil {
		return text // no Go
	}
	out := string(text)
	for _, spec := range slices.Backward(f.Imports) {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			w.t.Fatal(err)
		}
		top, _, _ := strings.Cut(p, "/")
		if strings.Contains(top, ".") {
			w.modules[dir][p] = true
		} else if _, err := os.Stat(filepath.Join(src, top)); err == nil {
			from := int(spec.Path.Pos() - f.FileStart)
			out = out[:from] + strconv.Quote(modulePath(rule)+"/"+p) + out[from+len(spec.Path.Value):]
		}
	}
	return []byte(out)
}

func modulePath(dir string) string { return "wants.dev/" + dir }

// finish writes what the go command needs, and the configurations.
func (w *workspace) finish() {
	w.t.Helper()
	w.outermost()
	work := "go 1.25\n\n"
	for _, library := range slices.Sorted(maps.Keys(w.libraries)) {
		work += fmt.Sprintf("replace %s => ./%s/%[1]s\n", library, libraries)
		err := w.put(path.Join(libraries, library, "go.mod"), []byte("module "+library+"\n\ngo 1.25\n"))
		if err != nil {
			w.t.Fatal(err)
		}
	}
	levels := "rules:\n"
	for _, r := range rules(w.t) {
		levels += "  " + r + ": high\n"
	}
	for _, dir := range slices.Sorted(maps.Keys(w.modules)) {
		work += "use ./" + dir + "\n"
		write(w.t, w.dir, dir+"/.scalevet.yml", levels)
		mod := "module " + modulePath(dir) + "\n\ngo 1.25\n\n"
		for _, library := range slices.Sorted(maps.Keys(w.libraries)) {
			if w.modules[dir].has(library) {
				mod += fmt.Sprintf("require %s %s\n", library, w.libraries[library])
			}
		}
		write(w.t, w.dir, dir+"/go.mod", mod)
	}
	write(w.t, w.dir, "go.work", work)
}

// has reports whether the library or a package of it is required.
func (r requirements) has(library string) bool {
	for p := range r {
		if p == library || strings.HasPrefix(p, library+"/") {
			return true
		}
	}
	return false
}

// patterns returns the packages of the module at dir, or of the modules of the workspace there, which the
// go command does not take ./... for.
func patterns(t *testing.T, dir string) []string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "go.work")); err != nil {
		return []string{"./..."}
	}
	var out []string
	for _, m := range regexp.MustCompile(`(?m)^use (.+)$`).FindAllStringSubmatch(read(t, dir, "go.work"), -1) {
		out = append(out, m[1]+"/...")
	}
	return out
}
