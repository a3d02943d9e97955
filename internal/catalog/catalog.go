package catalog

import (
	"cmp"
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed tables/*.cat
var tables embed.FS

// A Row is what is known of one symbol.
type Row struct {
	Word Word
	Kind string // refines the word: mail or http for slow, the framework for register, …

	Pkg  string // import path
	Recv string // receiver's type without pointer; "" for functions and types
	Ptr  bool   // the receiver is a pointer
	Name string // function, method, type or field

	Arg   int    // index of the argument that matters, -1 when none does
	Role  string // what that argument is: sql, path, handler, callback, arg
	Last  bool   // the argument is the last of the call
	Flags int    // index of the argument with os.O_ flags, -1 when none
	Op    string // query: read, write or both; state: make, read or write
	Store string // query, batch, build, stream, open: the library
	Bulk  string // that library's form for many rows, for messages
	Cache bool   // query: the store is a cache beside another store

	Module   string // module@version that the row was proved against
	Unproven string // why it could not be
	Why      string // what a reader of the row should know
	Pos      string // file:line
}

// Symbol returns the row's symbol as its table spells it.
func (r *Row) Symbol() string {
	switch {
	case r.Recv == "":
		return r.Name
	case r.Ptr:
		return "(*" + r.Recv + ")." + r.Name
	}
	return r.Recv + "." + r.Name
}

// A Table is a set of rows to look up. Packages are parsed when they are first asked for: a program
// uses few of the libraries known here.
type Table struct {
	byPath map[string]*group // by import path without major versions
	groups []*group          // the same, in the order of the tables
	under  *Table            // rows that those of this table win over, or nil

	shapes func() *shapes
	rows   func() []*Row
	errs   []error // of lines that belong to no group
}

var builtin = sync.OnceValue(func() *Table {
	// The tables are compiled in, and TestTables parses them all: no error is possible.
	t, err := index(tables)
	if err != nil {
		return newTable()
	}
	return t
})

// Default returns the built-in rows.
func Default() *Table { return builtin() }

// Load reads every tables/*.cat of fsys, and parses them all. A bad row is an error that begins
// with file:line.
func Load(fsys fs.FS) (*Table, error) {
	t, err := index(fsys)
	if err != nil {
		return nil, err
	}
	return t, t.parseAll()
}

// index finds the packages in every tables/*.cat of fsys.
func index(fsys fs.FS) (*Table, error) {
	names, err := fs.Glob(fsys, "tables/*.cat")
	if err != nil {
		return nil, err
	}
	t := newTable()
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		t.add(name, string(text))
	}
	return t, nil
}

// With returns t with the rows of text added, which win over those of t. name is what errors call
// the text.
func (t *Table) With(name, text string) (*Table, error) {
	c := newTable()
	c.add(name, text)
	c.under = t
	return c, c.parseAll()
}

func newTable() *Table {
	t := &Table{byPath: map[string]*group{}}
	t.shapes = sync.OnceValue(t.findShapes)
	t.rows = sync.OnceValue(t.collect)
	return t
}

// parseAll parses every package and returns the first error, by file and line.
func (t *Table) parseAll() error {
	errs := slices.Clone(t.errs)
	for _, g := range t.groups {
		if err := g.parsed().err; err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return slices.MinFunc(errs, func(a, b error) int { return comparePos(a.Error(), b.Error()) })
}

// Rows returns all rows, by file and line, a table's own before those it wins over. It parses every
// package: no look-up should need it.
func (t *Table) Rows() []*Row { return slices.Clone(t.rows()) }

func (t *Table) collect() []*Row {
	var all []*Row
	own := map[key]bool{}
	for _, g := range t.groups {
		for _, r := range g.parsed().rows {
			all = append(all, r)
			own[r.key()] = true
		}
	}
	slices.SortFunc(all, func(a, b *Row) int { return comparePos(a.Pos, b.Pos) })
	if t.under == nil {
		return all
	}
	for _, r := range t.under.rows() {
		if !own[r.key()] {
			all = append(all, r)
		}
	}
	return all
}

// comparePos orders texts that begin with file:line.
func comparePos(a, b string) int {
	fileA, restA, _ := strings.Cut(a, ":")
	fileB, restB, _ := strings.Cut(b, ":")
	return cmp.Or(strings.Compare(fileA, fileB), cmp.Compare(leadingInt(restA), leadingInt(restB)))
}

func leadingInt(s string) int {
	n := 0
	for i := 0; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// Packages returns the import paths that have rows, sorted.
func (t *Table) Packages() []string {
	var ps []string
	for ; t != nil; t = t.under {
		for _, g := range t.groups {
			for _, s := range g.sections {
				ps = append(ps, s.path)
			}
		}
	}
	slices.Sort(ps)
	return slices.Compact(ps)
}
