//go:build unix

package driver

import (
	"context"
	"fmt"
	"go/build"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/passes/handlers"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/passes/scope"
)

// BenchmarkAnalyze is a whole run without printing: on the example service, and on each directory of
// the list SCALEVET_BENCH. What the go command takes counts as CPU time, not as memory.
func BenchmarkAnalyze(b *testing.B) {
	dirs := append([]string{shop}, filepath.SplitList(os.Getenv("SCALEVET_BENCH"))...)
	for _, dir := range dirs {
		b.Run(filepath.Base(dir), func(b *testing.B) { analyzeAll(b, dir) })
	}
}

func analyzeAll(b *testing.B, dir string) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		b.Fatal(err)
	}
	once := func() {
		res, err := Analyze(context.Background(), Options{Dir: dir}, nil)
		if err != nil {
			b.Fatal(err)
		}
		if res.packages == 0 || len(res.Problems) > 0 {
			b.Fatalf("%d packages, %v", res.packages, res.Problems)
		}
	}
	once() // it fills the build cache
	b.ReportAllocs()
	before := cpu()
	for b.Loop() {
		once()
	}
	b.ReportMetric((cpu()-before).Seconds()/float64(b.N), "cpu-sec/op")
}

// cpu returns what this process and those that it has waited for have used of the processor.
func cpu() time.Duration {
	var sum int64
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			sum += syscall.TimevalToNsec(u.Utime) + syscall.TimevalToNsec(u.Stime)
		}
	}
	return time.Duration(sum)
}

// BenchmarkPass is what each pass takes with those that it reads, on the example service and on the
// standard library's net/http, loaded before.
func BenchmarkPass(b *testing.B) {
	std := filepath.Join(build.Default.GOROOT, "src")
	for _, at := range []struct{ name, dir, pattern string }{{"shop", shop, "./..."}, {"net-http", std, "./net/http"}} {
		fset := token.NewFileSet()
		pkgs, err := packages.Load(&packages.Config{Mode: loadMode, Dir: at.dir, Env: goEnv(), Fset: fset}, at.pattern)
		if err != nil || len(pkgs) == 0 {
			b.Fatal(len(pkgs), err)
		}
		typecheck(pkgs, fset, nil)
		prune(pkgs)
		scope.Configure(scope.Settings{Root: at.dir})
		for _, a := range []*analysis.Analyzer{scope.Analyzer, calls.Analyzer, effects.Analyzer, handlers.Analyzer, queries.Analyzer, link.Extract} {
			b.Run(at.name+"/"+a.Name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	scope.Configure(scope.Settings{})
}

// BenchmarkGrow is a run over made modules that grow in one respect: packages in a chain of calls,
// functions of one package, statements of SQL with a migration for each ten.
func BenchmarkGrow(b *testing.B) {
	for _, n := range []int{50, 100, 200, 400} {
		b.Run(fmt.Sprintf("packages=%d", n), func(b *testing.B) { analyzeAll(b, madeModule(b, n, 10, 1)) })
	}
	for _, n := range []int{1000, 2000, 4000, 8000} {
		b.Run(fmt.Sprintf("functions=%d", n), func(b *testing.B) { analyzeAll(b, madeModule(b, 1, n, 1)) })
	}
	for _, n := range []int{500, 1000, 2000, 4000} {
		b.Run(fmt.Sprintf("statements=%d", n), func(b *testing.B) { analyzeAll(b, madeModule(b, 1, 1, n)) })
	}
}

// madeModule writes a module of that many packages, each with functions that call each other and
// those of the package before, and with statements in its last function.
func madeModule(b *testing.B, packages, functions, statements int) string {
	b.Helper()
	root := b.TempDir()
	write := func(name, text string) {
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write("go.mod", "module example.com/made\n\ngo 1.25\n")
	for t := range statements/10 + 1 {
		write(fmt.Sprintf("migrations/%06d_t.up.sql", t), fmt.Sprintf("CREATE TABLE t%d (id bigint PRIMARY KEY, a text, b text);\nCREATE INDEX ON t%[1]d (a);\n", t))
	}
	for p := range packages {
		var s strings.Builder
		fmt.Fprintf(&s, "package p%d\n\nimport (\n\t\"database/sql\"\n", p)
		if p > 0 {
			fmt.Fprintf(&s, "\n\t\"example.com/made/p%d\"\n", p-1)
		}
		s.WriteString(")\n\n")
		for f := range functions {
			fmt.Fprintf(&s, "func F%d(db *sql.DB, ids []int) {\n\tfor _, id := range ids {\n\t\tif id > %[1]d {\n\t\t\tids = append(ids, id)\n\t\t}\n\t}\n", f)
			switch {
			case f+1 < functions:
				fmt.Fprintf(&s, "\tF%d(db, ids)\n", f+1)
			case p > 0:
				fmt.Fprintf(&s, "\tp%d.F0(db, ids)\n", p-1)
			}
			s.WriteString("}\n\n")
		}
		for q := range statements {
			fmt.Fprintf(&s, "func Q%d(db *sql.DB) { db.Query(\"SELECT id FROM t%d WHERE a = $1 AND b <> '%[1]d'\", 1) }\n\n", q, q/10)
		}
		write(fmt.Sprintf("p%d/p.go", p), s.String())
	}
	return root
}
