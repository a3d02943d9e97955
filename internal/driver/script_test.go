package driver

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/dev/libraries"
	"github.com/scalevet/scalevet/internal/passes/queries"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"scalevet": func() {
			if IsVettool(os.Args[1:]) {
				for _, a := range append(analyzers.All(), queries.Analyzer) {
					if a.Name == os.Getenv("SCALEVET_TEST_PANIC") {
						a.Run = breakingAt("/postgres", a.Run)
					}
				}
				Vettool()
				return
			}
			os.Exit(Main(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
		},
	})
}

// TestScripts runs the command as a user does: arguments, exit codes, both outputs. Scripts have libraries
// in .lib.
func TestScripts(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/scripts",
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
			env.Setenv("GOFLAGS", "-buildvcs=false")
			env.Setenv("GOPROXY", "off")
			tool, err := exec.LookPath("scalevet")
			env.Setenv("SCALEVET", tool)
			if err != nil {
				return err
			}
			return libraries.Lay(filepath.Join(env.WorkDir, ".lib"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a command and holds its exit code: exits 3 scalevet ./...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if ee, ok := err.(*exec.ExitError); ok {
		code = strconv.Itoa(ee.ExitCode())
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s", code, args[0])
	}
}
