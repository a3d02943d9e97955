package parse

import "strings"

// marks are words that only another dialect's schema has.
var marks = []struct{ word, dialect string }{
	{"AUTO_INCREMENT", "mysql"}, {"UNSIGNED", "mysql"}, {"MEDIUMINT", "mysql"}, {"TINYINT", "mysql"}, {"ENGINE", "mysql"},
	{"MEDIUMTEXT", "mysql"}, {"LONGTEXT", "mysql"}, {"AUTOINCREMENT", "sqlite"}, {"PRAGMA", "sqlite"}, {"NOCASE", "sqlite"},
	{"ROWID", "sqlite"}, {"DATETIME", ""}, {"NVARCHAR", "mssql"}, {"IDENTITY_INSERT", "mssql"},
}

// Dialect returns the dialect that the schema text is written in when it is not PostgreSQL's:
// mysql, sqlite, mssql or other, with the word that shows it and its offset. The name is "" when
// nothing speaks against PostgreSQL.
func Dialect(text string) (name, evidence string, offset int) {
	words := map[string]string{}
	for _, m := range marks {
		words[m.word] = m.dialect
	}
	ls := Lex(text)
	for i, l := range ls {
		switch {
		case l.Kind == Quoted && l.Text[0] == '`':
			return "mysql", "`", l.Start
		case l.Kind != Word:
			continue
		}
		upper := strings.ToUpper(l.Text)
		d, ok := words[upper]
		if !ok || upper == "ENGINE" && after(ls, i) != "=" {
			continue
		}
		if d == "" {
			d = "other"
		}
		return d, l.Text, l.Start
	}
	return "", "", 0
}

// after returns the next lexeme that is no space.
func after(ls []Lexeme, i int) string {
	for _, l := range ls[i+1:] {
		if l.Kind != Space && l.Kind != Comment {
			return l.Text
		}
	}
	return ""
}
