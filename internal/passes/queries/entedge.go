package queries

import (
	"go/ast"
	"go/types"
	"strings"
)

// An entEdge is what the constants of an entity's package say of an edge that is a foreign key.
type entEdge struct {
	table, column string // where the key is
	inverse       string // the table at the other end; "" when that is table
	id            string // of the entity
	mine          bool   // the key is in the entity's own table
}

// entEdgeOf returns the edge called name of the entity of pkg. Of edges through a table of their own, and
// of those from a table to itself, too little is known.
func entEdgeOf(pkg *types.Package, name string) (e entEdge, ok bool) {
	e = entEdge{
		table: constOf(pkg, name+"Table"), column: constOf(pkg, name+"Column"), inverse: constOf(pkg, name+"InverseTable"),
		id: constOf(pkg, "FieldID"),
	}
	own := constOf(pkg, "Table")
	e.mine = e.table == own
	if e.table == "" || e.column == "" || own == "" || e.id == "" || e.inverse == own {
		return e, false
	}
	return e, !e.mine || e.inverse != ""
}

// entPackageOf returns the package that ent generated beside pkg for an entity, or nil.
func entPackageOf(pkg *types.Package, entity string) *types.Package {
	for _, imp := range pkg.Imports() {
		if imp.Name() == strings.ToLower(entity) {
			return imp
		}
	}
	return nil
}

// entHas returns the condition of user.HasPets() and user.HasPetsWith(predicates…).
func (b *builderCall) entHas(fn *types.Func, args []ast.Expr) string {
	name, with := strings.CutSuffix(strings.TrimPrefix(fn.Name(), "Has"), "With")
	e, ok := entEdgeOf(fn.Pkg(), name)
	if !ok || with && len(args) == 0 {
		return hole
	}
	var conds []string
	for _, arg := range args {
		conds = append(conds, "("+b.entPredicate(arg)+")")
	}
	where := " WHERE " + strings.Join(conds, and)
	switch {
	case e.mine && with:
		return e.column + " IN (SELECT id FROM " + e.inverse + where + ")"
	case e.mine:
		return e.column + " IS NOT NULL"
	case with:
		return e.id + " IN (SELECT " + e.column + " FROM " + e.table + where + ")"
	}
	return e.id + " IN (SELECT " + e.column + " FROM " + e.table + " WHERE " + e.column + " IS NOT NULL)"
}

// entAlong returns the chain that goes along an edge: u.QueryPets(), client.User.QueryPets(u) and
// client.User.Query().Where(…).QueryPets().
func (b *builderCall) entAlong(recv *types.Named, name string) []value {
	entity, isQuery := strings.CutSuffix(recv.Obj().Name(), "Query")
	pkg := entPackageOf(recv.Obj().Pkg(), strings.TrimSuffix(entity, "Client"))
	if pkg == nil {
		return []value{{s: hole}}
	}
	e, ok := entEdgeOf(pkg, name)
	if !ok || e.mine {
		return []value{{s: hole}} // by the primary key
	}
	at := spanOf(b.call.Expr)
	chain := func(where string) string {
		return clause + "model" + split + e.table + clause + "where" + split + where
	}
	if !isQuery {
		return []value{{s: chain(e.column + " = ?"), at: at}}
	}
	return each(b.recv, func(s string) string {
		from := parseChain(s)
		cond := from.condition()
		if cond == "" || from.table == "" {
			return hole
		}
		return chain(e.column + " IN (SELECT " + e.id + " FROM " + from.table + " WHERE " + cond + ")")
	})
}

// entWith adds the statement that loads the other ends of an edge along with the rows: WithPets().
func (b *builderCall) entWith(recv *types.Named, name string) []value {
	entity := strings.TrimSuffix(recv.Obj().Name(), "Query")
	pkg := entPackageOf(recv.Obj().Pkg(), entity)
	if pkg == nil || len(b.args) > 0 {
		return b.recv // its conditions are not known
	}
	if e, ok := entEdgeOf(pkg, name); ok && !e.mine {
		b.add("also", []value{{s: "SELECT * FROM " + e.table + " WHERE " + e.column + " IN (?)", at: spanOf(b.call.Expr)}})
	}
	return b.recv
}
