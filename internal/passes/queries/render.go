package queries

import (
	"regexp"
	"slices"
	"strings"
)

// A statement collects the clauses of a chain.
type statement struct {
	verb, table, raw              string
	cols, joins, where, or, group []string
	having, order, set            []string
	prefix, suffix                []string
	soft                          []string // of soft deletion: they hold whatever else is asked
	limit                         string
	offset, unscoped              bool
}

// render writes the clauses that a builder's value consists of as SQL; "" when no table is known.
func render(chain string) string {
	s := parseChain(chain)
	if s.raw != "" {
		return s.raw
	}
	if s.table == "" {
		return ""
	}
	before := ""
	for _, x := range s.prefix {
		before += x + " "
	}
	switch s.verb {
	case "insert":
		return before + "INSERT INTO " + s.table + " DEFAULT VALUES " + strings.Join(s.suffix, " ")
	case "update":
		return before + "UPDATE " + s.table + " SET " + orElse(strings.Join(s.set, ", "), "hole0 = NULL") + s.tail()
	case "delete":
		return before + "DELETE FROM " + s.table + s.tail()
	}
	return before + "SELECT " + orElse(strings.Join(s.cols, ", "), "*") + " FROM " + s.table + s.tail()
}

// rendered returns s, or the statement that it is as a chain.
func rendered(s string) string {
	if strings.Contains(s, clause) {
		return orElse(render(s), hole)
	}
	return s
}

// parseChain reads the clauses of a builder's value.
func parseChain(chain string) *statement {
	s := &statement{verb: "select"}
	for _, c := range strings.Split(chain, clause)[1:] {
		kind, text, _ := strings.Cut(c, split)
		s.clause(kind, strings.TrimPrefix(text, and))
	}
	return s
}

// condition writes the conditions of s as one; "" when there are none.
func (s *statement) condition() string {
	where := strings.Join(wrapped(s.where), and)
	for _, o := range s.or {
		if where != "" {
			where += " OR "
		}
		where += "(" + o + ")"
	}
	if s.unscoped || len(s.soft) == 0 {
		return where
	}
	if len(s.or) > 0 {
		where = "(" + where + ")"
	}
	if where != "" {
		where += and
	}
	return where + strings.Join(wrapped(s.soft), and)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// clause adds one clause.
func (s *statement) clause(kind, text string) {
	lists := map[string]*[]string{
		"col": &s.cols, "join": &s.joins, "where": &s.where, "or": &s.or, "group": &s.group, "having": &s.having,
		"order": &s.order, "set": &s.set, "prefix": &s.prefix, "suffix": &s.suffix,
	}
	switch kind {
	case "select", "insert", "update", "delete":
		s.verb = kind
		if text == "" {
			return
		}
		if kind == "select" {
			s.cols = append(s.cols, text)
			return
		}
		s.table = text
	case "from":
		s.table = text
	case "model":
		if s.table == "" {
			s.table = text
		}
	case "soft":
		if !slices.Contains(s.soft, text) {
			s.soft = append(s.soft, text)
		}
	case "unscoped":
		s.unscoped = true
	case "raw":
		s.raw = text
	case "limit":
		s.limit = text
	case "offset":
		s.offset = true
	case "aggregate":
		s.cols, s.order = []string{text}, nil
	default:
		if l := lists[kind]; l != nil && text != "" {
			*l = append(*l, text)
		}
	}
}

var inParam = regexp.MustCompile(`(?i)\bin \?`)

// tail writes what follows the tables.
func (s *statement) tail() string {
	var b strings.Builder
	for _, j := range s.joins {
		b.WriteString(" " + j)
	}
	if where := s.condition(); where != "" {
		b.WriteString(" WHERE " + inParam.ReplaceAllString(where, "IN (?)"))
	}
	for _, part := range []struct {
		word string
		list []string
		sep  string
	}{{" GROUP BY ", s.group, ", "}, {" HAVING ", wrapped(s.having), and}, {" ORDER BY ", s.order, ", "}} {
		if len(part.list) > 0 {
			b.WriteString(part.word + strings.Join(part.list, part.sep))
		}
	}
	if s.limit != "" && s.verb == "select" {
		b.WriteString(" LIMIT " + s.limit)
	}
	if s.offset {
		b.WriteString(" OFFSET ?")
	}
	for _, x := range s.suffix {
		b.WriteString(" " + x)
	}
	return b.String()
}

// wrapped puts each condition into parentheses.
func wrapped(conds []string) []string {
	out := make([]string, len(conds))
	for i, c := range conds {
		out[i] = "(" + c + ")"
	}
	return out
}
