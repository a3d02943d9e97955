package catalog_test

import (
	"go/types"
	"os"
	"testing"

	"github.com/scalevet/scalevet/internal/catalog"
)

// BenchmarkDefault is what a run pays that asks for one library: Load without the parsing.
func BenchmarkDefault(b *testing.B) {
	fn, recv := method("database/sql", "DB", "QueryContext")
	for b.Loop() {
		t, err := catalog.Index(os.DirFS("."))
		if err != nil || t.Lookup(fn, recv) == nil {
			b.Fatal("no row", err)
		}
	}
}

// BenchmarkLoad is what tests and the documentation's generator pay.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := catalog.Load(os.DirFS(".")); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	t := catalog.Default()
	hit, recv := method("database/sql", "DB", "QueryContext")
	miss, missRecv := method("example.com/own/store/v2", "Store", "QueryContext")
	b.Run("hit", func(b *testing.B) { lookups(b, t, hit, recv) })
	b.Run("miss", func(b *testing.B) { lookups(b, t, miss, missRecv) })
}

func lookups(b *testing.B, t *catalog.Table, fn *types.Func, recv types.Type) {
	b.ReportAllocs()
	for b.Loop() {
		t.Lookup(fn, recv)
	}
}
