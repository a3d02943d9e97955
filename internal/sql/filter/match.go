package filter

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// serves reports whether index x of r can be searched by a. The index's predicate has been proved.
func (j *judge) serves(x *schema.Index, r *rel, a *atom) bool {
	if a.mixed || !legal(r, a) {
		return false
	}
	switch x.Method {
	case "btree":
		return len(x.Keys) > 0 && btreeKey(x.Keys[0], r, a) || j.skips(x, r, a)
	case "hash":
		return len(x.Keys) > 0 && keyIs(x.Keys[0], r, a) && (a.op == "eq" || a.op == "list") && a.collate == "" && !a.row
	}
	return !a.row && slices.ContainsFunc(x.Keys, func(k parse.IndexKey) bool { return keyIs(k, r, a) && multiKey(x.Method, k, r, a) })
}

// legal reports whether r can be looked up by the rows that a's other side reads.
func legal(r *rel, a *atom) bool {
	return !slices.ContainsFunc(a.others, func(o *rel) bool { return r.level.keeps(r, o) || o.lateral && o.sub != nil })
}

// skips reports whether a later PostgreSQL searches past first keys of few values.
func (j *judge) skips(x *schema.Index, r *rel, a *atom) bool {
	if j.opt.Postgres < 18 || !a.narrow(r) {
		return false
	}
	for _, k := range x.Keys {
		if btreeKey(k, r, a) {
			return true
		}
		c := r.table.Column(k.Column)
		if c == nil || c.Type != "bool" && !c.Enum {
			return false
		}
	}
	return false
}

// narrow reports whether a leaves few rows: for more it is not worth while to search an index once for
// each of its first key's values.
func (a *atom) narrow(r *rel) bool {
	switch a.op {
	case "eq", "list", "prefix":
		return true
	case "range":
		return slices.ContainsFunc(r.level.conditions(r), func(e *parse.Expr) bool {
			b := atomOf(r.level, r, e)
			return b != nil && b.key == a.key && b.op == "range" && b.cmp != "" && a.cmp != "" && b.cmp[0] != a.cmp[0]
		})
	}
	return false
}

// keyIs reports whether a asks of the very key k.
func keyIs(k parse.IndexKey, r *rel, a *atom) bool {
	if k.Expr == nil {
		return a.col != nil && a.col.name == k.Column
	}
	return keyText(r.table, k) == a.key && only(a.expr, r)
}

// keyText returns the canonical text of an index's key.
func keyText(t *schema.Table, k parse.IndexKey) string {
	if k.Expr != nil {
		return parse.Canon(typed(k.Expr, t))
	}
	return k.Column
}

func btreeKey(k parse.IndexKey, r *rel, a *atom) bool {
	if !keyIs(k, r, a) {
		return false
	}
	collation, own := k.Collation, ""
	if c := r.table.Column(k.Column); c != nil {
		own = ownCollation(c)
		if c.Type == "citext" && strings.HasPrefix(k.Opclass, "text_") {
			return false // it is the text's order, not that of citext
		}
	}
	if collation == "" {
		collation = own
	}
	pattern := strings.HasSuffix(k.Opclass, "_pattern_ops")
	switch a.op {
	case "eq", "list":
		return collates(a, own, collation)
	case "range":
		return !pattern && collates(a, own, collation)
	case "null", "notnull", "unknown":
		return true // a pattern's value may be plain text
	case "prefix":
		return pattern || collation == "C" || collation == "POSIX"
	case "<<", "<<=":
		return a.value != nil && a.value.Kind == parse.Const && k.Opclass == "" // a network is a range of addresses
	}
	return false
}

// collates reports whether a compares by an index's collation: by the column's own, unless a says
// another.
func collates(a *atom, own, collation string) bool {
	by := own
	if a.collate != "" {
		by = a.collate
	}
	return named(by) == named(collation)
}

// ownCollation returns the collation that values of c compare by; "" is the database's.
func ownCollation(c *schema.Column) string {
	if c.Collation == "" && c.Type == "name" {
		return "C"
	}
	return named(c.Collation)
}

func named(collation string) string {
	if collation == "default" {
		return ""
	}
	return collation
}

// multiKey reports whether a GIN, GiST, SP-GiST or BRIN key answers a's operator.
func multiKey(method string, k parse.IndexKey, r *rel, a *atom) bool {
	typ := keyType(k, r)
	if method == "brin" {
		return slices.Contains([]string{"eq", "list", "range", "null", "notnull"}, a.op)
	}
	if a.op == "null" || a.op == "notnull" {
		return method != "gin"
	}
	if strings.Contains(k.Opclass, "trgm") {
		return trigram(method, a.op) && a.cmp != "^@"
	}
	switch {
	case typ == "jsonb":
		return jsonbOp(k.Opclass, a.op)
	case strings.HasSuffix(typ, "[]"):
		return method == "gin" && slices.Contains([]string{"@>", "<@", "&&", "eq"}, a.op)
	case typ == "tsvector":
		return a.op == "@@"
	case strings.HasSuffix(typ, "range"):
		return slices.Contains([]string{"@>", "<@", "&&", "<<", ">>", "&<", "&>", "-|-", "eq"}, a.op)
	case typ == "inet" || typ == "cidr":
		return slices.Contains([]string{"<<", "<<=", ">>", ">>=", "&&", "eq", "range", "list"}, a.op) || a.op == "none" && method != "gin"
	case method == "spgist" && family(typ) == "text":
		return a.op == "eq" || a.op == "list" || a.op == "range" || a.op == "prefix"
	case scalar(typ):
		// btree_gin and btree_gist compare a type with itself alone
		return sameType(typ, a) && (a.op == "eq" || a.op == "list" || a.op == "range" || a.op == "none" && method == "gist")
	}
	// A type of an extension: its own operators are what such an index is made for.
	return !slices.Contains([]string{"eq", "list", "range", "null", "notnull", "prefix", "pattern", "unknown", "regex", "none"}, a.op)
}

// sameType reports whether a's other side has type typ, as what has no type of its own does.
func sameType(typ string, a *atom) bool {
	if a.value == nil {
		return true
	}
	t := typeOf(a.value)
	if a.many {
		t = elementType(a.value)
	}
	return t == "" || t == typ || family(t) == "text"
}

func keyType(k parse.IndexKey, r *rel) string {
	if k.Expr != nil {
		if k.Expr.Kind == parse.Func && (k.Expr.Name == "to_tsvector" || k.Expr.Name == "setweight") {
			return "tsvector"
		}
		if k.Expr.Kind == parse.Op && (k.Expr.Name == "->" || k.Expr.Name == "#>") {
			return "jsonb"
		}
		return typeOf(typed(k.Expr, r.table))
	}
	if c := r.table.Column(k.Column); c != nil {
		return c.Type
	}
	return ""
}

func scalar(t string) bool {
	switch family(t) {
	case "int", "float", "numeric", "time", "text", "uuid", "bool", "citext", "interval", "bytea":
		return true
	}
	return false
}

func trigram(method, op string) bool {
	switch op {
	case "prefix", "pattern", "unknown", "regex", "%", "%>", "%>>":
		return true
	case "eq", "list":
		return true // since PostgreSQL 14
	}
	return method == "gist" && op == "<->"
}

func jsonbOp(opclass, op string) bool {
	switch op {
	case "@>", "@@", "@?":
		return true
	case "?", "?|", "?&":
		return opclass != "jsonb_path_ops"
	}
	return false
}
