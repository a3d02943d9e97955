package parse

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// A mark is a word that only another dialect's schema has, where it stands.
type mark struct {
	dialect string
	at      func(d *dialect) bool // nil for anywhere
}

// marks are the words in upper case. Most could name a column too, so they count only where they
// cannot: PostgreSQL's grammar takes many of them, and means something else.
var marks = map[string]mark{
	"AUTO_INCREMENT": {"mysql", nil}, "MEDIUMINT": {"mysql", (*dialect).isType}, "TINYINT": {"mysql", (*dialect).isType},
	"MEDIUMTEXT": {"mysql", (*dialect).isType}, "LONGTEXT": {"mysql", (*dialect).isType}, "TINYTEXT": {"mysql", (*dialect).isType},
	"LONGBLOB": {"mysql", (*dialect).isType}, "MEDIUMBLOB": {"mysql", (*dialect).isType}, "UNSIGNED": {"mysql", (*dialect).afterType},
	"ENGINE": {"mysql", (*dialect).beforeEquals}, "FULLTEXT": {"mysql", (*dialect).isKey}, "KEY": {"mysql", (*dialect).isKey},
	"INDEX": {"mysql", (*dialect).isKey}, "DUPLICATE": {"mysql", (*dialect).afterOn},
	"AUTOINCREMENT": {"sqlite", nil}, "PRAGMA": {"sqlite", (*dialect).isFirst}, "NOCASE": {"sqlite", (*dialect).afterCollate},
	"ROWID": {"sqlite", (*dialect).afterWithout}, "NVARCHAR": {"mssql", (*dialect).isType}, "IDENTITY_INSERT": {"mssql", nil},
	"DATETIME": {"other", (*dialect).isType},
}

// Dialect returns the dialect that the schema text is written in when it is not PostgreSQL's:
// mysql, sqlite, mssql or other, with the word that shows it and its offset. The name is "" when
// nothing speaks against PostgreSQL.
func Dialect(text string) (name, evidence string, offset int) {
	d := &dialect{}
	for _, l := range Lex(text) {
		if l.Kind != lex.Space && l.Kind != lex.Comment {
			d.ls = append(d.ls, l)
		}
	}
	for d.i = range d.ls {
		l := d.ls[d.i]
		switch l.Kind {
		case lex.Quoted:
			if l.Text[0] == '`' {
				return "mysql", "`", l.Start
			}
		case lex.Word:
			m, ok := marks[strings.ToUpper(l.Text)]
			if ok && (m.at == nil || m.at(d)) && !d.defines(l.Text) {
				return m.dialect, l.Text, l.Start
			}
		}
	}
	return "", "", 0
}

// A dialect is a look at a text: its lexemes without spaces and comments, and the one at hand.
type dialect struct {
	ls []Lexeme
	i  int
}

// word returns the lexeme k places on, in upper case.
func (d *dialect) word(k int) string {
	if j := d.i + k; j >= 0 && j < len(d.ls) {
		return strings.ToUpper(d.ls[j].Text)
	}
	return ""
}

func (d *dialect) names(k int) bool {
	j := d.i + k
	return j >= 0 && j < len(d.ls) && (d.ls[j].Kind == lex.Word || d.ls[j].Kind == lex.Quoted)
}

// isType reports whether the word stands behind the name of a column.
func (d *dialect) isType() bool {
	switch d.word(-2) {
	case "(", ",", "COLUMN", "ADD", "EXISTS", "TYPE":
		return d.names(-1) && d.word(-1) != "AS"
	}
	return d.word(-1) == "TYPE" // ALTER COLUMN x TYPE
}

func (d *dialect) afterType() bool {
	if d.word(-1) == ")" { // INT(11) UNSIGNED
		return d.word(-3) == "(" && numbers[d.word(-4)]
	}
	return numbers[d.word(-1)]
}

// numbers are the types that MySQL has unsigned.
var numbers = words("INT INTEGER BIGINT SMALLINT TINYINT MEDIUMINT DECIMAL NUMERIC FLOAT DOUBLE REAL")

func (d *dialect) beforeEquals() bool {
	return d.word(1) == "=" && (d.word(-1) == ")" || d.word(-1) == ",")
}

func (d *dialect) afterOn() bool      { return d.word(-1) == "ON" && d.word(1) == "KEY" }
func (d *dialect) afterCollate() bool { return d.word(-1) == "COLLATE" }
func (d *dialect) afterWithout() bool { return d.word(-1) == "WITHOUT" }
func (d *dialect) isFirst() bool      { return d.i == 0 || d.word(-1) == ";" }

// isKey reports whether the word makes an index inside of a table, KEY name (columns), which
// PostgreSQL reads as a column called key of type name.
func (d *dialect) isKey() bool {
	if before := d.word(-1); before != "(" && before != "," && before != "ADD" && before != "UNIQUE" {
		return false
	}
	return d.names(1) && d.word(2) == "(" && d.names(3) && !lengthTypes[d.word(1)] && !isDigit(d.word(3))
}

// lengthTypes are types that parentheses follow.
var lengthTypes = words("VARCHAR CHAR CHARACTER VARYING NUMERIC DECIMAL BIT TIMESTAMP TIMESTAMPTZ TIME INTERVAL FLOAT NCHAR BPCHAR USING")

// defines reports whether the text makes a domain of that name: CREATE DOMAIN datetime.
func (d *dialect) defines(name string) bool {
	for i := 1; i < len(d.ls); i++ {
		if strings.EqualFold(d.ls[i-1].Text, "DOMAIN") && strings.EqualFold(d.ls[i].Text, name) {
			return true
		}
	}
	return false
}

// words returns the set of the words of s.
func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
