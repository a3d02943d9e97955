package filter

import (
	"slices"
	"strconv"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// A Case is a schema and a query, as text.
type Case struct {
	ID    string `json:"id"`
	DDL   string `json:"ddl"`
	Query string `json:"query"`
}

// A CaseVerdict is the verdict on a Case.
type CaseVerdict struct {
	ID          string         `json:"id"`
	Error       string         `json:"error,omitempty"`
	Relations   []CaseRelation `json:"relations"`
	Suggestions []string       `json:"suggestions,omitempty"`
}

// A CaseRelation is the verdict on one table of a Case.
type CaseRelation struct {
	Table   string   `json:"table"`
	Alias   string   `json:"alias"`
	Class   Class    `json:"class"`
	Indexes []string `json:"indexes"`
	Sort    bool     `json:"sort"`
	Finding string   `json:"finding,omitempty"` // the category, when the rule would report it
	Low     string   `json:"low,omitempty"`
	Rewrite string   `json:"rewrite,omitempty"`
	Suggest []string `json:"suggest,omitempty"` // the indexes that would serve it
}

// rowCheck begins a query that stands for a foreign key's own check: (RI check) fk#TABLE.CONSTRAINT.
const rowCheck = "(RI check) fk#"

// Schema returns the schema that the DDL of c makes. Cases with the same may share it.
func (c Case) Schema() *schema.Catalog {
	cat := schema.New()
	for _, s := range parse.Split(c.DDL) {
		at := schema.Place{File: c.ID, Line: 1 + strings.Count(c.DDL[:s.Start], "\n")}
		stmts, err := parse.Parse(s.Text)
		if err != nil {
			cat.MarkUncertain(s.Text, "cannot parse: "+err.Error(), at)
			continue
		}
		for _, stmt := range stmts {
			cat.Apply(stmt, at)
		}
	}
	return cat
}

// JudgeCase judges c.
func JudgeCase(c Case, opt Options) CaseVerdict { return c.JudgeIn(c.Schema(), opt) }

// JudgeIn judges the query of c in the schema that its DDL makes.
func (c Case) JudgeIn(cat *schema.Catalog, opt Options) CaseVerdict {
	v := CaseVerdict{ID: c.ID, Relations: []CaseRelation{}}
	if key, ok := strings.CutPrefix(c.Query, rowCheck); ok {
		return v.foreignKey(cat, key)
	}
	stmts, err := parse.Parse(parse.Normalize(c.Query))
	if err != nil {
		v.Error = err.Error()
		return v
	}
	for _, stmt := range stmts {
		if q, ok := stmt.(*parse.Query); ok {
			v.add(q, Judge(cat, q, opt))
		}
	}
	return v
}

func (v CaseVerdict) foreignKey(cat *schema.Catalog, key string) CaseVerdict {
	table, name, _ := strings.Cut(key, ".")
	t := cat.Table(parse.Name{Name: table})
	if t == nil {
		return v
	}
	for _, fk := range t.ForeignKeys {
		if fk.Name == name {
			v.Relations = append(v.Relations, CaseRelation{Table: table, Alias: "x", Class: ForeignKey(t, fk), Indexes: []string{}})
		}
	}
	return v
}

func (v *CaseVerdict) add(q *parse.Query, j *Verdict) {
	v.Error = j.Err
	seen := map[string]int{}
	if q.Verb == "insert" && q.Target != nil && j.Err == "" {
		seen[q.Target.Refname()]++ // it has its name first, though it is not read
	}
	for _, r := range j.Relations {
		if r.Table == nil {
			continue
		}
		c := CaseRelation{
			Table: r.Table.Name.Name, Alias: r.Alias, Class: r.Class, Indexes: r.Indexes, Sort: r.Sort,
			Finding: r.Kind, Low: r.Low, Rewrite: r.Rewrite,
		}
		if root := root(r.Table); root != r.Table {
			c.Table, c.Alias = root.Name.Name, root.Name.Name
		}
		if n := seen[c.Alias]; n > 0 {
			c.Alias += "_" + strconv.Itoa(n) // as EXPLAIN tells them apart
		}
		seen[r.Alias]++
		if c.Indexes == nil {
			c.Indexes = []string{}
		}
		for _, s := range r.Suggest {
			if s.Extension != "" && !slices.Contains(v.Suggestions, extension(s)) {
				v.Suggestions = append(v.Suggestions, extension(s))
			}
			c.Suggest = append(c.Suggest, s.SQL)
			v.suggest(s)
		}
		v.Relations = append(v.Relations, c)
	}
}

// suggest enters s; of two indexes over the same keys the one that holds all rows is enough.
func (v *CaseVerdict) suggest(s Suggestion) {
	if i := slices.IndexFunc(v.Suggestions, func(old string) bool { return nameIn(old) == nameIn(s.SQL) }); i < 0 {
		v.Suggestions = append(v.Suggestions, s.SQL)
	} else if s.Where == "" {
		v.Suggestions[i] = s.SQL
	}
}

// nameIn returns what stands before the table in CREATE INDEX name ON table.
func nameIn(sql string) string {
	name, _, _ := strings.Cut(sql, " ON ")
	return name
}

func extension(s Suggestion) string { return "CREATE EXTENSION IF NOT EXISTS " + s.Extension }

// root returns the table that t is a part or a child of: the cases' answers are given for it.
func root(t *schema.Table) *schema.Table {
	for range 20 { // no chain is longer
		switch {
		case t.Parent != nil:
			t = t.Parent
		case len(t.Inherits) > 0 && t.Inherits[0] != nil:
			t = t.Inherits[0]
		default:
			return t
		}
	}
	return t
}
