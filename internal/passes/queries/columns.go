package queries

import (
	"go/types"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// tags are the parts of a gorm tag, keys in lower case.
type tags []struct{ key, value string }

func parseTag(s string) tags {
	var ts tags
	for _, part := range strings.Split(s, ";") {
		k, v, _ := strings.Cut(strings.TrimSpace(part), ":")
		if k != "" {
			ts = append(ts, struct{ key, value string }{strings.ToLower(strings.ReplaceAll(k, " ", "")), v})
		}
	}
	return ts
}

func (ts tags) has(key string) bool {
	return slices.ContainsFunc(ts, func(t struct{ key, value string }) bool { return t.key == key })
}

func (ts tags) get(key string) string {
	for _, t := range ts {
		if t.key == key {
			return t.value
		}
	}
	return ""
}

// columnType returns the type of the column that a field of type t becomes, "" when it becomes
// none: an association, or a struct to embed.
func columnType(t types.Type, tag tags) string {
	if typ := tag.get("type"); typ != "" && !strings.Contains(typ, "enum(") {
		return typ
	}
	t = deref(t)
	if n := gosrc.Named(t); n != nil {
		switch n.Obj().Name() {
		case "Time", "DeletedAt", "NullTime":
			return "timestamptz"
		case "UUID", "NullUUID":
			return "uuid"
		case "JSON", "RawMessage", "JSONB":
			return "jsonb"
		case "NullString":
			return "text"
		case "NullInt64", "NullInt32":
			return "bigint"
		case "NullBool":
			return "boolean"
		}
		if methodOf(n, "GormDataType") != nil || methodOf(n, "Scan") != nil {
			return "text"
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsString != 0:
			return "text"
		case info&types.IsBoolean != 0:
			return "boolean"
		case info&types.IsInteger != 0:
			return "bigint"
		case info&types.IsFloat != 0:
			return "numeric"
		}
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Byte {
			return "bytea"
		}
		if tag.has("serializer") {
			return "jsonb"
		}
	}
	if tag.has("serializer") {
		return "jsonb"
	}
	return ""
}
