package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// A level is one unit of planning: the tables of a query and of the subqueries that PostgreSQL
// pulls up into it, with the conditions between them.
type level struct {
	up         *level
	sel        *parse.Select // nil for UPDATE and the like
	rels       []*rel
	conds      []*cond
	sort       []parse.Sort // resolved
	limit      bool
	correlated bool
	bare       bool        // one table, which nothing restricts
	grouped    *parse.Expr // the first key that the rows are grouped, made distinct or numbered by
	apart      bool        // a CTE's, or a subquery's in an expression
	block      *block
	eqs        []*class // equivalence classes
	outers     []*outer
	judge      *judge
	memo       memo
}

// A rel is one item of a level.
type rel struct {
	level   *level
	alias   string
	table   *schema.Table // nil for what is no table: functions, VALUES, CTEs
	sub     *block        // a subquery that is not pulled up
	unknown bool          // the table is not in the schema
	sample  bool
	only    bool // ONLY t: not its children
	lateral bool

	inner   bool // the table of an EXISTS or IN: no plan begins with it
	outside bool // a join asks for some of its rows outside of the subquery that it is read in
}

// A cond is one condition that must hold.
type cond struct {
	e  *parse.Expr
	on *outer // the outer join whose ON it stands in; nil when it filters all

	join bool // it compares with tables of the level around this one
}

// A ref is where a column was found: parse.Expr.Source of a resolved column.
type ref struct {
	rel  *rel
	col  *schema.Column // nil when the rel is no table
	name string
}

// SQLType implements parse.Typed.
func (r *ref) SQLType() string {
	if r.col == nil {
		return ""
	}
	return r.col.Type
}

// A names holds what the names of one query block mean.
type names struct {
	up    *names
	items []item
	ctes  map[string]*cte
}

// An item is one name in FROM.
type item struct {
	alias string
	rel   *rel
	outs  []out // of subqueries
}

// An out is an output column of a subquery.
type out struct {
	name string
	expr *parse.Expr // resolved
}

// A cte is one query of WITH.
type cte struct {
	def   parse.CTE
	outs  []out
	built bool
}

// A block is a built query: one level, or the two arms of a set operation.
type block struct {
	level       *level
	outs        []out
	left, right *block
	op          string          // of the arms: union, intersect or except
	all         bool            // UNION ALL
	barrier     bool            // conditions cannot be pushed into it
	only        map[string]bool // they can on these columns; nil means all
}

// planned returns 1 for a level that is planned apart from the statement that it stands in: a CTE's,
// or that of a subquery in an expression.
func (l *level) planned() int {
	for ; l != nil; l = l.up {
		if l.apart {
			return 1
		}
	}
	return 0
}

// newLevel adds a level below up.
func (j *judge) newLevel(up *level, sel *parse.Select) *level {
	l := &level{judge: j, up: up, sel: sel}
	j.levels = append(j.levels, l)
	return l
}

func (l *level) add(r *rel) *rel {
	r.level = l
	l.rels = append(l.rels, r)
	return r
}

// statement builds q. It returns the block of a SELECT.
func (j *judge) statement(q *parse.Query, up *level, ns *names) *block {
	if q == nil || j.nested > 60 {
		return nil
	}
	j.nested++
	defer func() { j.nested-- }()
	ns = j.with(q.With, up, ns)
	switch q.Verb {
	case "select":
		return j.selectBlock(q.Select, up, ns)
	case "insert":
		j.insert(q, up, ns)
		return &block{outs: j.targetOuts(q)}
	}
	l := j.newLevel(up, nil)
	inner := &names{up: ns}
	j.from(l, inner, q.Target)
	for _, f := range q.From {
		j.from(l, inner, f)
	}
	j.where(l, inner, q.Where, nil)
	for _, t := range append(slices.Clone(q.Set), q.Returning...) {
		j.resolve(l, inner, t.Expr)
	}
	return &block{level: l, outs: j.targetOuts(q)}
}

// insert builds the query that an INSERT takes its rows from, and what is computed with the row
// inserted or found, which is read from no table.
func (j *judge) insert(q *parse.Query, up *level, ns *names) {
	j.conflict(q)
	if q.Select != nil {
		j.selectBlock(q.Select, up, ns)
	}
	l := j.newLevel(up, nil)
	inner := &names{up: ns}
	for _, alias := range []string{q.Target.Refname(), "excluded"} {
		row := &rel{level: l, alias: alias, table: j.cat.Table(q.Target.Table)}
		inner.items = append(inner.items, item{alias: alias, rel: row})
	}
	exprs := q.Returning
	if c := q.Conflict; c != nil {
		exprs = append(append(slices.Clone(exprs), c.Set...), parse.Target{Expr: c.Update})
	}
	for _, t := range exprs {
		j.resolve(l, inner, t.Expr)
	}
}

// targetOuts names what RETURNING gives, without saying where it comes from.
func (j *judge) targetOuts(q *parse.Query) []out {
	var outs []out
	for _, t := range q.Returning {
		name := t.Alias
		if name == "" && t.Expr != nil {
			name = t.Expr.Name
		}
		outs = append(outs, out{name: name})
	}
	return outs
}

// with registers CTEs; one that is not pulled into its only reference is built on its own.
func (j *judge) with(defs []parse.CTE, up *level, ns *names) *names {
	if len(defs) == 0 {
		return ns
	}
	inner := &names{up: ns, ctes: map[string]*cte{}}
	for _, d := range defs {
		c := &cte{def: d}
		if d.Recursive && j.mentionsCTE(d) {
			c.built = true // its own name inside means the rows so far
			inner.ctes[d.Name] = c
			c.outs = anonymous(d)
			j.apart(d.Query, up, inner)
			continue
		}
		if !j.inlined(d) {
			c.built = true
			if b := j.apart(d.Query, up, inner); b != nil {
				c.outs = renamed(b.outs, d.Columns)
			}
		}
		inner.ctes[d.Name] = c
	}
	return inner
}

// apart builds a CTE that is not pulled into the query that refers to it.
func (j *judge) apart(q *parse.Query, up *level, ns *names) *block {
	before := len(j.levels)
	b := j.statement(q, up, ns)
	for _, l := range j.levels[before:] {
		l.apart = true
	}
	return b
}

// anonymous returns the output names of a recursive CTE.
func anonymous(d parse.CTE) []out {
	var outs []out
	sel := d.Query.Select
	for sel != nil && sel.Left != nil {
		sel = sel.Left
	}
	if sel != nil {
		for _, t := range sel.Targets {
			outs = append(outs, out{name: targetName(t)})
		}
	}
	return renamed(outs, d.Columns)
}

// inlined reports whether PostgreSQL pulls the CTE into the query that refers to it.
func (j *judge) inlined(d parse.CTE) bool {
	return !d.Materialized && (j.refs[d.Name] == 1 || d.NotMaterialized) && d.Query != nil && d.Query.Verb == "select" && !volatileQuery(d.Query)
}

func (j *judge) mentionsCTE(d parse.CTE) bool {
	before := j.refs[d.Name]
	sub := &judge{refs: map[string]int{}}
	sub.countRefs(d.Query)
	return before > 0 && sub.refs[d.Name] > 0
}

func renamed(outs []out, columns []string) []out {
	outs = slices.Clone(outs)
	for i := range outs {
		if i < len(columns) {
			outs[i].name = columns[i]
		}
	}
	return outs
}

// find returns the CTE that name means here.
func (ns *names) find(name string) *cte {
	for ; ns != nil; ns = ns.up {
		if c := ns.ctes[name]; c != nil {
			return c
		}
	}
	return nil
}
