package queries

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// autoMigrate returns the definitions of the tables that the calls of gorm's AutoMigrate make.
func (e *evaluator) autoMigrate() []Text {
	var out []Text
	for _, c := range e.Calls {
		if c.Row == nil || c.Row.Store != "gorm" || c.Row.Name != "AutoMigrate" {
			continue
		}
		for _, arg := range e.spread(c.Expr) {
			n := element(e.Info.TypeOf(arg))
			if n == nil {
				continue
			}
			if _, ok := n.Underlying().(*types.Struct); ok {
				m := &mapped{table: e.table(n, "gorm")}
				m.fields(n, "", 0)
				out = append(out, Text{SQL: m.ddl(), Place: spanOf(arg)})
			}
		}
	}
	return out
}

// spread returns the arguments of call, and for f(list...) the elements of a literal list.
func (e *evaluator) spread(call *ast.CallExpr) []ast.Expr {
	if !call.Ellipsis.IsValid() || len(call.Args) != 1 {
		return call.Args
	}
	if lit := e.literal(call.Args[0]); lit != nil {
		return lit.Elts
	}
	return nil
}

// A mapped struct is the table that gorm makes of it.
type mapped struct {
	table   string
	columns []string // name and type
	primary []string
	indexes []*tagIndex
}

// A tagIndex is one index of the tags.
type tagIndex struct {
	name, where, method string
	unique              bool
	keys                []tagKey
}

type tagKey struct {
	text     string
	priority int
}

// fields adds the columns of n's fields, with prefix before their names.
func (m *mapped) fields(n types.Type, prefix string, depth int) {
	st, ok := deref(n).Underlying().(*types.Struct)
	if !ok || depth > 4 {
		return
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		tag := parseTag(reflect.StructTag(st.Tag(i)).Get("gorm"))
		if !f.Exported() || tag.has("-") {
			continue
		}
		typ := columnType(f.Type(), tag)
		switch {
		case (f.Embedded() || tag.has("embedded")) && typ == "":
			m.fields(f.Type(), prefix+tag.get("embeddedprefix"), depth+1)
		case typ != "":
			m.column(prefix+cmp.Or(tag.get("column"), snake(f.Name())), typ, f.Name(), tag)
		}
	}
}

func (m *mapped) column(name, typ, field string, tag tags) {
	m.columns = append(m.columns, strconv.Quote(name)+" "+typ)
	if tag.has("primarykey") || tag.has("primary_key") {
		m.primary = append(m.primary, strconv.Quote(name))
	} else if field == "ID" && len(m.primary) == 0 {
		m.primary = []string{strconv.Quote(name)}
	}
	if tag.has("unique") {
		m.index("", name, true)
	}
	for _, t := range tag {
		switch t.key {
		case "index":
			m.index(t.value, name, false)
		case "uniqueindex", "unique_index":
			m.index(t.value, name, true)
		}
	}
}

// index adds column to the index that an option such as idx_name,priority:2,where:a > 1 names.
func (m *mapped) index(option, column string, unique bool) {
	parts := strings.Split(option, ",")
	x := &tagIndex{name: strings.TrimSpace(parts[0]), unique: unique}
	if strings.Contains(x.name, ":") {
		x.name, parts = "", append([]string{""}, parts...)
	}
	key := tagKey{text: strconv.Quote(column), priority: 10}
	for _, p := range parts[1:] {
		k, v, _ := strings.Cut(strings.TrimSpace(p), ":")
		switch strings.ToLower(k) {
		case "unique":
			x.unique = true
		case "where":
			x.where = v
		case "type":
			x.method = v
		case "sort":
			key.text += " " + v
		case "expression":
			key.text = "(" + v + ")"
		case "priority":
			key.priority, _ = strconv.Atoi(v)
		}
	}
	for _, old := range m.indexes {
		if x.name != "" && old.name == x.name {
			old.keys = append(old.keys, key)
			return
		}
	}
	x.keys = []tagKey{key}
	m.indexes = append(m.indexes, x)
}

// ddl writes the table. Columns are added one by one as well, since a table may be migrated from
// several structs.
func (m *mapped) ddl() string {
	var b strings.Builder
	primary := ""
	if len(m.primary) > 0 {
		primary = ", PRIMARY KEY (" + strings.Join(m.primary, ", ") + ")"
	}
	fmt.Fprintf(&b, "CREATE TABLE IF NOT EXISTS %s (%s%s)", m.table, strings.Join(m.columns, ", "), primary)
	for _, c := range m.columns {
		fmt.Fprintf(&b, ";\nALTER TABLE %s ADD COLUMN IF NOT EXISTS %s", m.table, c)
	}
	for _, x := range m.indexes {
		slices.SortStableFunc(x.keys, func(a, b tagKey) int { return a.priority - b.priority })
		var keys []string
		for _, k := range x.keys {
			keys = append(keys, k.text)
		}
		b.WriteString(";\nCREATE ")
		if x.unique {
			b.WriteString("UNIQUE ")
		}
		b.WriteString("INDEX ")
		if x.name != "" {
			b.WriteString("IF NOT EXISTS " + strconv.Quote(x.name) + " ")
		}
		b.WriteString("ON " + m.table)
		if x.method != "" {
			b.WriteString(" USING " + x.method)
		}
		b.WriteString(" (" + strings.Join(keys, ", ") + ")")
		if x.where != "" {
			b.WriteString(" WHERE " + x.where)
		}
	}
	return b.String()
}
