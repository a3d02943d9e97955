// Package schema is a database's schema as its migrations build it: tables, columns, indexes and
// views, folded statement by statement, with PostgreSQL's own naming.
package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// A Place is where a statement stands.
type Place struct {
	File string
	Line int
}

func (p Place) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// A Catalog is one database's schema.
type Catalog struct {
	Tables   []*Table // in the order of their creation
	Problems []Problem

	byName map[parse.Name]*Table
	types  map[parse.Name]*parse.CreateType
	path   []string // search_path
}

// A Problem is a statement that could not be read or followed.
type Problem struct {
	Place Place
	Text  string
}

// New returns an empty schema.
func New() *Catalog {
	return &Catalog{
		byName: map[parse.Name]*Table{}, types: map[parse.Name]*parse.CreateType{}, path: []string{"public"},
	}
}

// A Table is a table, a view or a materialized view.
type Table struct {
	Name        parse.Name
	Columns     []*Column
	Indexes     []*Index
	ForeignKeys []*ForeignKey
	Place       Place

	View         *parse.Query // views
	ViewColumns  []string
	Materialized bool
	Partitioned  []string // the partition key
	Parent       *Table   // the partitioned table that it is a part of
	Inherits     []*Table

	Seeded    bool   // the migrations insert rows
	Uncertain string // why not all of it is known; "" when it is
	temp      bool
}

// A Column is one column.
type Column struct {
	Name      string
	Type      string // as pg_type names it, with [] for arrays
	Collation string
	NotNull   bool
	Enum      bool
}

// SQLType returns the column's type.
func (c *Column) SQLType() string { return c.Type }

// Column returns the column of that name, or nil.
func (t *Table) Column(name string) *Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// An Index is an index, or the one behind a key.
type Index struct {
	Name       string
	Method     string
	Unique     bool
	Primary    bool
	Constraint bool
	Keys       []parse.IndexKey
	Include    []string
	Where      *parse.Expr
	Invalid    bool // ON ONLY a partitioned table: not usable
	Place      Place
}

// A ForeignKey is a reference to another table.
type ForeignKey struct {
	Name       string
	Columns    []string
	Ref        parse.Name
	RefColumns []string
	OnDelete   string
	Place      Place
}

// Table returns the table that a statement calls name, or nil: unqualified names are looked for
// along the search path.
func (c *Catalog) Table(name parse.Name) *Table {
	if name.Schema != "" {
		return c.byName[name]
	}
	for _, s := range c.path {
		if t := c.byName[parse.Name{Schema: s, Name: name.Name}]; t != nil {
			return t
		}
	}
	return c.anywhere(name.Name)
}

// anywhere returns the one table of that name in all schemas: programs set their search path
// outside of the migrations.
func (c *Catalog) anywhere(name string) *Table {
	var found *Table
	for _, t := range c.Tables {
		if t.Name.Name == name {
			if found != nil {
				return nil
			}
			found = t
		}
	}
	return found
}

// qualify gives name the schema in which a new object is created.
func (c *Catalog) qualify(name parse.Name) parse.Name {
	if name.Schema == "" && len(c.path) > 0 {
		name.Schema = c.path[0]
	}
	return name
}

// Apply folds one statement into the schema.
func (c *Catalog) Apply(stmt parse.Stmt, at Place) {
	switch s := stmt.(type) {
	case *parse.CreateTable:
		c.createTable(s, at)
	case *parse.CreateIndex:
		c.createIndex(s, at)
	case parse.Alters:
		for _, a := range s {
			c.alter(a, at)
		}
	case *parse.Rename:
		c.rename(s, at)
	case *parse.Drop:
		c.drop(s)
	case *parse.CreateView:
		c.createView(s, at)
	case *parse.CreateType:
		c.types[c.qualify(s.Type)] = s
	case *parse.SetSearchPath:
		if len(s.Schemas) > 0 {
			c.path = slices.Clone(s.Schemas)
		}
	case *parse.SetSchema:
		c.setSchema(s)
	case *parse.Do:
		c.doBlock(s.Text, at)
	case *parse.Query:
		if s.Verb == "insert" {
			if t := c.Table(s.Target.Table); t != nil {
				t.Seeded = true
			}
		}
	}
}

// doBlock folds the statements that stand in a DO block, as if its conditions held: they ask
// whether the statement is still needed. What the block builds from strings nobody can read.
func (c *Catalog) doBlock(text string, at Place) {
	for _, s := range parse.Split(text) {
		ddl := ddlOf(s.Text)
		if ddl == "" {
			continue
		}
		stmts, err := parse.Parse(ddl)
		if err != nil {
			c.MarkUncertain(text, "a DO block may change it", at)
			return
		}
		for _, stmt := range stmts {
			c.Apply(stmt, at)
		}
	}
	if executes(text) {
		c.MarkUncertain(text, "a DO block may change it", at)
	}
}

// ddlOf returns the DDL that a statement of PL/pgSQL holds, behind BEGIN, IF … THEN and the like.
func ddlOf(text string) string {
	first := true
	for _, l := range parse.Lex(text) {
		if l.Kind == parse.Space || l.Kind == parse.Comment {
			continue
		}
		word := strings.ToUpper(l.Text)
		if first && (word == "CREATE" || word == "ALTER" || word == "DROP") {
			return text[l.Start:]
		}
		first = word == "BEGIN" || word == "THEN" || word == "ELSE" || word == "LOOP"
	}
	return ""
}

func executes(text string) bool {
	for _, l := range parse.Lex(text) {
		if l.Kind == parse.Word && strings.EqualFold(l.Text, "EXECUTE") {
			return true
		}
	}
	return false
}

// MarkUncertain marks every table that text names: nothing is said of it any more. text is a
// statement that could not be understood.
func (c *Catalog) MarkUncertain(text, why string, at Place) {
	words := map[string]bool{}
	for _, l := range parse.Lex(text) {
		switch l.Kind {
		case parse.Word:
			words[strings.ToLower(l.Text)] = true
		case parse.Quoted, parse.String:
			for _, w := range strings.FieldsFunc(l.Text, notIdent) {
				words[strings.ToLower(w)] = true
			}
		}
	}
	var names []string
	for _, t := range c.Tables {
		if words[strings.ToLower(t.Name.Name)] && t.Uncertain == "" {
			t.Uncertain = why + " (" + at.String() + ")"
			names = append(names, t.Name.Name)
		}
	}
	if len(names) > 0 {
		why += ": " + strings.Join(names, ", ") + " uncertain"
	}
	c.Problems = append(c.Problems, Problem{at, why})
}

func notIdent(r rune) bool {
	return !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7f)
}

// typeOf returns a column type as pg_type names it; domains stand for their base type.
func (c *Catalog) typeOf(name string) (typ string, enum bool) {
	base, isArray := strings.CutSuffix(name, "[]")
	for range 8 { // domains over domains; a cycle is no valid schema
		t := c.userType(base)
		if t == nil {
			break
		}
		if t.Enum {
			enum = true
			break
		}
		base = t.Base
	}
	typ = parse.TypeAlias(base)
	if isArray {
		return typ + "[]", false
	}
	return typ, enum
}

func (c *Catalog) userType(name string) *parse.CreateType {
	if schema, n, ok := strings.Cut(name, "."); ok {
		return c.types[parse.Name{Schema: schema, Name: n}]
	}
	for _, s := range c.path {
		if t := c.types[parse.Name{Schema: s, Name: name}]; t != nil {
			return t
		}
	}
	return nil
}
