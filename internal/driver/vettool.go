package driver

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"go/version"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/confine"
	"github.com/scalevet/scalevet/internal/report"
)

// IsVettool reports whether args are those with which the go command runs a vettool: -V=full,
// -flags, or flags and a file of its own.
func IsVettool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last, before := args[len(args)-1], ""
	if len(args) > 1 {
		before = args[len(args)-2]
	}
	if strings.HasSuffix(last, ".cfg") && last[0] != '-' && strings.TrimLeft(before, "-") != "config" {
		return true
	}
	return args[0] == "-flags" || strings.HasPrefix(args[0], "-V=")
}

// Vettool answers the go command, which runs it once per package as go vet -vettool. It does not
// return, unless there is nothing to do.
func Vettool() {
	guard(asDiagnostic, analyzers.All()...)
	report.Label(true)
	w := &worker{}
	w.flags(flag.CommandLine)
	if w.read(os.Args[len(os.Args)-1]) {
		if w.foreign() && os.WriteFile(w.unit.VetxOutput, nil, 0o666) == nil {
			return
		}
		w.setUp()
	}
	defer w.explain()
	unitchecker.Main(analyzers.All()...)
}

// explain makes a panic one line. Types cannot be imported, in a panic, when the go command is newer than
// the one that built us.
func (w *worker) explain() {
	e := recover()
	if e == nil {
		return
	}
	err := errors.New(internalError("vettool", w.unit.ImportPath, fmt.Errorf("panic: %v", e)))
	if theirs, failed := goCommand(context.Background(), w.unit.Dir, "env", "GOVERSION"); failed == nil {
		if older := compareVersions(runtime.Version(), strings.TrimSpace(theirs)); older != nil {
			err = older
		}
	}
	fmt.Fprintln(os.Stderr, "scalevet:", printable(err.Error()))
	os.Exit(1)
}

// A worker is one run of the vettool on one package.
type worker struct {
	opt  Options
	wire bool
	file string
	unit unitchecker.Config
	root string // the module of the package; "" until a package is known
}

// flags adds the flags that a package at a time needs to those of the rules. The values of all of
// them are part of the go command's key, and -digest is there for nothing else.
func (w *worker) flags(fs *flag.FlagSet) {
	add := func(name, usage string, set func(string)) {
		fs.Func(name, usage, func(s string) error {
			set(s)
			w.setUp()
			return nil
		})
	}
	fs.BoolFunc("low", "report findings of low severity too", func(s string) error {
		w.opt.Low = s == "true"
		report.ShowLow(w.opt.Low)
		return nil
	})
	fs.BoolFunc("tests", "analyze test files too", func(s string) error {
		w.opt.Tests = s == "true"
		w.setUp()
		return nil
	})
	fs.BoolFunc("wire", "for scalevet vet: everything is reported, for a program to read", func(s string) error {
		report.Wire(s == "true")
		return nil
	})
	add("digest", "`DIGEST` of migrations and configuration: scalevet schema -digest", func(string) {})
	add("config", "configuration `FILE`", func(s string) { w.opt.Config = s })
	add("catalog", "`FILE` with rows for the catalog of APIs", func(s string) { w.opt.Catalog = s })
	add("schema", "`PATH` of the schema, relative to the module (repeatable)", func(s string) { w.opt.Schema = append(w.opt.Schema, s) })
	add("small-tables", "`TABLES` that stay small, with commas between", func(s string) { w.opt.Small = strings.Split(s, ",") })
	fs.Func("postgres", "`MAJOR` version of PostgreSQL", func(s string) (err error) {
		if w.opt.Postgres, err = strconv.Atoi(s); err == nil {
			err = config.CheckPostgres(w.opt.Postgres)
		}
		w.setUp()
		return err
	})
}

// read reads the go command's description of the package, and reports whether file is one.
func (w *worker) read(file string) bool {
	text, err := os.ReadFile(file)
	if err != nil {
		return false // -flags, -V, or an error that unitchecker tells better
	}
	if json.Unmarshal(text, &w.unit) != nil {
		return false
	}
	w.file = file
	if w.own() && w.loses() {
		w.askAll(text)
	}
	w.root = config.Root(w.unit.Dir)
	return true
}

// own reports whether the package is the user's.
func (w *worker) own() bool { return w.unit.ModulePath != "" && w.unit.ModuleVersion == "" }

// foreign reports whether nothing is asked of the package but facts, and it is another module's:
// what those do is in the catalog. No facts, and so no parsing and checking of every dependency.
func (w *worker) foreign() bool { return w.unit.VetxOnly && !w.own() }

// loses reports whether the go command would lose the findings of this package: before Go 1.27 it
// caches what it asks of a dependency, facts alone, under the same key as the whole answer. A
// package with tests inside has a key of its own when it is asked for.
func (w *worker) loses() bool {
	return w.unit.VetxOnly && version.Compare(runtime.Version(), "go1.27") < 0 && !testedInside(w.unit.Dir)
}

// testedInside reports whether dir has a test file in the package itself.
func testedInside(dir string) bool {
	names, _ := filepath.Glob(filepath.Join(dir, "*_test.go"))
	for _, name := range names {
		text, err := confine.ReadIn(dir, filepath.Base(name), maxSource)
		if err != nil {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.PackageClauseOnly)
		if err == nil && !strings.HasSuffix(f.Name.Name, "_test") {
			return true
		}
	}
	return false
}

// askAll makes the go command's question one for findings too, in a file beside its own.
func (w *worker) askAll(text []byte) {
	var all map[string]json.RawMessage
	if json.Unmarshal(text, &all) != nil {
		return
	}
	all["VetxOnly"] = json.RawMessage("false")
	text, err := json.Marshal(all)
	file := strings.TrimSuffix(w.file, ".cfg") + ".all.cfg"
	if err != nil || os.WriteFile(file, text, 0o666) != nil {
		return // then findings are lost as they are for every other tool
	}
	os.Args[len(os.Args)-1] = file
}

// setUp configures the run. A bad configuration ends it: one line for each package that the go
// command asks about.
func (w *worker) setUp() {
	if w.root == "" {
		return
	}
	w.opt.Dir = w.root
	if _, err := configure(w.root, w.opt); err != nil {
		fmt.Fprintln(os.Stderr, "scalevet:", printable(err.Error()))
		os.Exit(1)
	}
}
