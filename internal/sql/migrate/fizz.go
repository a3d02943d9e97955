package migrate

import (
	"cmp"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// isFizz reports whether name is a fizz migration that builds.
func isFizz(name string) bool {
	return strings.HasSuffix(name, ".fizz") && !strings.HasSuffix(name, ".down.fizz")
}

// fizzStatements writes the calls of a fizz file, https://gobuffalo.io/documentation/database/fizz, as
// SQL. What it does not understand is a statement as it stands there, which nobody can parse: so the
// tables that it names are known to be uncertain.
func fizzStatements(x File) []Statement {
	var out []Statement
	p := &fizzParser{text: x.Text}
	line, counted := 1, 0
	for p.space(); p.at < len(p.text); p.space() {
		start := p.at
		line, counted = line+strings.Count(p.text[counted:start], "\n"), start
		c, ok := p.call()
		var sqls []string
		if ok {
			sqls, ok = c.sql()
		}
		if !ok {
			sqls = []string{p.text[start:]}
			p.at = len(p.text)
		}
		for _, sql := range sqls {
			out = append(out, Statement{
				Text: sql, File: x.Path, Line: line, Offset: start, Templated: true,
			})
		}
	}
	return out
}

// fizzNames returns the tables that the statements of x are about.
func fizzNames(x File) tableNames {
	var names tableNames
	for _, s := range fizzStatements(x) {
		names.note(s.Text)
	}
	names.creates, names.alters = sortedSet(names.creates), sortedSet(names.alters)
	return names
}

// A fizzCall is name(args) { body }.
type fizzCall struct {
	name string
	args []fizzValue
	body []*fizzCall
}

// A fizzValue is a text, a word, a list or a map.
type fizzValue struct {
	text string
	list []fizzValue
	keys []string // of a map: the values are list
}

// get returns the value of a key of a map, as text.
func (v fizzValue) get(key string) string {
	for i, k := range v.keys {
		if k == key {
			return v.list[i].text
		}
	}
	return ""
}

// names returns the texts of a list, or of one.
func (v fizzValue) names() []string {
	if len(v.list) == 0 {
		return []string{v.text}
	}
	var out []string
	for _, e := range v.list {
		out = append(out, e.text)
	}
	return out
}

// deepestFizz bounds calls and values within one another: nobody writes more than three.
const deepestFizz = 20

// A fizzParser reads calls.
type fizzParser struct {
	text  string
	at    int
	depth int
}

// deeper reports whether one more level may be read. Whoever asks calls p.higher then.
func (p *fizzParser) deeper() bool { p.depth++; return p.depth <= deepestFizz }

func (p *fizzParser) higher() { p.depth-- }

// space skips spaces and comments.
func (p *fizzParser) space() {
	for p.at < len(p.text) {
		rest := p.text[p.at:]
		switch {
		case strings.ContainsRune(" \t\r\n;", rune(rest[0])):
			p.at++
		case rest[0] == '#' || strings.HasPrefix(rest, "//"):
			p.at += lex.LineEnd(rest)
		default:
			return
		}
	}
}

// take reads a symbol, and reports whether it stands there.
func (p *fizzParser) take(symbol byte) bool {
	p.space()
	if p.at < len(p.text) && p.text[p.at] == symbol {
		p.at++
		return true
	}
	return false
}

func (p *fizzParser) word() string {
	p.space()
	start := p.at
	for p.at < len(p.text) && (lex.IsWord(p.text[p.at]) || p.text[p.at] == '.') {
		p.at++
	}
	return p.text[start:p.at]
}

func (p *fizzParser) call() (*fizzCall, bool) {
	defer p.higher()
	c := &fizzCall{name: p.word()}
	if !p.deeper() || c.name == "" || !p.take('(') {
		return nil, false
	}
	args, ok := p.values(')')
	if !ok {
		return nil, false
	}
	c.args = args.list
	if !p.take('{') {
		return c, true
	}
	for !p.take('}') {
		in, ok := p.call()
		if !ok {
			return nil, false
		}
		c.body = append(c.body, in)
	}
	return c, true
}

// values reads values, or keys and values, up to end.
func (p *fizzParser) values(end byte) (v fizzValue, ok bool) {
	for !p.take(end) {
		e, ok := p.value()
		if !ok {
			return v, false
		}
		if p.take(':') {
			v.keys = append(v.keys, e.text)
			if e, ok = p.value(); !ok {
				return v, false
			}
		}
		v.list = append(v.list, e)
		p.take(',')
	}
	return v, len(v.keys) == 0 || len(v.keys) == len(v.list)
}

func (p *fizzParser) value() (fizzValue, bool) {
	defer p.higher()
	switch {
	case !p.deeper():
		return fizzValue{}, false
	case p.take('['):
		return p.values(']')
	case p.take('{'):
		return p.values('}')
	case p.take('"'):
		return p.quoted('"', true)
	case p.take('`'):
		return p.quoted('`', false)
	}
	w := p.word()
	return fizzValue{text: w}, w != ""
}

// quoted reads a text up to its closing quote.
func (p *fizzParser) quoted(quote byte, escapes bool) (fizzValue, bool) {
	var b strings.Builder
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == quote:
			p.at++
			return fizzValue{text: b.String()}, true
		case c == '\\' && escapes && p.at+1 < len(p.text):
			p.at++
			b.WriteByte(p.text[p.at])
		default:
			b.WriteByte(c)
		}
	}
	return fizzValue{}, false
}

// arg returns argument i as text, "" when there is none.
func (c *fizzCall) arg(i int) string { return c.value(i).text }

func (c *fizzCall) value(i int) fizzValue {
	if i < len(c.args) {
		return c.args[i]
	}
	return fizzValue{}
}

// ident writes a name.
func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func idents(names []string) string {
	var out []string
	for _, n := range names {
		out = append(out, ident(n))
	}
	return strings.Join(out, ", ")
}

// fizzTypes are PostgreSQL's types where fizz calls them otherwise.
var fizzTypes = map[string]string{
	"string": "varchar(255)", "datetime": "timestamp", "blob": "bytea", "float": "double precision", "json": "jsonb",
}

// column writes a column: name, type and options are the arguments from i on.
func (c *fizzCall) column(i int) string {
	typ, opts := c.arg(i+1), c.value(i+2)
	def := ident(c.arg(i)) + " " + cmp.Or(fizzTypes[typ], typ)
	if opts.get("primary") == "true" {
		return def + " PRIMARY KEY"
	}
	if opts.get("null") != "true" {
		def += " NOT NULL"
	}
	return def
}
