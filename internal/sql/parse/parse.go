package parse

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	pg "github.com/pganalyze/pg_query_go/v5"
)

// maxText bounds one statement: nothing people write is longer, and data is not for us.
const maxText = 1 << 20

// Parse parses the statements of text. A statement that PostgreSQL's grammar refuses makes the
// whole text an error, so callers split files into statements first.
func Parse(text string) (stmts []Stmt, err error) {
	defer func() {
		if e := recover(); e != nil {
			stmts, err = nil, fmt.Errorf("cannot read the parser's tree: %v", e)
		}
	}()
	t, err := tree(text)
	if err != nil {
		return nil, err
	}
	for _, raw := range t.Stmts {
		stmts = append(stmts, lowerStmt(raw.Stmt))
	}
	return stmts, nil
}

// tree returns PostgreSQL's own tree of text, or an error for what its parser must not be given.
func tree(text string) (*pg.ParseResult, error) {
	switch {
	case len(text) > maxText:
		return nil, fmt.Errorf("statement of %d bytes is too long", len(text))
	case !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0:
		return nil, errors.New("statement is not valid UTF-8")
	case tooDeep(text):
		return nil, errors.New("statement is nested too deeply")
	}
	t, err := pg.Parse(text)
	if err != nil {
		return nil, errors.New(strings.TrimSpace(err.Error()))
	}
	return t, nil
}

func lowerStmt(n *pg.Node) Stmt {
	if into := n.GetSelectStmt().GetIntoClause(); into != nil {
		return &CreateTable{Table: rangeName(into.Rel), Query: lowerQuery(n), Temp: into.Rel.GetRelpersistence() == "t"}
	}
	if q := lowerQuery(n); q != nil {
		if path := setConfig(q); path != nil {
			return path
		}
		return q
	}
	switch n := n.GetNode().(type) {
	case *pg.Node_CreateSchemaStmt:
		s := &CreateSchema{Name: n.CreateSchemaStmt.Schemaname}
		for _, e := range n.CreateSchemaStmt.SchemaElts {
			s.Stmts = append(s.Stmts, lowerStmt(e))
		}
		return s
	case *pg.Node_CreateStmt:
		return lowerCreateTable(n.CreateStmt)
	case *pg.Node_CreateTableAsStmt:
		return lowerCreateAs(n.CreateTableAsStmt)
	case *pg.Node_IndexStmt:
		return lowerIndex(n.IndexStmt)
	case *pg.Node_AlterTableStmt:
		return lowerAlter(n.AlterTableStmt)
	case *pg.Node_RenameStmt:
		return lowerRename(n.RenameStmt)
	case *pg.Node_DropStmt:
		return lowerDrop(n.DropStmt)
	case *pg.Node_ViewStmt:
		return &CreateView{
			View: rangeName(n.ViewStmt.View), Columns: strs(n.ViewStmt.Aliases), Query: lowerQuery(n.ViewStmt.Query),
		}
	case *pg.Node_CreateEnumStmt:
		return &CreateType{Type: nameOf(n.CreateEnumStmt.TypeName), Enum: true}
	case *pg.Node_CreateDomainStmt:
		base, _ := typeName(n.CreateDomainStmt.TypeName)
		return &CreateType{Type: nameOf(n.CreateDomainStmt.Domainname), Base: base}
	case *pg.Node_AlterObjectSchemaStmt:
		return lowerSetSchema(n.AlterObjectSchemaStmt)
	case *pg.Node_VariableSetStmt:
		return lowerSet(n.VariableSetStmt)
	case *pg.Node_DoStmt:
		return &Do{Text: doText(n.DoStmt)}
	}
	return &Other{What: strings.TrimPrefix(fmt.Sprintf("%T", n.GetNode()), "*pg_query.Node_")}
}

func lowerSet(n *pg.VariableSetStmt) Stmt {
	if n.Name != "search_path" {
		if n.Kind == pg.VariableSetKind_VAR_RESET_ALL {
			return &SetSearchPath{Default: true}
		}
		return &Other{What: "set"}
	}
	s := &SetSearchPath{Default: n.Kind != pg.VariableSetKind_VAR_SET_VALUE}
	for _, a := range n.Args {
		if c := lowerExpr(a); c != nil && c.Kind == Const {
			s.add(c.Name)
		}
	}
	return s
}

// add appends a schema of the path; the user's own is a schema that migrations do not name.
func (s *SetSearchPath) add(name string) {
	if name = strings.Trim(strings.TrimSpace(name), `"`); name != "" && name != "$user" {
		s.Schemas = append(s.Schemas, name)
	}
}

// setConfig reads SELECT set_config('search_path', 'a, b', false), with which a dump begins.
func setConfig(q *Query) *SetSearchPath {
	if q.Verb != "select" || len(q.Select.Targets) != 1 {
		return nil
	}
	f := q.Select.Targets[0].Expr
	if f == nil || f.Kind != Func || f.Name != "set_config" || len(f.Args) != 3 || f.Args[0].Name != "search_path" || f.Args[1].Kind != Const {
		return nil
	}
	s := &SetSearchPath{}
	for _, name := range strings.Split(f.Args[1].Name, ",") {
		s.add(name)
	}
	return s
}

func doText(n *pg.DoStmt) string {
	for _, a := range n.Args {
		if d := a.GetDefElem(); d != nil && d.Defname == "as" {
			return d.Arg.GetString_().GetSval()
		}
	}
	return ""
}

// strs returns the strings of a list of String nodes.
func strs(ns []*pg.Node) []string {
	var ss []string
	for _, n := range ns {
		if s := n.GetString_(); s != nil {
			ss = append(ss, s.Sval)
		}
	}
	return ss
}

// nameOf returns the name that a list of String nodes spells.
func nameOf(ns []*pg.Node) Name {
	ss := strs(ns)
	switch n := len(ss); n {
	case 0:
		return Name{}
	case 1:
		return Name{Name: ss[0]}
	default:
		return Name{Schema: ss[n-2], Name: ss[n-1]}
	}
}

func rangeName(r *pg.RangeVar) Name {
	if r == nil {
		return Name{}
	}
	return Name{Schema: r.Schemaname, Name: r.Relname}
}

// typeName returns a type's name without modifiers, and whether it is an array.
func typeName(t *pg.TypeName) (name string, array bool) {
	if t == nil {
		return "", false
	}
	ss := strs(t.Names)
	if len(ss) == 0 {
		return "", false
	}
	if len(ss) > 1 && ss[0] != "pg_catalog" {
		name = ss[len(ss)-2] + "." + ss[len(ss)-1]
	} else {
		name = ss[len(ss)-1]
	}
	if len(t.ArrayBounds) > 0 {
		return name + "[]", true
	}
	return name, false
}
