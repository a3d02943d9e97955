package driver

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// inLoop is a file of package m that imports the packages and has one finding.
func inLoop(imports ...string) string {
	return "package m\n\nimport (\n\t\"" + strings.Join(append(imports, "database/sql"), "\"\n\t\"") + "\"\n)\n\n" +
		"func each(db *sql.DB, ids []int) {\n\tfor _, id := range ids {\n\t\tdb.Exec(\"DELETE FROM t WHERE id = $1\", id)\n\t}\n}\n"
}

func newModule(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files["go.mod"] = "module example.com/m\n\ngo 1.25\n"
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestSession holds that unsaved texts count, whatever they do to imports and files; that the module is
// loaded when Go code has changed, and only then; and that a panic ends one analysis.
func TestSession(t *testing.T) {
	dir := newModule(t, map[string]string{"a.go": "package m\n", "schema.sql": "CREATE TABLE t (id int);"})
	a, b, sql := filepath.Join(dir, "a.go"), filepath.Join(dir, "b.go"), filepath.Join(dir, "schema.sql")
	s := NewSession(dir, Options{})
	loads := 0
	say := func(stage string) {
		if strings.HasPrefix(stage, "loading ") {
			loads++
		}
	}
	for i, step := range []struct {
		changed  string
		texts    map[string]string
		findings int
		loads    int
	}{
		{"", nil, 0, 1},
		{a, map[string]string{a: inLoop()}, 2, 2},
		{sql, map[string]string{a: inLoop(), sql: "CREATE TABLE t (id int PRIMARY KEY);"}, 1, 2},
		{a, map[string]string{a: "package m\n", b: inLoop()}, 2, 3},
		{b, nil, 0, 4},
		{filepath.Join(dir, "go.mod"), map[string]string{a: "package m; import \"no/such/package\""}, 0, 5},
	} {
		texts := map[string][]byte{}
		for name, text := range step.texts {
			texts[name] = []byte(text)
		}
		s.Changed(step.changed)
		res, err := s.Analyze(context.Background(), texts, say)
		if err != nil {
			t.Fatal(i, err)
		}
		if len(res.Findings) != step.findings || loads != step.loads {
			t.Errorf("step %d: %d findings after %d loads, want %d after %d: %v", i, len(res.Findings), loads, step.findings, step.loads, res.Problems)
		}
	}
	if _, err := s.Analyze(context.Background(), nil, func(string) { panic("on purpose") }); err == nil || !strings.Contains(err.Error(), "internal error") {
		t.Errorf("a panic is %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Analyze(ctx, nil, say); err == nil {
		t.Error("a cancelled analysis has a result")
	}
	if res, err := s.Analyze(context.Background(), map[string][]byte{a: []byte(inLoop())}, say); err != nil || len(res.Findings) == 0 {
		t.Errorf("after that: %v", err)
	}
}

// TestApplies holds that fixes are for files that people write.
func TestApplies(t *testing.T) {
	const body = "package m\n\nimport (\n\t\"net/http\"\n\t\"regexp\"\n)\n\nfunc ServeHTTP(w http.ResponseWriter, r *http.Request) {\n" +
		"\tregexp.MustCompile(`^a$`).MatchString(r.URL.Path)\n}\n"
	dir := newModule(t, map[string]string{"a.go": body})
	for text, want := range map[string]bool{body: true, "//line b.go:1\n" + body: false} {
		res, err := NewSession(dir, Options{}).Analyze(context.Background(), map[string][]byte{filepath.Join(dir, "a.go"): []byte(text)}, func(string) {})
		if err != nil || len(res.Findings) != 1 || len(res.Findings[0].Fixes) == 0 {
			t.Fatalf("%q: %v, %v", text, res, err)
		}
		if got := res.Applies(res.Findings[0].Fixes[0]); got != want {
			t.Errorf("%q: that the fix applies is %v", text, got)
		}
	}
}

// TestSee holds that the go command is told only of texts that it has to know.
func TestSee(t *testing.T) {
	dir := newModule(t, map[string]string{"a.go": inLoop("fmt")})
	for _, test := range []struct {
		name, file, text string
		told             bool
	}{
		{"another body", "a.go", inLoop("fmt") + "func more() {}", false},
		{"fewer imports", "a.go", inLoop(), false},
		{"broken after the imports", "a.go", inLoop("fmt") + "func (", false},
		{"broken before", "a.go", "package", false},
		{"one more import", "a.go", inLoop("fmt", "os"), true},
		{"another package", "a.go", "package other\n", true},
		{"another system", "a.go", "//go:build plan9\n\n" + inLoop("fmt"), true},
		{"cgo", "a.go", "package m\n\nimport \"C\"\n", true},
		{"a file that is not there", "b.go", "package m\n", true},
		{"no Go", "a.sql", "SELECT 1", false},
	} {
		cfg := &packages.Config{}
		see(cfg, map[string][]byte{filepath.Join(dir, test.file): []byte(test.text)})
		if told := len(cfg.Overlay) > 0; told != test.told {
			t.Errorf("%s: told %v", test.name, told)
		}
	}
}
