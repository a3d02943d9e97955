package schema

import (
	"slices"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// TestViewFollows holds that a view goes on to read the tables and columns it was made of, under
// the names it gave its own columns.
func TestViewFollows(t *testing.T) {
	c := New()
	c.Exec(`CREATE SCHEMA app; SET search_path = app; CREATE TABLE t (id int, a int); CREATE TABLE u (id int, b int);
		CREATE VIEW v AS SELECT t.id, a, b FROM t JOIN u x ON x.id = t.id WHERE a > 1;
		ALTER TABLE t RENAME a TO aa; ALTER TABLE u RENAME COLUMN id TO uid; ALTER TABLE t RENAME TO tt; RESET search_path;
		CREATE TABLE t (id text, a text)`, Place{"f.sql", 1})
	v := c.Table(parse.Name{Schema: "app", Name: "v"})
	if want := []string{"id", "a", "b"}; !slices.Equal(v.ViewColumns, want) {
		t.Errorf("columns are %v, want %v", v.ViewColumns, want)
	}
	join := v.View.Select.From[0]
	if join.Left.Table != (parse.Name{Schema: "app", Name: "tt"}) || join.Left.Refname() != "t" || join.Right.Refname() != "x" {
		t.Errorf("it reads %v as %s and %v as %s", join.Left.Table, join.Left.Refname(), join.Right.Table, join.Right.Refname())
	}
	if on, where := parse.Canon(join.On), parse.Canon(v.View.Select.Where); on != "(uid = id)" || where != "(aa > 1)" {
		t.Errorf("it joins on %s where %s", on, where)
	}
	if cols, ok := c.outputs(v.View, nil); !ok || cols[1].Type != "int4" {
		t.Errorf("the renamed column is %+v", cols[1])
	}
}

// TestReplaceView holds that replacing a view does not lose what reads it.
func TestReplaceView(t *testing.T) {
	c := New()
	c.Exec(`CREATE TABLE t (id int); CREATE VIEW a AS SELECT id FROM t; CREATE VIEW b AS SELECT id FROM a;
		CREATE OR REPLACE VIEW a AS SELECT id, 1 AS one FROM t; DROP VIEW a CASCADE`, Place{"f.sql", 1})
	if len(c.Tables) != 1 {
		t.Errorf("%d relations are left, want the table alone", len(c.Tables))
	}
}
