package queries

import (
	"go/types"
	"reflect"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// also returns the statements that a chain runs besides its own, at the place of the chain.
func also(vs []value) []Text {
	var out []Text
	seen := map[string]bool{}
	for _, v := range vs {
		for _, c := range strings.Split(v.s, clause)[1:] {
			kind, sql, _ := strings.Cut(c, split)
			if kind == "also" && !seen[sql] && !strings.Contains(sql, hole) {
				seen[sql] = true
				out = append(out, Text{SQL: sql, Place: v.at, built: true})
			}
		}
	}
	return out
}

// preload adds the statements by which gorm loads the associations of n that the chain names.
func (b *builderCall) preload(n *types.Named) {
	seen := map[string]bool{}
	for _, v := range b.recv {
		for _, c := range strings.Split(v.s, clause)[1:] {
			kind, path, _ := strings.Cut(c, split)
			if kind != "preload" || seen[path] {
				continue
			}
			seen[path] = true
			b.associated(n, strings.Split(path, "."))
		}
	}
}

// associated adds the statements for the associations along path, as far as they are known.
func (b *builderCall) associated(n *types.Named, path []string) {
	for _, name := range path {
		f, tag := fieldOf(n, name)
		if f == nil {
			return
		}
		child := element(f.Type())
		if child == nil {
			return
		}
		if _, ok := child.Underlying().(*types.Struct); !ok {
			return
		}
		if sql := b.loads(n, child, f, tag); sql != "" {
			b.add("also", literally(sql))
		}
		n = child
	}
}

// loads returns the statement that loads the children of rows of n by field f, "" where they are found
// by their primary key or it is not known how.
func (b *builderCall) loads(n, child *types.Named, f *types.Var, tag tags) string {
	if tag.has("many2many") || tag.has("polymorphic") {
		return ""
	}
	key := tag.get("foreignkey")
	if _, many := deref(f.Type()).Underlying().(*types.Slice); !many {
		if own, _ := fieldOf(n, orElse(key, f.Name()+"ID")); own != nil {
			return "" // belongs to: by the child's key
		}
	}
	key = orElse(key, n.Obj().Name()+"ID")
	if v, _ := fieldOf(child, key); v == nil {
		return ""
	}
	sql := "SELECT * FROM " + b.table(child, "gorm") + " WHERE " + columnOf(child, key, "gorm") + " IN (?)"
	if softDeleted(child) {
		sql += and + "deleted_at IS NULL"
	}
	return sql
}

// fieldOf returns the field of struct n, also of what it embeds, and its gorm tag.
func fieldOf(n *types.Named, name string) (*types.Var, tags) {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return nil, nil
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		if f.Name() == name {
			return f, parseTag(reflect.StructTag(st.Tag(i)).Get("gorm"))
		}
		if in := gosrc.Named(f.Type()); f.Embedded() && in != nil && in != n {
			if v, tag := fieldOf(in, name); v != nil {
				return v, tag
			}
		}
	}
	return nil, nil
}
