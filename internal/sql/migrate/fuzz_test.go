package migrate

import (
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzFind reads one text under a name of each tool: it must always end, and each statement must
// stand where it says.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"-- +goose Up\n-- +goose ENVSUB ON\nCREATE TABLE ${A:-b}.c (id int);\n-- +goose Down\n",
		"-- migrate:up\nCREATE TABLE a (id int);", "-- +migrate Up\nCREATE TABLE a (id int);",
		"CREATE TABLE {{ .x }}.a (id int);\n{{ template \"2_b.sql\" . }}\n---- create above / drop below ----\n",
		"\\ir schema.sql\nCREATE TABLE a (id int);\nCOPY a FROM stdin;\n1\n\\.\n\\gexec", "-- atlas:delimiter \\n\nCREATE TABLE a (id int);\n\n",
		"-- atlas:checkpoint\nCREATE TABLE `a` (id INT AUTO_INCREMENT)", "CREATE TABLE a (\"{{.b}}c\" int, {{ if .x }} d int {{ else }} e {{ end }})",
		"-- name: a\nCREATE TABLE a (id int);", "--bun:split\nCREATE TABLE a ()",
		"create_table(\"a\", {timestamps: false}) {\n\tt.Column(\"b\", \"int\")\n\tt.Index([\"b\"])\n}\nsql(\"CREATE TABLE c (id int);\")",
	} {
		f.Add(s)
	}
	names := []string{
		"goose/1_a.sql", "up/1_a.up.sql", "tx/1_a.tx.up.sql", "pop/1_a.postgres.up.sql", "flyway/V1__a.sql", "flyway/R__a.sql", "atlas/1_a.sql",
		"db/schema.sql", "db/2_b.sql", "db/parts/x.sql",
		"fizz/1_a.up.fizz", "sq/sqitch.plan", "sq/deploy/a.sql",
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := map[string]string{"atlas/atlas.sum": "", "sqlc.yaml": text, "x/sqlc.yaml": "sql: [{schema: ../db/parts, queries: ..}]"}
		fsys := fstest.MapFS{}
		for _, n := range names {
			files[n] = text
		}
		for n, s := range files {
			fsys[n] = &fstest.MapFile{Data: []byte(s)}
		}
		sources, problems := FindFS(fsys, Options{})
		checkPlacesLoosely(t, files, sources)
		render(sources, problems)
		sources, _ = FindFS(fsys, Options{Paths: []string{text, "db", "*"}})
		checkPlacesLoosely(t, files, sources)
	})
}

// checkPlacesLoosely checks bounds and lines; what is templated, or blanked within a statement, has
// another text there.
func checkPlacesLoosely(t *testing.T, files map[string]string, sources []*Source) {
	for _, s := range sources {
		for _, st := range s.Statements() {
			text := files[st.File]
			if st.Text == "" || !isFizz(st.File) && st.Offset+len(st.Text) > len(text) || st.Offset > len(text) {
				t.Fatalf("%s: %q at offset %d is outside of the file", st.File, st.Text, st.Offset)
			}
			if line := 1 + strings.Count(text[:st.Offset], "\n"); line != st.Line {
				t.Fatalf("%s: statement at line %d has line %d", st.File, line, st.Line)
			}
		}
	}
}
