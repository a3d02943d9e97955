package filter

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// order judges how r's rows come into the order asked for, and changes the class of a table that
// an index is walked over until LIMIT is reached.
func (j *judge) order(l *level, r *rel, v *Relation, m *match) {
	if j.extreme(l, r, v, m) || len(l.sort) == 0 || aggregatesLevel(l) {
		return
	}
	if !sorts(l, r) {
		v.Sort = m.class == Served && len(l.rels) > 1
		return
	}
	v.keepSort = l.sort
	best, by := j.bestOrder(l, r, m)
	if j.nearest(l, r, v) {
		return
	}
	v.Sort = best < len(l.sort) && !l.sortedAnyway(r, m)
	if !l.limit || m.class == Served || best == 0 {
		return
	}
	switch m.class {
	case ScanAll:
		v.Class = Ordered
	case Unserved:
		if !(l.many() && j.walked(l, r, l.picked(r))) && !j.walks(l, r, by, m.conds) {
			v.Class = OrderedFilter
		}
	}
}

// bestOrder returns how many of the sort keys an index gives in order, and that index; of several
// tables that hold r's rows the worst counts.
func (j *judge) bestOrder(l *level, r *rel, m *match) (best int, by *schema.Index) {
	for _, x := range r.table.Indexes {
		if !usable(l, r, x, m.conds) {
			continue
		}
		if n := j.ordered(l, r, x, m); n > best || n == best && n > 0 && j.walks(l, r, x, m.conds) {
			best, by = n, x
		}
	}
	whole := r.table
	defer r.read(whole)
	for i, t := range j.children(r) {
		r.read(t)
		if n, x := j.bestOrder(l, r, m); n < best || i == 0 && len(whole.Partitioned) > 0 {
			best, by = n, x // a partitioned table holds no rows itself
		}
	}
	return best, by
}

// many reports whether LIMIT asks for about as many rows as the planner expects of a condition, so
// that a walk in order is not expected to stop early.
func (l *level) many() bool {
	if l.sel == nil || l.sel.Limit == nil || l.sel.Limit.Kind != parse.Const {
		return false
	}
	n, err := strconv.Atoi(l.sel.Limit.Name)
	return err != nil || n >= sameRows/2
}

// sortedAnyway reports whether all rows asked for have the same sort keys.
func (l *level) sortedAnyway(r *rel, m *match) bool {
	fixed := constantKeys(l, r, m.conds)
	return !slices.ContainsFunc(l.sort, func(k parse.Sort) bool { return !fixed[parse.Canon(parse.Strip(k.Expr))] })
}

// sorts reports whether the sort keys are all r's.
func sorts(l *level, r *rel) bool {
	for _, k := range l.sort {
		rels := mentioned(l, k.Expr)
		if len(rels) != 1 || rels[0] != r || k.Using {
			return false
		}
	}
	return true
}

// ordered returns how many of the sort keys walking x gives, the first ones.
func (j *judge) ordered(l *level, r *rel, x *schema.Index, m *match) int {
	if x.Method != "btree" {
		return 0
	}
	fixed := constantKeys(l, r, m.conds)
	keys, got, used := x.Keys, 0, 0
	var reverse, decided bool
	for _, s := range l.sort {
		if fixed[parse.Canon(parse.Strip(s.Expr))] {
			got++
			continue
		}
		for len(keys) > 0 && fixed[keyText(r.table, keys[0])] && keyText(r.table, keys[0]) != parse.Canon(parse.Strip(s.Expr)) {
			keys = keys[1:]
		}
		if len(keys) == 0 || !sameOrder(r, keys[0], s, &reverse, &decided) {
			break
		}
		keys = keys[1:]
		got++
		used++
	}
	if used == 0 {
		return 0 // only constants: no index gives an order
	}
	return got
}

// constantKeys returns the keys that have one value in all rows asked for.
func constantKeys(l *level, r *rel, conds []*parse.Expr) map[string]bool {
	keys := map[string]bool{}
	for _, e := range conds {
		if a := atomOf(l, r, e); a != nil && (a.op == "eq" || a.op == "null") && !a.mixed && len(a.others) == 0 && !a.optional {
			keys[a.key] = true
		}
	}
	return keys
}

// sameOrder reports whether index key k gives sort key s, read forwards or all backwards.
func sameOrder(r *rel, k parse.IndexKey, s parse.Sort, reverse, decided *bool) bool {
	e, by := parse.Strip(s.Expr), ""
	if e.Kind == parse.Collate {
		e, by = parse.Strip(e.Args[0]), e.Name
	}
	own := ""
	if c := columnOf(e, r); c != nil && c.col != nil {
		own = ownCollation(c.col)
	}
	if keyText(r.table, k) != parse.Canon(e) || odd(k) || named(cmp.Or(by, own)) != named(cmp.Or(k.Collation, own)) {
		return false
	}
	same := k.Desc == s.Desc && k.NullsFirst == s.NullsFirst
	opposite := k.Desc != s.Desc && k.NullsFirst != s.NullsFirst
	if !*decided {
		*decided, *reverse = true, opposite
		return same || opposite
	}
	if *reverse {
		return opposite
	}
	return same
}

// odd reports whether k has an order of its own, which no ORDER BY asks for.
func odd(k parse.IndexKey) bool { return k.Opclass != "" && k.Opclass != "text_ops" }

// nearest recognises ORDER BY a <-> $1 LIMIT n by a GiST index.
func (j *judge) nearest(l *level, r *rel, v *Relation) bool {
	e := l.sort[0].Expr
	if !l.limit || e.Kind != parse.Op || e.Name != "<->" && e.Name != "<=>" && e.Name != "<#>" {
		return false
	}
	for _, x := range r.table.Indexes {
		if x.Method == "btree" || x.Method == "hash" {
			continue
		}
		for _, k := range x.Keys {
			if c := columnOf(e.Args[0], r); c != nil && c.name == k.Column {
				v.Class, v.Indexes, v.Sort = Served, []string{x.Name}, false
				return true
			}
		}
	}
	return false
}

// extreme recognises min and max of an index's first free key: the first row that fits is the answer.
func (j *judge) extreme(l *level, r *rel, v *Relation, m *match) bool {
	e := l.extreme()
	if e == nil || m.class != ScanAll && m.class != Unserved {
		return false
	}
	for _, x := range r.table.Indexes {
		if x.Method != "btree" || len(x.Keys) == 0 || keyText(r.table, x.Keys[0]) != parse.Canon(e) || odd(x.Keys[0]) || !usable(l, r, x, m.conds) {
			continue
		}
		v.Class, v.Indexes = Served, []string{x.Name}
		if m.class == Unserved {
			v.Class = OrderedFilter
		}
		return true
	}
	return m.class == ScanAll
}

// extreme returns what min or max is asked of, when that is all that is asked of one table.
func (l *level) extreme() *parse.Expr {
	if l.sel == nil || len(l.rels) != 1 || len(l.sel.Targets) != 1 || len(l.sel.GroupBy) > 0 || l.block == nil || len(l.block.outs) != 1 {
		return nil
	}
	e := l.block.outs[0].expr
	for e != nil && (e.Kind == parse.Cast || e.Kind == parse.Func && e.Name == "coalesce") && len(e.Args) > 0 {
		e = e.Args[0]
	}
	if e == nil || e.Kind != parse.Func || e.Name != "min" && e.Name != "max" || len(e.Args) != 1 || e.Agg {
		return nil
	}
	return e.Args[0]
}
