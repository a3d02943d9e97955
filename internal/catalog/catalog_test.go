package catalog_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/scalevet/scalevet/internal/catalog"
)

func TestTables(t *testing.T) {
	if _, err := catalog.Load(os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	if n := len(catalog.Default().Rows()); n < 3000 {
		t.Errorf("%d built-in rows: the tables did not load whole", n)
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct{ row, want string }{
		{"fetch (*DB).Query", `tables/x.cat:2: unknown word "fetch"`},
		{"query (*DB.Query", `tables/x.cat:2: bad symbol "(*DB.Query"`},
		{"query (*DB).Query sql=x", `tables/x.cat:2: bad number in "sql=x"`},
		{"query (*DB).Query op=all", `tables/x.cat:2: bad value in "op=all", want one of read, write, both, make`},
		{"query (*DB).Query colour=red", `tables/x.cat:2: unknown attribute "colour"`},
		{"query Q\nquery Q", `tables/x.cat:3: p.Q is a row at tables/x.cat:2 already`},
	}
	for _, test := range tests {
		fsys := fstest.MapFS{"tables/x.cat": {Data: []byte("package p std\n" + test.row + "\n")}}
		_, err := catalog.Load(fsys)
		if err == nil || err.Error() != test.want {
			t.Errorf("%q: got error %v, want %s", test.row, err, test.want)
		}
	}
}

func TestRowBeforePackage(t *testing.T) {
	_, err := catalog.Load(fstest.MapFS{"tables/x.cat": {Data: []byte("query Q\n")}})
	if err == nil || !strings.HasPrefix(err.Error(), "tables/x.cat:1: ") {
		t.Errorf("got %v, want an error at tables/x.cat:1", err)
	}
}
