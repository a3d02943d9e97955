package driver

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/scalevet/scalevet/internal/dev/libraries"
)

// lay writes the files of a module below a new directory.
func lay(t *testing.T, files map[string]string) (root string) {
	t.Helper()
	root = t.TempDir()
	for name, text := range files {
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

var mod = libraries.Mod("example.com/m", "./.lib")

// light lays a module that may import the libraries.
func light(t *testing.T, files map[string]string) (root string) {
	t.Helper()
	files["go.mod"] = mod
	root = lay(t, files)
	if err := libraries.Lay(filepath.Join(root, ".lib")); err != nil {
		t.Fatal(err)
	}
	return root
}

// scalevet runs the command as a process of its own and returns what it says on stderr.
func scalevet(dir string, args ...string) string {
	var stderr strings.Builder
	cmd := exec.Command("scalevet", args...) // testscript puts it into PATH
	cmd.Dir, cmd.Stderr = dir, &stderr
	_ = cmd.Run() // that it fails is what its stderr says
	return stderr.String()
}

// TestOffline holds that nothing is asked of the network, whatever go.mod, go.work and the user's
// environment say.
func TestOffline(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		http.NotFound(w, r)
	}))
	defer server.Close()
	for _, name := range []string{"GOPROXY", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"} {
		t.Setenv(name, server.URL)
	}
	t.Setenv("GOTOOLCHAIN", "auto")
	t.Setenv("NO_PROXY", "")
	const (
		main = "package main\n\nimport _ \"example.invalid/none/x\"\n\nfunc main() {}\n"
		mod  = "module example.com/m\n\ngo 1.25\n\nrequire example.invalid/none v1.2.3\n"
		sum  = "example.invalid/none v1.2.3 h1:pMwO/0PJSBCyl6OT4YWsDJ1Nz8ld06kKAFP2M5R1LQI=\nexample.invalid/none v1.2.3/go.mod h1:pMwO/0PJSBCyl6OT4YWsDJ1Nz8ld06kKAFP2M5R1LQI=\n"
	)
	const hint = "; scalevet downloads nothing, run go mod download first\n"
	cases := []struct {
		name, private, flags, want string
		files                      map[string]string
	}{
		{"module", "", "", hint, map[string]string{"go.mod": mod, "go.sum": sum, "main.go": main}},
		{"private", "example.invalid", "", hint, map[string]string{"go.mod": mod, "go.sum": sum, "main.go": main}},
		{"unsummed", "", "-mod=mod", "GOPROXY=off", map[string]string{"go.mod": mod, "main.go": main}},
		{"unrequired", "", "-mod=mod", "GOPROXY=off", map[string]string{"go.mod": "module example.com/m\n", "main.go": main}},
		{"toolchain", "", "", hint, map[string]string{"go.mod": "module example.com/m\n\ngo 1.99\n", "main.go": main}},
		{"workspace", "", "", hint, map[string]string{"go.mod": mod, "main.go": main, "go.work": "go 1.25\n\ntoolchain go1.99.1\n\nuse .\n"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("GOPRIVATE", c.private)
			t.Setenv("GOFLAGS", c.flags)
			root := lay(t, c.files)
			for _, args := range [][]string{{"./..."}, {"vet", "./..."}, {"queries"}, {"schema"}} {
				if got := scalevet(root, args...); !strings.Contains(got, c.want) && args[0] != "queries" && args[0] != "schema" {
					t.Errorf("scalevet %v: want %q, got:\n%s", args, c.want, got)
				}
			}
			if n := asked.Swap(0); n != 0 {
				t.Errorf("%d requests went to the network", n)
			}
			cmd := exec.Command("go", "list", "-deps", "./...")
			cmd.Dir = root
			if err := cmd.Run(); err == nil || asked.Swap(0) == 0 {
				t.Errorf("the go command alone would not ask either (%v): the test holds nothing", err)
			}
		})
	}
}

// TestExecutesNothing lays traps for who runs what a project holds.
func TestExecutesNothing(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	sprung := filepath.Join(t.TempDir(), "sprung")
	touch := "#!/bin/sh\necho \"$0\" >>" + sprung + "\n"
	spring := "{ os.WriteFile(" + "`" + sprung + "`, nil, 0o666) }\n"
	root := lay(t, map[string]string{
		"go.mod":       "module example.com/m\n\ngo 1.25\n",
		"main.go":      "package main\n\nimport \"os\"\n\n//go:generate ./trap.sh\n\nfunc init() " + spring + "\nfunc main() " + spring,
		"main_test.go": "package main\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestMain(*testing.M) " + spring,
		"trap.sh":      touch, "go": touch, "git": touch, "gcc": touch, "compile": touch, "gopackagesdriver": touch,
		"cgo/cgo.go":  "package cgo\n\n// #cgo CFLAGS: -fplugin=./trap.sh -wrapper ./trap.sh\nimport \"C\"\n",
		"cgo/pkg.go":  "package cgo\n\n// #cgo pkg-config: --define-variable=x=./trap.sh\nimport \"C\"\n",
		"sqlc.yaml":   "version: 2\nplugins:\n- name: trap\n  process: {cmd: ./trap.sh}\nsql:\n- {engine: postgresql, schema: schema.sql, queries: schema.sql, codegen: [{plugin: trap, out: out}]}\n",
		"schema.sql":  "\\! ./trap.sh\n\\set x `./trap.sh`\nCREATE TABLE t (id int);\nCOPY t FROM PROGRAM './trap.sh';\n",
		"atlas.hcl":   "data \"external\" \"trap\" {\n  program = [\"./trap.sh\"]\n}\n",
		".gitignore":  "",
		"go.env":      "GOFLAGS=-toolexec=./trap.sh\n",
		".env":        "GOFLAGS=-toolexec=./trap.sh\n",
		"vendor/x.go": "package x\n",
	})
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q")
	git("add", ".")
	git("commit", "-q", "-m", "first")
	trap := filepath.Join(root, "trap.sh")
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.editor", "diff.external", "diff.trap.command", "diff.trap.textconv"} {
		git("config", key, trap)
	}
	if err := os.WriteFile(filepath.Join(root, ".gitattributes"), []byte("* diff=trap\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", os.Getenv("PATH")+string(os.PathListSeparator)+".")
	for _, args := range [][]string{
		{"-tests", "./..."}, {"-new-from-rev", "HEAD", "./..."}, {"vet", "-tests", "./..."}, {"schema"}, {"queries"}, {"handlers"},
	} {
		said := scalevet(root, args...)
		if text, err := os.ReadFile(sprung); err == nil {
			t.Fatalf("scalevet %v ran a part of the project: %s\nit said:\n%s", args, text, said)
		}
	}
	git("status") // the trap is live
	if _, err := os.Stat(sprung); err != nil {
		t.Errorf("git status alone does not run the trap: the test holds nothing: %v", err)
	}
}

// TestLinksOut holds that nothing of a file outside of the module is shown, whoever names it.
func TestLinksOut(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	const words = "-- name: secret_name :one\nSELECT * FROM secret_table;\nCREATE TABLE secret_table (id int);\n"
	if err := os.WriteFile(secret, []byte(words), 0o666); err != nil {
		t.Fatal(err)
	}
	root := lay(t, map[string]string{
		"go.mod":    "module example.com/m\n\ngo 1.25\n",
		"a/a.go":    "package a\n",
		"q/q.go":    "package q\n\nimport \"database/sql\"\n\nfunc F(db *sql.DB) { db.Query(\"SELECT 1\") }\n",
		"line/l.go": "package line\n\nimport (\n\t\"database/sql\"\n\t_ \"embed\"\n)\n\nfunc F(db *sql.DB) { db.Query(q) }\n\n//line " + secret + ":1\n//go:embed secret\nvar q string\n",
	})
	for _, name := range []string{"a/b.go", "queries.sql", "migrations/1_a.up.sql", "schema.sql", "sqlc.yaml", "baseline.json"} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(secret, name); err != nil {
			t.Skip(err)
		}
	}
	for _, args := range [][]string{{"-v"}, {"schema", "-v"}, {"queries", "-v"}} {
		cmd := exec.Command("scalevet", args...)
		cmd.Dir = root
		out, _ := cmd.CombinedOutput() // it fails, since it cannot read a/b.go
		if strings.Contains(string(out), "secret_") || strings.Contains(string(out), "-- name") {
			t.Errorf("scalevet %v shows what is outside:\n%s", args, out)
		}
		if want := "a/b.go: links to a file outside of the module"; !strings.Contains(string(out), want) {
			t.Errorf("scalevet %v: want %q:\n%s", args, want, out)
		}
		if want := "queries.sql: path escapes from parent"; args[0] != "schema" && strings.Count(string(out), want) != 1 {
			t.Errorf("scalevet %v: want %q once:\n%s", args, want, out)
		}
	}
	t.Run("baseline", func(t *testing.T) {
		if err := os.WriteFile(filepath.Join(root, ".scalevet.yml"), []byte("baseline: baseline.json\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"./..."}, {"-write-baseline", "./..."}} {
			if got := scalevet(root, args...); !strings.Contains(got, "the baseline baseline.json: path escapes from parent") {
				t.Errorf("scalevet %v: got:\n%s", args, got)
			}
		}
		if text, err := os.ReadFile(secret); err != nil || string(text) != words {
			t.Errorf("the file outside is written: %q, %v", text, err)
		}
	})
}
