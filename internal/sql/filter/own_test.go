package filter

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/schema"
)

// TestOwnVectors holds the verdicts against those that internal/dev/oracle -record asked of servers of
// PostgreSQL 15, 17 and 18; the latter are in the file where they differ from the first.
func TestOwnVectors(t *testing.T) {
	n := 0
	made := map[string]*schema.Catalog{} // by the DDL
	for _, v := range vectors(t, "testdata/own.jsonl") {
		if made[v.DDL] == nil {
			made[v.DDL] = v.Schema()
		}
		for version, other := range map[int]json.RawMessage{15: nil, 17: v.PG17, 18: v.PG18} {
			ps := v.planned()
			if other != nil {
				ps = vector{PG: other}.planned()
			}
			got := map[string]Class{}
			for _, r := range v.JudgeIn(made[v.DDL], Options{Postgres: version}).Relations {
				got[r.Alias] = r.Class
				if _, ok := got[r.Table]; !ok {
					got[r.Table] = r.Class
				}
			}
			for _, want := range ps {
				n++
				class, ok := got[want.Alias]
				if !ok {
					class = got[want.Table]
				}
				if class == "" || (class == Unserved) != (want.Class == Unserved) {
					t.Errorf("%s %s: PostgreSQL %d says %s, we %s: %s", v.ID, want.Alias, version, want.Class, class, v.Query)
				}
			}
		}
	}
	if n < 1000 {
		t.Errorf("only %d verdicts", n)
	}
}

// unentered are the cases of joined tables on which we differ from what the server does when all of
// them are large, and why.
var unentered = map[string]string{
	"entry/limit": "LIMIT stops the server's walk early when there is a row to be found; we speak of the case that there is none",
}

// TestEntries holds what is said of joined tables that are each served through the other against what
// the server reads whole when all of them are large at once.
func TestEntries(t *testing.T) {
	n := 0
	for _, v := range vectors(t, "testdata/own.jsonl") {
		if v.group() != "entry" {
			continue
		}
		n++
		var got []string
		for _, r := range JudgeCase(v.Case, Options{Postgres: 15}).Relations {
			if r.Finding == "filter" {
				got = append(got, r.Alias)
			}
		}
		switch why := unentered[v.ID]; {
		case slices.Equal(got, v.Together) && why != "":
			t.Errorf("%s agrees: strike it from the exceptions", v.ID)
		case slices.Equal(got, v.Together):
		case why != "":
			t.Logf("%s: PostgreSQL reads %q whole, we accuse %q: %s", v.ID, v.Together, got, why)
		default:
			t.Errorf("%s: PostgreSQL reads %q whole, we accuse %q: %s", v.ID, v.Together, got, v.Query)
		}
	}
	if n < 19 {
		t.Errorf("only %d cases", n)
	}
}
