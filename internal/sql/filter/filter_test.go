package filter

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// A vector is a case with PostgreSQL 15's own verdict, asked by the oracle on tables of ten
// million rows: with a generic plan, and with the parameters' values where the two differ.
type vector struct {
	Case
	Fix    string          `json:"fix"`
	PG     json.RawMessage `json:"pg15"`
	Custom json.RawMessage `json:"pg15_custom"`
}

type planned struct {
	Alias string `json:"alias"`
	Table string `json:"table"`
	Class Class  `json:"class"`
}

// excepted are the relations on which we differ from the planner, and why.
var excepted = map[string]string{
	"partial/partial-param t": "the planner knew the parameter's value, which fits the index's predicate; a linter does not",
}

func TestVectors(t *testing.T) {
	n, same := 0, 0
	for _, v := range vectors(t, "testdata/vectors.jsonl") {
		got := map[string]Class{}
		for _, r := range JudgeCase(v.Case, Options{Postgres: 15}).Relations {
			got[r.Alias], got[r.Table] = r.Class, r.Class
		}
		for _, want := range v.planned() {
			n++
			id := v.ID + " " + want.Alias
			class, ok := got[want.Alias]
			if !ok {
				class = got[want.Table] // EXPLAIN calls the second t of a statement t_1
			}
			agree := class != "" && (class == Unserved) == (want.Class == Unserved)
			if agree {
				same++
			}
			why, known := excepted[id]
			switch {
			case !agree && known:
				t.Logf("%s: PostgreSQL says %s, we %s: %s", id, want.Class, class, why)
			case !agree:
				t.Errorf("%s: PostgreSQL says %s, we %s: %s", id, want.Class, class, v.Query)
			case known:
				t.Errorf("%s agrees: strike it from the exceptions", id)
			}
		}
	}
	if n < 280 || float64(same) < 0.99*float64(n) {
		t.Errorf("%d of %d relations agree, want 0.99 of at least 280", same, n)
	}
}

// TestSuggestions creates each index that is suggested and judges again.
func TestSuggestions(t *testing.T) {
	n := 0
	for _, v := range vectors(t, "testdata/fixes.jsonl") {
		before := JudgeCase(v.Case, Options{})
		if len(before.Suggestions) == 0 {
			continue
		}
		n++
		after := v.Case
		after.DDL += "\n" + strings.Join(before.Suggestions, ";\n") + ";"
		for _, r := range JudgeCase(after, Options{}).Relations {
			if r.Class == Unserved {
				t.Errorf("%s: %s is unserved after %q", v.ID, r.Alias, before.Suggestions)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d cases had a suggestion", n)
	}
}

// TestDocumentedFixes holds our verdict after the fixes that were tried on a server.
func TestDocumentedFixes(t *testing.T) {
	for _, v := range vectors(t, "testdata/fixes.jsonl") {
		before := JudgeCase(v.Case, Options{})
		for _, r := range before.Relations {
			if r.Alias == "t" && r.Class == Served {
				t.Errorf("%s: served before the fix", v.ID)
			}
		}
	}
}

func vectors(t *testing.T, file string) []vector {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var vs []vector
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var v vector
		if err := json.Unmarshal(in.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		vs = append(vs, v)
	}
	return vs
}

// planned returns the planner's verdicts; none where PostgreSQL refused the statement.
func (v vector) planned() []planned {
	for _, raw := range []json.RawMessage{v.Custom, v.PG} {
		var ps []planned
		if json.Unmarshal(raw, &ps) == nil && ps != nil {
			return ps
		}
	}
	return nil
}

func BenchmarkJudge(b *testing.B) {
	c := Case{
		DDL:   "CREATE TABLE u (id bigserial PRIMARY KEY, email text UNIQUE); CREATE TABLE o (id bigserial PRIMARY KEY, u bigint, at timestamptz); CREATE INDEX ON o (u, at)",
		Query: "SELECT * FROM o JOIN u ON u.id = o.u WHERE u.email = $1 ORDER BY o.at DESC LIMIT 10",
	}
	for b.Loop() {
		JudgeCase(c, Options{})
	}
}
