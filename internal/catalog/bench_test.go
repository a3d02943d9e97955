package catalog_test

import (
	"os"
	"testing"

	"github.com/scalevet/scalevet/internal/catalog"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := catalog.Load(os.DirFS(".")); err != nil {
			b.Fatal(err)
		}
	}
}
