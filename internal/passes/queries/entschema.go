package queries

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strconv"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// literalText returns the value of a constant text, or "".
func literalText(c *types.Const) string {
	if c.Val().Kind() != constant.String {
		return ""
	}
	return constant.StringVal(c.Val())
}

// entSchema returns the definitions of the tables that ent writes as Go literals: variables of type
// Table whose columns are lists of Column.
func (e *evaluator) entSchema() []Text {
	var out []Text
	for _, lit := range e.Lits {
		if lit.Type.Obj().Name() != "Table" || e.storeOf(lit.Type) != "ent" || lit.In != nil {
			continue
		}
		name, _ := gosrc.ConstString(e.Info, entry(lit.Expr, "Name"))
		columns := e.list(entry(lit.Expr, "Columns"))
		if name == "" || columns == nil {
			continue
		}
		out = append(out, Text{SQL: e.entDDL(name, columns, lit.Expr), Place: spanOf(lit.Expr)})
	}
	return out
}

// entry returns the value of a key of a struct literal, or nil.
func entry(lit *ast.CompositeLit, key string) ast.Expr {
	for _, el := range lit.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == key {
				return kv.Value
			}
		}
	}
	return nil
}

// list returns the elements of a list literal, or of the one that a variable holds.
func (e *evaluator) list(x ast.Expr) []ast.Expr {
	if x == nil {
		return nil
	}
	if lit := e.literal(x); lit != nil {
		return lit.Elts
	}
	return nil
}

func (e *evaluator) entDDL(name string, columns []ast.Expr, table *ast.CompositeLit) string {
	var defs []string
	for _, c := range columns {
		if lit := structLit(c); lit != nil {
			defs = append(defs, e.entColumn(lit))
		}
	}
	if keys := e.entKeys(entry(table, "PrimaryKey")); len(keys) > 0 {
		defs = append(defs, "PRIMARY KEY ("+strings.Join(keys, ", ")+")")
	}
	sql := "CREATE TABLE " + strconv.Quote(name) + " (" + strings.Join(defs, ", ") + ")"
	for _, x := range e.list(entry(table, "Indexes")) {
		lit := structLit(x)
		if lit == nil {
			continue
		}
		keys := e.entKeys(entry(lit, "Columns"))
		if entry(lit, "Annotation") != nil || len(keys) == 0 {
			sql += ";\nALTER TABLE " + strconv.Quote(name) + " with an index of unknown kind" // makes the table uncertain
			continue
		}
		unique := ""
		if isTrue(entry(lit, "Unique")) {
			unique = "UNIQUE "
		}
		sql += ";\nCREATE " + unique + "INDEX ON " + strconv.Quote(name) + " (" + strings.Join(keys, ", ") + ")"
	}
	return sql
}

// structLit returns the literal of an element, with or without its type and &.
func structLit(x ast.Expr) *ast.CompositeLit {
	if u, ok := x.(*ast.UnaryExpr); ok {
		x = u.X
	}
	lit, _ := x.(*ast.CompositeLit)
	return lit
}

func isTrue(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == "true"
}

// entTypes are PostgreSQL's types by ent's constants; the others are text.
var entTypes = map[string]string{
	"TypeBool": "boolean", "TypeTime": "timestamptz", "TypeJSON": "jsonb", "TypeUUID": "uuid", "TypeBytes": "bytea",
	"TypeInt8": "smallint", "TypeInt16": "smallint", "TypeInt32": "integer", "TypeInt": "bigint", "TypeInt64": "bigint",
	"TypeUint8": "smallint", "TypeUint16": "integer", "TypeUint32": "bigint", "TypeUint": "bigint", "TypeUint64": "bigint",
	"TypeFloat32": "real", "TypeFloat64": "double precision",
}

func (e *evaluator) entColumn(lit *ast.CompositeLit) string {
	name, _ := gosrc.ConstString(e.Info, entry(lit, "Name"))
	typ := "text"
	if sel, ok := entry(lit, "Type").(*ast.SelectorExpr); ok && entTypes[sel.Sel.Name] != "" {
		typ = entTypes[sel.Sel.Name]
	}
	def := strconv.Quote(name) + " " + typ
	if !isTrue(entry(lit, "Nullable")) {
		def += " NOT NULL"
	}
	if isTrue(entry(lit, "Unique")) {
		def += " UNIQUE"
	}
	return def
}

// entKeys returns the names of columns given as UsersColumns[0].
func (e *evaluator) entKeys(x ast.Expr) []string {
	var keys []string
	for _, el := range e.list(x) {
		i, ok := el.(*ast.IndexExpr)
		if !ok {
			return nil
		}
		n, ok := gosrc.ConstInt(e.Info, i.Index)
		columns := e.list(i.X)
		if !ok || n < 0 || int(n) >= len(columns) {
			return nil
		}
		lit := structLit(columns[n])
		if lit == nil {
			return nil
		}
		name, _ := gosrc.ConstString(e.Info, entry(lit, "Name"))
		keys = append(keys, strconv.Quote(name))
	}
	return keys
}
