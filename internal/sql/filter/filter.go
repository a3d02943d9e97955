// Package filter decides, for each table of a statement, whether any index of the schema can reach
// it as the table grows: PostgreSQL's planner's own verdict, computed without a server.
package filter

import (
	"cmp"
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// Options are what the verdict depends on besides schema and statement.
type Options struct {
	Postgres int // major version; 0 means 15. From 18 on an index may be searched past its first key
}

// A Class says how a table is reached.
type Class string

// The classes. Unserved is the fault; Unknown is said of tables that are not known whole.
const (
	Served        Class = "served"         // an index is searched
	Unserved      Class = "unserved"       // all of it is read, and most thrown away
	Ordered       Class = "ordered"        // an index is walked in order and LIMIT stops it
	OrderedFilter Class = "ordered-filter" // the same, but filtering on the way
	Bounded       Class = "bounded"        // LIMIT stops it, nothing is filtered
	ScanAll       Class = "scan-all"       // nothing restricts it: all of it is asked for
	Failed        Class = "error"          // PostgreSQL refuses the statement
	Unknown       Class = "unknown"
)

// A Relation is the verdict on one table of a statement.
type Relation struct {
	Table   *schema.Table
	Alias   string
	Class   Class
	Indexes []string // the indexes that serve it
	Sort    bool     // its rows are sorted after they are read

	Wants    []Want // what was asked of it and no index serves
	Kind     string // filter, join, sort or unusable; "" when there is nothing to report
	Low      string // why it matters little; "" when it does not
	Rewrite  string // what to write instead where no index can help
	SubPlan  bool   // read anew for each row of the statement around it
	Suggest  []Suggestion
	Through  []*schema.Table // the tables through one of which it is served, if each of them has to be read whole itself
	keepSort []parse.Sort
	planned  int // what is planned apart from the statement comes after it
}

// A Want is one condition on a table.
type Want struct {
	Key      string // the column, or the expression
	Column   string // "" for expressions
	Op       string // eq, list, range, like, …
	Join     bool   // compared with another table's column
	Optional bool   // only there when a parameter says so
	arm      bool   // one arm of an OR asks for it
	rel      *rel
	atom     *atom
}

// A Verdict is what is known of one statement.
type Verdict struct {
	Relations []*Relation
	Err       string // why PostgreSQL refuses it, or we do; "" when it is judged
}

// Judge returns the verdict on q.
func Judge(cat *schema.Catalog, q *parse.Query, opt Options) *Verdict {
	return newJudge(cat, opt).judge(q)
}

// judge returns the verdict on q, or that it is too large for one.
func (j *judge) judge(q *parse.Query) (v *Verdict) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case gaveUp:
			v = &Verdict{Err: TooLarge}
		default:
			panic(e)
		}
	}()
	j.countRefs(q)
	j.statement(q, nil, nil)
	if j.v.Err != "" {
		return j.v
	}
	for _, l := range j.levels {
		j.push(l)
	}
	for _, l := range j.levels {
		j.level(l)
	}
	for _, l := range j.levels {
		l.judge, l.memo = nil, memo{} // a verdict outlives them
	}
	slices.SortStableFunc(j.v.Relations, func(a, b *Relation) int { return cmp.Compare(a.planned, b.planned) })
	slices.SortStableFunc(j.v.Relations, func(a, b *Relation) int { return cmp.Compare(a.Alias, b.Alias) })
	return j.v
}

// A judge works on one statement.
type judge struct {
	cat    *schema.Catalog
	opt    Options
	v      *Verdict
	levels []*level
	refs   map[string]int // how often each name stands in a FROM
	nested int

	steps      int
	predicates map[onTable][]*parse.Expr
	texts      map[*parse.Expr]string

	lastOuts []out // the outputs of the subquery pulled up last
}

func newJudge(cat *schema.Catalog, opt Options) *judge {
	return &judge{
		cat: cat, opt: opt, v: &Verdict{}, refs: map[string]int{},
		predicates: map[onTable][]*parse.Expr{}, texts: map[*parse.Expr]string{},
	}
}

// level judges the tables of one level.
func (j *judge) level(l *level) {
	l.reduce()
	l.classes()
	vs := map[*rel]*Relation{}
	for _, r := range l.rels {
		if r.table == nil {
			continue
		}
		vs[r] = j.relation(l, r)
		j.v.Relations = append(j.v.Relations, vs[r])
	}
	j.entries(l, vs)
}

// relation judges one table.
func (j *judge) relation(l *level, r *rel) *Relation {
	rel := &Relation{Table: r.table, Alias: r.alias, SubPlan: l.up != nil && l.correlated, planned: l.planned()}
	if r.table.Uncertain != "" || r.unknown {
		rel.Class = Unknown
		return rel
	}
	m := j.leaves(l, r)
	rel.Class, rel.Indexes, rel.Wants = m.class, m.indexes, m.wants
	j.order(l, r, rel, m)
	if m.child != nil {
		r.read(m.child)
		defer r.read(rel.Table)
	}
	j.explain(l, r, rel, m)
	return rel
}

// children returns the tables that inherit from r's and hold rows of it.
func (j *judge) children(r *rel) []*schema.Table {
	if r.only {
		return nil
	}
	var ts []*schema.Table
	for _, t := range j.cat.Tables {
		if t != r.table && (t.Parent == r.table || slices.Contains(t.Inherits, r.table)) {
			ts = append(ts, t)
		}
	}
	return ts
}

// leaves judges r by the tables that hold its rows: its own, its partitions or children. The worst
// of them counts.
func (j *judge) leaves(l *level, r *rel) *match {
	m := j.reach(l, r)
	if r.only || len(r.table.Partitioned) > 0 && m.class != Unserved {
		return m
	}
	whole, parts := r.table, 0
	defer r.read(whole)
	for _, t := range j.children(r) {
		if l.pruned(r, whole, t) {
			continue
		}
		r.read(t)
		part := j.leaves(l, r)
		parts++
		if len(whole.Partitioned) > 0 && parts == 1 || part.class == Unserved {
			m = part // a partitioned table holds no rows itself
			if len(whole.Partitioned) == 0 && part.child == nil {
				m.child = t
			}
		}
		if m.class == Unserved {
			break
		}
	}
	return m
}
