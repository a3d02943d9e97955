package catalog_test

import (
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/catalog"
)

// FuzzWith holds that any text a user writes gives rows or an error with its line, and no panic.
func FuzzWith(f *testing.F) {
	f.Add("package p std store=x bulk=\"a b\" cache\nquery (*DB).Get sql=1 op=read # why\n")
	f.Add("package p unproven \"cgo\"\nbuild (*P).*\nrpc ...Option kind=x\nrpc Do...Option kind=x\nquery Q=>Rows op=both store=x")
	f.Add("query Q\npackage \npackage p/v2\n\npackage gopkg.in/p.v2 cache\r\nwait W\r\n")
	f.Add("package p store=\"\nsafe (.x\nsafe ().\nsafe .\nsafe =>")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := catalog.Default().With("user.cat", text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "user.cat:") {
				t.Errorf("error without its line: %v", err)
			}
			return
		}
		for _, r := range table.Rows() {
			if r.Name == "" || r.Pkg == "" || r.Pos == "" {
				t.Errorf("half a row: %+v", r)
			}
		}
	})
}
