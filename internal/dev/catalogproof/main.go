// Command catalogproof holds the catalog's tables against the libraries they speak of: it loads
// each row's package in the version that its table names, finds the symbol there, and compares the
// row's arguments with the signature. A row cannot name what does not exist.
//
//	go run ./internal/dev/catalogproof -all           every row
//	go run ./internal/dev/catalogproof -since REV     rows that differ from those of the revision
//	go run ./internal/dev/catalogproof MODULE…        rows of these modules, without their version
//
// Each module is loaded in a module of its own, made for the purpose, so libraries that cannot
// live in one build do not hinder each other, and nobody who builds scalevet downloads any. Types
// are read from source without function bodies and without cgo: nothing is compiled.
//
// Exit: 0 all proved, 1 a row is wrong, 2 a module could not be loaded.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("catalogproof: ")
	all := flag.Bool("all", false, "prove every row")
	since := flag.String("since", "", "prove the rows that differ from those of this `revision`")
	root := flag.String("C", ".", "the repository's `directory`")
	flag.Parse()
	if !*all && *since == "" && flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}

	table, err := catalog.Load(os.DirFS(*root + "/internal/catalog"))
	if err != nil {
		log.Fatal(err) // begins with file:line
	}
	rows := table.Rows()
	if *since != "" {
		rows = changed(*root, *since, rows)
	}
	if flag.NArg() > 0 {
		rows = ofModules(rows, flag.Args())
	}
	os.Exit(prove(rows))
}

// ofModules returns the rows of the modules named.
func ofModules(rows []*catalog.Row, names []string) []*catalog.Row {
	return slices.DeleteFunc(rows, func(r *catalog.Row) bool {
		name, _, _ := strings.Cut(r.Module, "@")
		return !slices.Contains(names, name)
	})
}

// prove prints what is wrong with rows and returns the exit code.
func prove(rows []*catalog.Row) int {
	modules, unproven := group(rows)
	wrong, failed, proved := 0, 0, 0
	for _, m := range modules {
		pkgs, err := load(m)
		if err != nil {
			fmt.Printf("%s: %s cannot be loaded: %v\n", m.rows[0].Pos, m.version, err)
			failed++
			continue
		}
		for _, r := range m.rows {
			if err := check(r, pkgs[provedPath(r)]); err != nil {
				fmt.Printf("%s: %v\n", r.Pos, err)
				wrong++
				continue
			}
			proved++
		}
	}
	for _, r := range unproven {
		fmt.Printf("%s: %s is not proved: %s\n", r.Pos, r.Pkg, r.Unproven)
	}
	fmt.Printf("%d rows of %d modules proved, %d wrong, %d modules not loaded\n", proved, len(modules)-failed, wrong, failed)
	switch {
	case wrong > 0:
		return 1
	case failed > 0:
		return 2
	}
	return 0
}

// A module is what one load proves.
type module struct {
	version string // path@version, or std
	rows    []*catalog.Row
}

// group returns rows by module, in the order of their paths, and of each package that cannot be
// proved its first row.
func group(rows []*catalog.Row) (modules []*module, unproven []*catalog.Row) {
	byVersion := map[string]*module{}
	seen := map[string]bool{}
	for _, r := range rows {
		if r.Unproven != "" {
			if !seen[r.Pkg] {
				seen[r.Pkg] = true
				unproven = append(unproven, r)
			}
			continue
		}
		m := byVersion[r.Module]
		if m == nil {
			m = &module{version: r.Module}
			byVersion[r.Module] = m
			modules = append(modules, m)
		}
		m.rows = append(m.rows, r)
	}
	slices.SortFunc(modules, func(a, b *module) int { return strings.Compare(a.version, b.version) })
	return modules, unproven
}
