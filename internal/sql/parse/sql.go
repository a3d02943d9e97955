package parse

import "strings"

// SQL spells a resolved or plain expression so that PostgreSQL reads it back; columns lose their
// qualifiers. ok is false for what it does not know how to spell.
func SQL(e *Expr) (text string, ok bool) {
	var b strings.Builder
	if !spell(&b, e) {
		return "", false
	}
	return b.String(), true
}

// Quote returns an identifier as SQL needs it.
func Quote(name string) string {
	plain := name != "" && (name[0] == '_' || name[0] >= 'a' && name[0] <= 'z')
	for _, r := range name {
		plain = plain && (r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	}
	if plain && !reserved[name] {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// reserved are the words that cannot name a column without quotes.
var reserved = words("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate " +
	"collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time " +
	"current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full " +
	"grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime " +
	"localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right " +
	"select session_user similar some symmetric table tablesample then to trailing true union unique user using variadic verbose " +
	"when where window with")

func spell(b *strings.Builder, e *Expr) bool {
	if e == nil {
		return false
	}
	switch e.Kind {
	case Column:
		b.WriteString(Quote(e.Name))
		return true
	case Const:
		if e.Type == "string" {
			b.WriteString("'" + strings.ReplaceAll(e.Name, "'", "''") + "'")
			return true
		}
		b.WriteString(e.Name)
		return true
	case Func:
		b.WriteString(e.Name)
		return e.Over == nil && !e.Agg && list(b, e.Args)
	case Cast:
		return wrapped(b, e.Args[0]) && write(b, "::"+e.Name+e.Type)
	case Op:
		if len(e.Args) != 2 {
			return false
		}
		return wrapped(b, e.Args[0]) && write(b, " "+e.Name+" ") && wrapped(b, e.Args[1])
	case AnyOp:
		if e.Name != "=" || e.Args[1].Kind != Array {
			return false
		}
		return wrapped(b, e.Args[0]) && write(b, " IN ") && list(b, e.Args[1].Args)
	case Not:
		return write(b, "NOT ") && wrapped(b, e.Args[0])
	case IsNull:
		return wrapped(b, e.Args[0]) && write(b, " IS NULL")
	case IsNotNull:
		return wrapped(b, e.Args[0]) && write(b, " IS NOT NULL")
	}
	return false
}

func write(b *strings.Builder, s string) bool {
	b.WriteString(s)
	return true
}

// wrapped spells an operand, in parentheses when it is an operator itself.
func wrapped(b *strings.Builder, e *Expr) bool {
	if e != nil && (e.Kind == Op || e.Kind == Cast && e.Args[0] != nil && e.Args[0].Kind == Op) {
		return write(b, "(") && spell(b, e) && write(b, ")")
	}
	return spell(b, e)
}

// list spells expressions in parentheses.
func list(b *strings.Builder, es []*Expr) bool {
	b.WriteString("(")
	for i, e := range es {
		if i > 0 {
			b.WriteString(", ")
		}
		if !spell(b, e) {
			return false
		}
	}
	b.WriteString(")")
	return true
}
