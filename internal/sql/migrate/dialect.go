package migrate

import (
	"slices"
	"strings"
)

// A mark is what only another dialect's schema has: words, in upper case, and where they stand.
type mark struct {
	words   string // a phrase, with single spaces
	dialect string
	where   place
}

// A place is where a mark's words must stand to be one: a column may bear any of these names.
type place int

const (
	anywhere   place = iota
	first            // at the beginning of a statement
	afterTable       // behind the columns of a table
	asType           // behind a column's name in a table
	asColumn         // as the name of a column, with another name behind
)

// marks are looked for in this order at each word.
var marks = []mark{
	{"AUTO_INCREMENT", "mysql", anywhere},
	{"ENGINE =", "mysql", afterTable},
	{"ON UPDATE CURRENT_TIMESTAMP", "mysql", anywhere},
	{"CHARACTER SET", "mysql", anywhere},
	{"DEFAULT CHARSET", "mysql", anywhere},
	{"UNIQUE KEY", "mysql", anywhere},
	{"LOCK TABLES", "mysql", first},
	{"UNLOCK TABLES", "mysql", first},
	{"TINYINT", "mysql", asType},
	{"MEDIUMINT", "mysql", asType},
	{"TINYTEXT", "mysql", asType},
	{"MEDIUMTEXT", "mysql", asType},
	{"LONGTEXT", "mysql", asType},
	{"TINYBLOB", "mysql", asType},
	{"MEDIUMBLOB", "mysql", asType},
	{"LONGBLOB", "mysql", asType},
	{"VARBINARY", "mysql", asType},
	{"DOUBLE UNSIGNED", "mysql", asType},
	{"INT UNSIGNED", "mysql", asType},
	{"BIGINT UNSIGNED", "mysql", asType},
	{"SMALLINT UNSIGNED", "mysql", asType},
	{"INTEGER UNSIGNED", "mysql", asType},
	{"KEY", "mysql", asColumn},
	{"INDEX", "mysql", asColumn},
	{"FULLTEXT", "mysql", asColumn},
	{"AUTOINCREMENT", "sqlite", anywhere},
	{"WITHOUT ROWID", "sqlite", anywhere},
	{"COLLATE NOCASE", "sqlite", anywhere},
	{"PRAGMA", "sqlite", first},
	{"INSERT OR", "sqlite", first},
	{"CREATE VIRTUAL TABLE", "sqlite", first},
	{"NVARCHAR", "mssql", asType},
	{"UNIQUEIDENTIFIER", "mssql", asType},
	{"DATETIME2", "mssql", asType},
	{"IDENTITY ( 1", "mssql", anywhere},
	{"SET IDENTITY_INSERT", "mssql", first},
	{"VARCHAR2", "oracle", asType},
	{"NVARCHAR2", "oracle", asType},
	{"CLOB", "oracle", asType},
	{"ENGINE = MERGETREE", "clickhouse", afterTable},
	{"ENGINE = REPLACINGMERGETREE", "clickhouse", afterTable},
	{"LOWCARDINALITY", "clickhouse", asType},
	{"DATETIME", "other", asType},
	{"BLOB", "other", asType},
}

// marksByWord are the marks by their first word, the longest phrase first.
var marksByWord = func() map[string][]mark {
	m := map[string][]mark{}
	for _, k := range marks {
		w, _, _ := strings.Cut(k.words, " ")
		m[w] = append(m[w], k)
	}
	for _, ks := range m {
		slices.SortStableFunc(ks, func(a, b mark) int { return len(b.words) - len(a.words) })
	}
	return m
}()

// ours are words that PostgreSQL has and the others have not.
var ours = map[string]bool{
	"TIMESTAMPTZ": true, "JSONB": true, "BYTEA": true, "BIGSERIAL": true, "SMALLSERIAL": true, "TSVECTOR": true, "PLPGSQL": true,
	"EXTENSION": true, "CONCURRENTLY": true, "REGCLASS": true, "NEXTVAL": true,
}

// A verdict is what the text of a file says about its dialect.
type verdict struct {
	dialect  string // "" when nothing speaks against PostgreSQL
	evidence string
	offset   int
	ours     bool // something speaks for PostgreSQL
}

// dialectOf judges a text by the first mark that names a dialect, or else by the first of all.
func dialectOf(text string) verdict {
	r := &reading{text: text}
	for i := 0; i < len(text) && !r.sure(); {
		n, k := token(text[i:])
		if k != space && k != comment {
			r.see(i, n, k)
		}
		i += n
	}
	return r.verdict
}

// A reading is a look at a text token by token.
type reading struct {
	verdict
	text    string
	last    [3]string // the tokens before, the nearest first, upper case
	quoted  bool      // whether the nearest is quoted
	defined []string  // types and domains of the schema's own
}

func (r *reading) sure() bool { return r.dialect != "" && r.dialect != "other" }

// see judges the token at [i, i+n).
func (r *reading) see(i, n int, k kind) {
	t := r.text[i : i+n]
	upper := strings.ToUpper(t[:min(n, 64)])
	switch k {
	case quoted:
		if t[0] == '`' {
			r.found(mark{words: "`", dialect: "mysql"}, i)
		}
	case literal:
		r.ours = r.ours || t[0] == '$'
	case symbol:
		r.ours = r.ours || t == ":" && r.last[0] == ":"
	case word:
		r.ours = r.ours || ours[upper]
		for _, m := range marksByWord[upper] {
			if phrase(r.text[i:], m.words) && r.stands(m, r.text[i+n:]) {
				r.found(m, i)
				break
			}
		}
		if r.last[0] == "DOMAIN" || r.last[0] == "TYPE" {
			r.defined = append(r.defined, upper)
		}
	}
	r.last = [3]string{upper, r.last[0], r.last[1]}
	r.quoted = k == quoted
}

func (r *reading) found(m mark, offset int) {
	if m.dialect == "other" && r.dialect != "" || slices.Contains(r.defined, m.words) {
		return
	}
	if m.words == "`" && containsFold(r.text, "autoincrement") {
		m.dialect = "sqlite" // which takes them too
	}
	r.dialect, r.evidence, r.offset = m.dialect, strings.TrimSuffix(strings.TrimSuffix(m.words, " ( 1"), " ="), offset
}

// stands reports whether a mark, with rest behind its first word, stands where it must.
func (r *reading) stands(m mark, rest string) bool {
	switch m.where {
	case first:
		return r.last[0] == "" || r.last[0] == ";"
	case afterTable:
		return r.last[0] == ")"
	case asType:
		opens := r.last[1] == "(" || r.last[1] == "," || r.last[1] == "COLUMN" || r.last[1] == "ADD" || r.last[1] == "EXISTS"
		return opens && (r.quoted || r.last[0] != "" && isWord(r.last[0][0])) && r.last[0] != "AS"
	case asColumn: // KEY name (columns)
		ws := leadingWords(rest, 2)
		return (r.last[0] == "(" || r.last[0] == ",") && len(ws) == 2 && ws[1] == "(" && ws[0] != "(" && !isType[ws[0]]
	}
	return true
}

// isType are types with a length: key varchar(20) is a column.
var isType = map[string]bool{
	"varchar": true, "char": true, "character": true, "numeric": true, "decimal": true, "bit": true, "varbit": true,
	"timestamp": true, "time": true, "timestamptz": true, "interval": true, "bpchar": true, "float": true, "in": true,
}

// phrase reports whether text begins with the words of a mark.
func phrase(text, words string) bool {
	want := strings.Split(words, " ")
	got := leadingWords(text, len(want))
	return slices.EqualFunc(got, want, func(g, w string) bool { return strings.EqualFold(g, w) })
}
