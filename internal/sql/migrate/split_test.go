package migrate

import (
	"slices"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"semicolons", ";a ; b;;\n c", []string{"a", "b", "c"}},
		{"comments around", "-- x;\n/* y; */ a -- z;\n; -- end;", []string{"a"}},
		{"nested comments", "/* a; /* b; */ c; */ d; e", []string{"d", "e"}},
		{"quotes", `a 'x;''y;' "n;""m;" b; c`, []string{`a 'x;''y;' "n;""m;" b`, "c"}},
		{"a backslash is itself", `a 'x\'; b 'y'`, []string{`a 'x\'`, "b 'y'"}},
		{"escape strings", `a E'x\';y'; b`, []string{`a E'x\';y'`, "b"}},
		{"a name before a quote is no escape", `a name'x\'; b`, []string{`a name'x\'`, "b"}},
		{"dollar quotes", "a $$ x; $b$ y; $$; c $b$ x; $$ y; $b$; d", []string{"a $$ x; $b$ y; $$", "c $b$ x; $$ y; $b$", "d"}},
		{"parameters and names are none", "a $1; b a$b$c; d", []string{"a $1", "b a$b$c", "d"}},
		{"atomic bodies", "CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN b END; SELECT 1; END; b", []string{
			"CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN b END; SELECT 1; END", "b"}},
		{"a transaction is none", "BEGIN; SELECT atomic; END; b", []string{"BEGIN", "SELECT atomic", "END", "b"}},
		{"rules", "CREATE OR REPLACE RULE r AS ON UPDATE TO t DO (a; b); c", []string{"CREATE OR REPLACE RULE r AS ON UPDATE TO t DO (a; b)", "c"}},
		{"other parentheses do not hold", "CREATE TABLE a (id int; b", []string{"CREATE TABLE a (id int", "b"}},
		{"a byte order mark", "\ufeffa; b", []string{"a", "b"}},
		{"not closed", "a; b 'c; d", []string{"a", "b 'c; d"}},
		{"carriage returns", "a;\r\nb\r\n;", []string{"a", "b"}},
	} {
		var got []string
		for _, s := range split(c.text) {
			got = append(got, c.text[s.start:s.end])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestExpand(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`CREATE TABLE {{ .ns }}.a`, `CREATE TABLE a`},
		{`"{{ index .Options "Namespace" }}"."a" x "b"`, `"a" x "b"`},
		{`"{{.p}}a" "b"`, `"a" "b"`},
		{`{{.p}}_a, b{{.s}}, {{.x}}{{.y}}c`, `_a, b , c`},
		{`GRANT ALL TO {{ .user }}`, `GRANT ALL TO user_`},
		{`GRANT ALL TO "{{ .user }}"; "x"`, `GRANT ALL TO user_ ; "x"`},
		{`${S:-public}.a, "${S:-public}".a, ${P:-p_}a`, `public .a, "public".a, p_a`},
		{`a{{ if .x }}b{{ else }}c{{ end }}d{{/* e */}}`, `a b d`},
		{`{{- define "x" }}a{{ end -}}b`, `b`},
		{`$$ BEGIN {{.ns}}.f(); END $$ 'x{{.y}}' -- {{.z}}`, `$$ BEGIN f(); END $$ 'x{{.y}}' -- {{.z}}`},
		{`a {{ b`, `a {{ b`},
		{`a ${b`, `a ${b`},
		{`a$${b}$$`, `a$${b}$$`},
		{`{{ end }}{{ else }}a{{ 1 }}`, `a`},
	} {
		got, _, _ := expand(c.text, func(int) bool { return true })
		if len(got) != len(c.text) {
			t.Errorf("%s: length %d became %d", c.text, len(c.text), len(got))
		}
		if got = strings.Join(strings.Fields(got), " "); spaceless(got) != spaceless(c.want) {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

func spaceless(s string) string { return strings.ReplaceAll(s, " ", "") }

// FuzzSplit checks that statements follow one another, are not empty, and leave out nothing but
// semicolons, space and comments.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"a;b", "$$;$$;c", "CREATE FUNCTION f() BEGIN ATOMIC a; END;", "E'\\';'", "/*/**/;", "\ufeff'", "a$", "\xff;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, s := range append(split(text), span{len(text), len(text)}) {
			if s.start < at || s.end < s.start {
				t.Fatalf("span %v after %d", s, at)
			}
			for gap := text[at:s.start]; gap != ""; {
				n, k := lex.Token(gap)
				if k != lex.Space && k != lex.Comment && gap[:n] != ";" {
					t.Fatalf("%q is left out", gap[:n])
				}
				gap = gap[n:]
			}
			at = s.end
		}
	})
}
