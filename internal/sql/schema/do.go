package schema

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
	"github.com/scalevet/scalevet/internal/sql/parse"
)

// doBlock folds the statements that stand in a DO block, as if its conditions held: they ask
// whether the statement is still needed. What the block builds from strings nobody can read.
func (c *Catalog) doBlock(text string, at Place) {
	read := true
	for _, s := range parse.Split(text) {
		if ddl := ddlOf(s.Text); ddl != "" {
			read = c.fold(ddl, at) && read
			continue
		}
		sql, found := executed(s.Text)
		read = (!found || sql != "" && c.fold(sql, at)) && read
	}
	if !read {
		c.markNamed(changed(text), "a DO block may change it", at)
	}
}

// fold folds the statements of text; it reports false when it cannot be parsed.
func (c *Catalog) fold(text string, at Place) bool {
	stmts, err := parse.Parse(text)
	for _, stmt := range stmts {
		c.Apply(stmt, at)
	}
	return err == nil
}

// ddlOf returns the DDL that a statement of PL/pgSQL holds, behind BEGIN, IF … THEN and the like.
func ddlOf(text string) string {
	first := true
	for _, l := range code(text) {
		word := strings.ToUpper(l.Text)
		if first && (word == "CREATE" || word == "ALTER" || word == "DROP") {
			return text[l.Start:]
		}
		first = word == "BEGIN" || word == "THEN" || word == "ELSE" || word == "LOOP"
	}
	return ""
}

// executed reports whether a statement of PL/pgSQL runs SQL from a string, and returns the SQL
// when the string stands there whole. A trigger's EXECUTE FUNCTION runs none.
func executed(text string) (sql string, found bool) {
	ls := code(text)
	for i, l := range ls {
		if l.Kind != lex.Word || !strings.EqualFold(l.Text, "EXECUTE") || i+1 == len(ls) {
			continue
		}
		switch next := ls[i+1]; {
		case strings.EqualFold(next.Text, "FUNCTION") || strings.EqualFold(next.Text, "PROCEDURE"):
		case next.Kind == lex.String && i+2 == len(ls):
			return unquoted(next.Text), true
		default:
			return "", true
		}
	}
	return "", false
}

// unquoted returns what a string literal says, "" for one with escapes.
func unquoted(s string) string {
	if tag := s[:strings.IndexByte(s[1:], '$')+2]; s[0] == '$' && len(s) >= 2*len(tag) {
		return s[len(tag) : len(s)-len(tag)]
	}
	if s[0] != '\'' || len(s) < 2 {
		return ""
	}
	return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
}

// code returns the lexemes of text without spaces and comments.
func code(text string) []parse.Lexeme {
	var out []parse.Lexeme
	for _, l := range parse.Lex(text) {
		if l.Kind != lex.Space && l.Kind != lex.Comment {
			out = append(out, l)
		}
	}
	return out
}
