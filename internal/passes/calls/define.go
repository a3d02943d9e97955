package calls

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// A Def is a constant text that defines or changes tables and stands for itself: in a list, a map, a
// field, a variable, a constant or a result.
type Def struct {
	Expr ast.Expr
	SQL  string
}

// definition begins the statements that build a schema. What follows tells them from prose.
var definition = regexp.MustCompile(`(?is)^(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:` +
	`create\s+(?:(?:unlogged|global|temp|temporary)\s+)*table\b[^(]*(?:\(|\blike\b|\bas\b|\bpartition\b)|` +
	`create\s+(?:unique\s+)?index\b.*\(|` +
	`create\s+(?:or\s+replace\s+)?(?:view|materialized\s+view|schema|type|domain|extension|function|procedure)\s|` +
	`alter\s+(?:table|index|type)\b.*\b(?:add|drop|rename|alter|set|attach|inherit)\b|` +
	`drop\s+(?:table|index|view|type)\b|` +
	`do\s+(?:\$|language\b))`)

// define notes the constant text e.
func (w *walker) define(e ast.Expr) {
	if w.aside {
		return
	}
	s, ok := gosrc.ConstString(w.Info, e)
	if !ok || len(s) < len("drop table") || strings.ContainsRune(s, '%') && verb.MatchString(s) || !definition.MatchString(s) {
		return
	}
	w.Defs = append(w.Defs, &Def{e, s})
}

// verb is a place of a format: the text is not yet a statement.
var verb = regexp.MustCompile(`%(?:\[\d+\])?[svdq]`)

// binary walks a concatenation. A constant one is one text; of others the parts are none.
func (w *walker) binary(n *ast.BinaryExpr) ast.Visitor {
	if n.Op != token.ADD || !gosrc.IsString(w.Info.TypeOf(n)) {
		return w
	}
	w.define(n)
	return w.without()
}

// without is w for what stands below and defines nothing by itself.
func (w *walker) without() *walker {
	if w.aside {
		return w
	}
	c := *w
	c.aside = true
	return &c
}

// under is w for what bears a name: what is called for the way back, or for another database, builds
// no schema.
func (w *walker) under(name string) *walker {
	if !backName.MatchString(name) && !foreignName.MatchString(name) {
		return w
	}
	return w.without()
}

// keyName returns what the key of an element says: a field's name, or constant text.
func (w *walker) keyName(key ast.Expr) string {
	if id, ok := key.(*ast.Ident); ok {
		return id.Name
	}
	s, _ := gosrc.ConstString(w.Info, key)
	return s
}

var (
	backName    = regexp.MustCompile(`^(?i:down|rollback|revert|undo|drop|teardown|uninstall|reset|truncate)(?:[A-Z0-9_]|$)|(?:Down|Rollback|Revert|Undo|Teardown)(?:[A-Z0-9_]|$)|_(?i:down|rollback|revert|undo)$`)
	foreignName = regexp.MustCompile(`(?i)mysql|maria|sqlite|mssql|sqlserver|oracle|clickhouse|cassandra|spanner`)
)
