package filter

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
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
	PG17   json.RawMessage `json:"pg17"`
	PG18   json.RawMessage `json:"pg18"`

	Together []string `json:"together"` // what is read whole when all tables are large
}

// group returns what v's ID begins with.
func (v vector) group() string {
	group, _, _ := strings.Cut(v.ID, "/")
	return group
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

// unsaid are the cases for which an index is documented and nothing is suggested, and why.
var unsaid = map[string]string{
	"fix/neq-partial": "nothing is said of <> alone",
}

// TestDocumentedFixes holds the suggestions against the fixes that were tried on a server: where ours is
// another index the statement is reached at least as well by it, and where there is none it says what
// to write instead.
func TestDocumentedFixes(t *testing.T) {
	equal := 0
	for _, v := range vectors(t, "testdata/fixes.jsonl") {
		var documented, ours []string
		for _, s := range strings.Split(v.Fix, ";") {
			if s = indexOf(s); s != "" {
				documented = append(documented, s)
			}
		}
		before := JudgeCase(v.Case, Options{})
		for _, s := range before.Suggestions {
			if s = indexOf(s); s != "" {
				ours = append(ours, s)
			}
		}
		switch why := unsaid[v.ID]; {
		case slices.Equal(documented, ours):
			equal++
		case why != "" && len(ours) == 0:
			t.Logf("%s: documented is %q: %s", v.ID, documented, why)
		case len(ours) == 0:
			if !slices.ContainsFunc(before.Relations, func(r CaseRelation) bool { return r.Rewrite != "" }) {
				t.Errorf("%s: nothing to create or to write, documented is %q", v.ID, documented)
			}
		default:
			if a, b := v.after(strings.Join(before.Suggestions, ";\n")), v.after(v.Fix); a > b {
				t.Errorf("%s: %q does worse than the documented %q", v.ID, ours, documented)
			}
		}
	}
	if equal < 14 {
		t.Errorf("%d suggestions are the documented ones, want 14", equal)
	}
}

// after grades the worst relation of v once ddl is run, the best first: an index is searched and gives
// the order, one is searched, neither.
func (v vector) after(ddl string) int {
	c := v.Case
	c.DDL += "\n" + ddl + ";"
	worst := 0
	for _, r := range JudgeCase(c, Options{}).Relations {
		switch {
		case r.Class == Unserved:
			worst = max(worst, 3)
		case r.Class == OrderedFilter:
			worst = max(worst, 2)
		case r.Sort:
			worst = max(worst, 1)
		}
	}
	return worst
}

// indexOf returns what an index is made on, without blanks and names: t(s,ts).
func indexOf(sql string) string {
	_, on, ok := strings.Cut(sql, " ON ")
	if !ok || !strings.Contains(sql, "CREATE INDEX") {
		return ""
	}
	return strings.ToLower(strings.NewReplacer(" ", "", "((", "(", "))", ")", "::int4", "::int").Replace(on))
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
