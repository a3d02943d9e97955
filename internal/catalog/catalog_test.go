package catalog_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/scalevet/scalevet/internal/catalog"
)

func TestTables(t *testing.T) {
	if _, err := catalog.Load(os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	rows := catalog.Default().Rows()
	if n := len(rows); n < 3000 {
		t.Errorf("%d built-in rows: the tables did not load whole", n)
	}
	for _, r := range rows {
		if r.Module == "" && r.Unproven == "" {
			t.Errorf("%s: its package line names no module@version to prove it by", r.Pos)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct{ row, want string }{
		{"fetch (*DB).Query", `tables/x.cat:2: unknown word "fetch"`},
		{"query (*DB.Query", `tables/x.cat:2: bad symbol "(*DB.Query"`},
		{"wait (*).Query", `tables/x.cat:2: bad symbol "(*).Query"`},
		{"wait ...", `tables/x.cat:2: bad symbol "..."`},
		{"wait =>Rows", `tables/x.cat:2: bad symbol "=>Rows"`},
		{"wait Group.", `tables/x.cat:2: bad symbol "Group."`},
		{"query (*DB).Query sql=x", `tables/x.cat:2: bad number in "sql=x"`},
		{"query (*DB).Query sql=-1", `tables/x.cat:2: bad number in "sql=-1"`},
		{"query (*DB).Query sql=1 path=2", `tables/x.cat:2: query takes no attribute "path"`},
		{"query (*DB).Query store=sql op=all", `tables/x.cat:2: bad op "all", want one of: read write both`},
		{"query (*DB).Query store=sql", `tables/x.cat:2: query needs op=`},
		{"query (*DB).Query op=read", `tables/x.cat:2: query needs store=`},
		{"query (*DB).Query colour=red", `tables/x.cat:2: unknown attribute "colour"`},
		{"query (*DB).Query store", `tables/x.cat:2: bad attribute "store"`},
		{"slow Send kind=pigeon", `tables/x.cat:2: bad kind "pigeon", want one of: mail http document media exec sleep llm sms storage dial`},
		{"callback Do", `tables/x.cat:2: callback needs callback=`},
		{"callback Do callback=0 callback=1", `tables/x.cat:2: callback and callback: only one argument can matter`},
		{"safe", `tables/x.cat:2: no symbol`},
		{"wait Q\nwait Q", `tables/x.cat:3: p.Q is a row at tables/x.cat:2 already`},
		{"wait Q\n\npackage p std\nsafe Q", `tables/x.cat:5: p.Q is a row at tables/x.cat:2 already`},
		{"wait Q\npackage q std op=read", `tables/x.cat:3: rows cannot share attribute "op"`},
		{"wait Q\npackage q unproven", `tables/x.cat:3: unproven needs a reason`},
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

// TestHeaders holds that a table's header explains each word the table uses, in the words' own text.
func TestHeaders(t *testing.T) {
	names, err := fs.Glob(os.DirFS("."), "tables/*.cat")
	if err != nil || len(names) == 0 {
		t.Fatal("no tables", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(text), "\npackage ")
		used := map[catalog.Word]bool{}
		for line := range strings.Lines(string(text)) {
			word, _, _ := strings.Cut(line, " ")
			used[catalog.Word(word)] = true
		}
		for _, w := range catalog.Words() {
			explained := regexp.MustCompile(`(?m)^#   ` + string(w) + ` +` + regexp.QuoteMeta(w.Doc()) + `$`)
			if used[w] != explained.MatchString(head) {
				t.Errorf("%s: used %t, but the header says otherwise: %s  %s", name, used[w], w, w.Doc())
			}
		}
	}
}
