package queries

import (
	"strings"
	"testing"
)

// FuzzTexts turns values with any marks in any order into statements: no mark may be left in one.
func FuzzTexts(f *testing.F) {
	for _, seed := range []string{
		"SELECT " + hole + " FROM t WHERE a = " + hole + " AND " + hole,
		clause + "select" + split + "a" + clause + "from" + split + "t" + clause + "where" + split + hole + clause + "limit" + split,
		named + "get" + named, elem + "a = 1" + elem + hole,
		"INSERT INTO t VALUES ('" + hole + "', $" + hole + ")",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, x := range texts([]value{{s: substitute(s, map[int]string{1: "'x'"})}}) {
			if strings.ContainsAny(x.SQL, hole+elem+named+split) {
				t.Errorf("%q becomes %q", s, x.SQL)
			}
		}
	})
}
