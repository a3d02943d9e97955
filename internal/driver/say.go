package driver

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// loadError is what the go command says, in one line.
func loadError(err error) error {
	msg := err.Error()
	if _, stderr, ok := strings.Cut(msg, "stderr: "); ok {
		msg = stderr
	}
	return fmt.Errorf("cannot load packages: %s", strings.TrimPrefix(complaint(msg), "go: "))
}

// typeError writes the first of p's errors, with its file relative to dir.
func typeError(p *packages.Package, dir string) string {
	errs := p.Errors
	best, rest := errs[0], len(errs)-1
	compiler := func(e packages.Error) bool { return strings.HasPrefix(e.Msg, "# ") }
	if i := slices.IndexFunc(errs, func(e packages.Error) bool { return !compiler(e) }); i >= 0 {
		best = errs[i] // the compiler's whole output comes beside the type checker's errors
		rest = len(slices.DeleteFunc(slices.Clone(errs), compiler)) - 1
	}
	line := firstLine(best.Msg)
	if pkg, said, ok := strings.Cut(best.Msg, "\n"); ok && compiler(best) {
		line = strings.TrimPrefix(pkg, "# ") + ": " + firstLine(said)
	}
	if why := missing(p, line); why != "" {
		line = why
	}
	line = hint(line)
	if file, at, ok := strings.Cut(best.Pos, ":"); ok && file != "-" && file != "" {
		line = relative(dir, file) + ":" + at + ": " + line
	}
	if rest > 0 {
		line += fmt.Sprintf(" (and %s in this package)", count(rest, "other error"))
	}
	return line
}

// missing returns why the import that an error message is about cannot be had, or "".
func missing(p *packages.Package, message string) string {
	rest, ok := strings.CutPrefix(message, "could not import ")
	if !ok {
		return ""
	}
	path, _, _ := strings.Cut(rest, " ")
	imp := p.Imports[path]
	if imp == nil || len(imp.Errors) == 0 {
		return ""
	}
	return firstLine(imp.Errors[0].Msg)
}

// firstLine returns the first line of s, and the second where the first only leads to it.
func firstLine(s string) string {
	line, rest, _ := strings.Cut(strings.TrimSpace(s), "\n")
	if strings.HasSuffix(line, ":") && strings.TrimSpace(rest) != "" {
		return line + " " + firstLine(rest)
	}
	return line
}

// relative returns path as the user would type it in dir.
func relative(dir, path string) string {
	p, err := filepath.Rel(dir, path)
	if err != nil || strings.HasPrefix(p, ".."+string(os.PathSeparator)+"..") {
		return path
	}
	return filepath.ToSlash(p)
}

// count writes n things.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
