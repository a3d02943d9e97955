// Package schema is a database's schema as its migrations build it: tables, columns, indexes and
// views, folded statement by statement, with PostgreSQL's own naming.
package schema

import (
	"fmt"
	"slices"

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

	named map[string]bool // what an index or a foreign key is called, or once was
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
		named: map[string]bool{},
	}
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
	switch {
	case name.Schema != "":
	case len(c.path) > 0:
		name.Schema = c.path[0]
	default:
		name.Schema = "public" // an error of the migration, or a path that is set outside of it
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
		c.rename(s)
	case *parse.Drop:
		c.drop(s)
	case *parse.CreateView:
		c.createView(s, at)
	case *parse.CreateType:
		c.types[c.qualify(s.Type)] = s
	case *parse.CreateSchema:
		c.createSchema(s, at)
	case *parse.SetSearchPath:
		c.setPath(s)
	case *parse.SetSchema:
		c.setSchema(s)
	case *parse.Do:
		c.doBlock(s.Text, at)
	case *parse.Query:
		c.seed(s)
	}
}

// seed notes that a migration itself writes rows of a table. Rows that come from another table
// are moved, and may be many.
func (c *Catalog) seed(q *parse.Query) {
	if q.Verb != "insert" || q.Target == nil {
		return
	}
	t := c.Table(q.Target.Table)
	if t == nil {
		return
	}
	moved := false
	q.Tables(func(r *parse.Ref) { moved = moved || c.Table(r.Table) != t })
	t.Seeded = t.Seeded || !moved
}

// createSchema folds what CREATE SCHEMA makes in the new schema at once.
func (c *Catalog) createSchema(s *parse.CreateSchema, at Place) {
	path := c.path
	c.path = append([]string{s.Name}, path...)
	for _, stmt := range s.Stmts {
		c.Apply(stmt, at)
	}
	c.path = path
}

func (c *Catalog) setPath(s *parse.SetSearchPath) {
	c.path = slices.Clone(s.Schemas)
	if s.Default {
		c.path = []string{"public"}
	}
}
