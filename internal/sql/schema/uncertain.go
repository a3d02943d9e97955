package schema

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// doBlock folds the statements that stand in a DO block, as if its conditions held: they ask
// whether the statement is still needed. What the block builds from strings nobody can read.
func (c *Catalog) doBlock(text string, at Place) {
	for _, s := range parse.Split(text) {
		ddl := ddlOf(s.Text)
		if ddl == "" {
			continue
		}
		stmts, err := parse.Parse(ddl)
		if err != nil {
			c.MarkUncertain(text, "a DO block may change it", at)
			return
		}
		for _, stmt := range stmts {
			c.Apply(stmt, at)
		}
	}
	if executes(text) {
		c.MarkUncertain(text, "a DO block may change it", at)
	}
}

// ddlOf returns the DDL that a statement of PL/pgSQL holds, behind BEGIN, IF … THEN and the like.
func ddlOf(text string) string {
	first := true
	for _, l := range parse.Lex(text) {
		if l.Kind == parse.Space || l.Kind == parse.Comment {
			continue
		}
		word := strings.ToUpper(l.Text)
		if first && (word == "CREATE" || word == "ALTER" || word == "DROP") {
			return text[l.Start:]
		}
		first = word == "BEGIN" || word == "THEN" || word == "ELSE" || word == "LOOP"
	}
	return ""
}

// executes reports whether PL/pgSQL runs statements that it puts together; a trigger's EXECUTE
// FUNCTION runs none.
func executes(text string) bool {
	last := ""
	for _, l := range parse.Lex(text) {
		if l.Kind == parse.Space || l.Kind == parse.Comment {
			continue
		}
		word := strings.ToUpper(l.Text)
		if last == "EXECUTE" && word != "FUNCTION" && word != "PROCEDURE" {
			return true
		}
		last = word
	}
	return false
}

// MarkUncertain marks every table that text names: nothing is said of it any more. text is a
// statement that could not be understood.
func (c *Catalog) MarkUncertain(text, why string, at Place) {
	words := map[string]bool{}
	for _, l := range parse.Lex(text) {
		switch l.Kind {
		case parse.Word:
			words[strings.ToLower(l.Text)] = true
		case parse.Quoted, parse.String:
			for _, w := range strings.FieldsFunc(l.Text, notIdent) {
				words[strings.ToLower(w)] = true
			}
		}
	}
	var names []string
	for _, t := range c.Tables {
		if words[strings.ToLower(t.Name.Name)] && t.Uncertain == "" {
			t.Uncertain = why + " (" + at.String() + ")"
			names = append(names, t.Name.Name)
		}
	}
	if len(names) > 0 {
		why += ": " + strings.Join(names, ", ") + " uncertain"
	}
	c.Problems = append(c.Problems, Problem{at, why})
}

func notIdent(r rune) bool {
	return !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7f)
}
