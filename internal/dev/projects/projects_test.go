package projects

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// files writes files, by path and contents, below a new directory.
func files(t *testing.T, contents map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for path, text := range contents {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// commit commits what is in dir.
func commit(t *testing.T, dir string) string {
	t.Helper()
	var hash string
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"commit", "-q", "-m", "all"}, {"rev-parse", "HEAD"}} {
		out, err := git(context.Background(), dir, append([]string{"-c", "user.name=t", "-c", "user.email=t@t.invalid"}, args...)...)
		if err != nil {
			t.Fatal(err)
		}
		hash = out
	}
	return hash
}

// TestCheckout writes a commit as it was, without what a snapshot lacks and without links.
func TestCheckout(t *testing.T) {
	repos := t.TempDir()
	dir := files(t, map[string]string{"a/x y.go": "package a\n", "run": "#!/bin/sh\n", "large": "lost\n", "empty": ""})
	if err := errors.Join(os.Chmod(filepath.Join(dir, "run"), 0o755), os.Symlink("/etc", filepath.Join(dir, "link"))); err != nil {
		t.Fatal(err)
	}
	hash := commit(t, dir)
	blob, err := git(context.Background(), dir, "rev-parse", "HEAD:large")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, ".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(repos, "acme+p"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, ".git"), filepath.Join(repos, "acme+p", "repo")); err != nil {
		t.Fatal(err)
	}
	trees := &Trees{Repos: repos, Work: t.TempDir()}
	for range 2 { // the second time it is there
		tree, err := trees.At(context.Background(), "acme/p", hash)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		if err := filepath.WalkDir(tree, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				st, _ := d.Info()
				got = append(got, strings.TrimPrefix(path, tree)+" "+st.Mode().String())
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if s := strings.Join(got, ", "); s != "/a/x y.go -rw-r--r--, /empty -rw-r--r--, /run -rwxr-xr-x" {
			t.Errorf("the tree has %s", s)
		}
	}
	for _, bad := range []string{"0123456789012345678901234567890123456789", "--help", "../x", ""} {
		if tree, err := trees.At(context.Background(), "acme/p", bad); err == nil {
			t.Errorf("commit %q is at %s", bad, tree)
		}
	}
}

// TestModInit makes modules of old projects, from what they vendor or import.
func TestModInit(t *testing.T) {
	dir := files(t, map[string]string{
		"cmd/run/main.go":                       "package main\n\nimport (\n\t_ \"acme.invalid/old/store\"\n\t_ \"dep.invalid/x/sub\"\n)\n\nfunc main() {}\n",
		"store/store.go":                        "package store\n\nimport _ \"acme.invalid/old/store/sub\"\n",
		"store/sub/sub.go":                      "package sub\n",
		"vendor/dep.invalid/x/sub/sub.go":       "package sub\n\nimport _ \"dep.invalid/y\"\nimport _ \"gopkg.in/z.v5/sub\"\n",
		"vendor/gopkg.in/z.v5/sub/sub.go":       "package sub\n",
		"vendor/dep.invalid/y/y.go":             "package y\n",
		"vendor/dep.invalid/y/testdata/none.go": "none\n",
	})
	if err := (&Trees{}).modInit(context.Background(), dir, "acme/fork", ""); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "list", "-deps", "./...")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod="+modFlag(dir))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"acme.invalid/old/cmd/run\n", "dep.invalid/x/sub\n", "dep.invalid/y\n", "gopkg.in/z.v5/sub\n"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("go list has no %q in\n%s", want, out)
		}
	}
}

// TestReplaced makes a module of an old project and of the repository that it imports: the commit of
// its own time has what it calls, the newest has not.
func TestReplaced(t *testing.T) {
	t.Setenv("GIT_COMMITTER_DATE", "2015-01-01T00:00:00Z")
	repos := t.TempDir()
	in := func(name string, contents map[string]string) string {
		dir := filepath.Join(repos, filepath.FromSlash(name))
		for path, text := range contents {
			if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		return commit(t, dir)
	}
	in("acme/vain", map[string]string{"vain.go": "package x\n\nfunc New() {}\n"})
	in("acme/far", map[string]string{"far.go": "package far\n"})
	in("acme/dep", map[string]string{"dep.go": "package dep\n\nimport _ \"github.com/acme/far\"\n\nfunc Old() {}\n"})
	t.Setenv("GIT_COMMITTER_DATE", "2016-01-01T00:00:00Z")
	app := in("acme/app", map[string]string{"main.go": "package main\n\nimport (\n\t\"github.com/acme/dep\"\n\t\"gopkg.in/x.v3\"\n)\n\nfunc main() { dep.Old(); x.New() }\n"})
	t.Setenv("GIT_COMMITTER_DATE", "2017-01-01T00:00:00Z")
	in("acme/dep", map[string]string{"dep.go": "package dep\n\nfunc New() {}\n", "go.mod": "module github.com/acme/dep/v2\n"})

	trees := &Trees{Repos: repos, Work: t.TempDir(), Modules: map[string]string{"gopkg.in/x.v3": "acme/vain"}}
	if _, _, err := trees.Module(context.Background(), "acme/app", app, "main.go"); err != ErrNoModule {
		t.Errorf("without ModInit: %v", err)
	}
	trees.ModInit = true
	root, dir, err := trees.Module(context.Background(), "acme/app", app, "main.go")
	if err != nil || root != dir {
		t.Fatal(root, dir, err)
	}
	if f := modFlag(dir); f != "mod" {
		t.Errorf("-mod=%s without a vendor folder", f)
	}
	cmd := exec.Command("go", "vet", "./...")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	pristine, err := trees.At(context.Background(), "acme/app", app)
	if err != nil || isFile(filepath.Join(pristine, "go.mod")) {
		t.Errorf("the tree itself was changed, or %v", err)
	}
}

// TestRun reads what a scalevet prints, and says what is wrong with one that fails or hangs.
func TestRun(t *testing.T) {
	const long = time.Hour
	dir := t.TempDir()
	for _, c := range []struct {
		script  string
		timeout time.Duration
		want    string
	}{
		{`echo '{"findings":[{"rule":"r","place":{"file":"a.go","line":3}}],"problems":["p"]}'; exit 3`, long, ""},
		{`echo 'scalevet: no such flag' >&2; exit 2`, long, "scalevet failed: scalevet: no such flag"},
		{`sleep 3600`, time.Millisecond, "did not end in 1ms"},
	} {
		path := filepath.Join(dir, "stub")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+c.script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		r, err := (&Tool{Path: path, Timeout: c.timeout}).Run(context.Background(), dir)
		if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: error %v, want %q", c.script, err, c.want)
		}
		if c.want == "" && (err != nil || len(r.Findings) != 1 || r.Findings[0].Place != (Place{"a.go", 3}) || len(r.Problems) != 1) {
			t.Errorf("%s: %+v, %v", c.script, r, err)
		}
	}
}
