// Package libraries has libraries that the catalog knows, as far as tests use them: what a module imports that
// a test analyzes. They import nothing of the standard library. The go command looks at each of the sixty
// packages behind database/sql in each of its runs, and go vet starts its tool for each.
package libraries

import (
	_ "embed"
	"os"
	"path/filepath"

	"golang.org/x/tools/txtar"
)

//go:embed libraries.txtar
var text []byte

// Lay writes them below dir, each to a directory of its own.
func Lay(dir string) error {
	for _, f := range txtar.Parse(text).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Mod returns the go.mod of a module that may import all that Lay has written below dir.
func Mod(module, dir string) string {
	text := "module " + module + "\n\ngo 1.25\n"
	for _, l := range [][]string{
		{"github.com/gin-gonic/gin", "v1.12.0", "gin"},
		{"github.com/go-resty/resty/v2", "v2.17.2", "resty"},
		{"github.com/jackc/pgx", "v3.6.2+incompatible", "pgx"},
		{"gopkg.in/gomail.v2", "v2.0.0-20160411212932-81ebce5c23df", "gomail"},
	} {
		text += "\nrequire " + l[0] + " " + l[1] + "\n\nreplace " + l[0] + " => " + filepath.ToSlash(dir) + "/" + l[2] + "\n"
	}
	return text
}
