package driver

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/dev/libraries"
)

// A checkout is a git repository with a module that has a finding in a.go.
type checkout struct {
	t      *testing.T
	root   string
	sprung string // the file in which a trap writes itself down
}

const loop = "package m\n\nimport \"github.com/jackc/pgx\"\n\nfunc F(db *pgx.Conn, ids []int) {\n\tfor _, id := range ids {\n\t\tdb.Exec(\"DELETE FROM t WHERE id = $1\", id)\n\t}\n}\n"

// newCheckout commits a module without the finding. The working file has it.
func newCheckout(t *testing.T) *checkout {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	for name, value := range map[string]string{"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com"} {
		t.Setenv(name, value)
	}
	c := &checkout{t: t, sprung: filepath.Join(t.TempDir(), "sprung")}
	c.root = light(t, map[string]string{"a.go": "package m\n", "trap.sh": "#!/bin/sh\necho \"$0 $*\" >>" + c.sprung + "\ncat\n"})
	c.git(c.root, "init", "-q")
	c.git(c.root, "add", ".")
	c.git(c.root, "commit", "-q", "-m", "first")
	c.write("a.go", loop)
	return c
}

func (c *checkout) write(name, text string) {
	c.t.Helper()
	if err := os.WriteFile(filepath.Join(c.root, name), []byte(text), 0o755); err != nil {
		c.t.Fatal(err)
	}
}

func (c *checkout) git(dir string, args ...string) {
	c.t.Helper()
	if out, err := c.plain(dir, args...); err != nil {
		c.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (c *checkout) plain(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir = dir
	return cmd.CombinedOutput()
}

// newFrom runs scalevet -new-from-rev HEAD.
func (c *checkout) newFrom() (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = Main(context.Background(), []string{"-C", c.root, "-color=never", "-new-from-rev", "HEAD"}, &out, &err)
	return code, out.String(), err.String()
}

// TestGitRunsNothing holds that no program which a repository configures is run, and that each would
// be by git alone.
func TestGitRunsNothing(t *testing.T) {
	for _, test := range []struct {
		name  string
		lay   func(c *checkout, trap string)
		alone []string // the git command that runs the trap
	}{
		{"fsmonitor", func(c *checkout, trap string) { c.git(c.root, "config", "core.fsmonitor", trap) }, []string{"diff"}},
		{"external diff", func(c *checkout, trap string) { c.git(c.root, "config", "diff.external", trap) }, []string{"diff"}},
		{"driver", func(c *checkout, trap string) {
			c.git(c.root, "config", "diff.trap.command", trap)
			c.write(".gitattributes", "* diff=trap\n")
		}, []string{"diff"}},
		{"textconv", func(c *checkout, trap string) {
			c.git(c.root, "config", "diff.trap.textconv", trap)
			c.write(".gitattributes", "* diff=trap\n")
		}, []string{"diff"}},
		{"hook", func(c *checkout, trap string) {
			c.git(c.root, "config", "core.hooksPath", "hooks")
			_ = os.Mkdir(filepath.Join(c.root, "hooks"), 0o755)
			c.write("hooks/post-index-change", "#!/bin/sh\nexec "+trap+" </dev/null\n")
			c.write("go.mod", mod) // the same, with another time
		}, []string{"status"}},
		{"filter", func(c *checkout, trap string) {
			c.git(c.root, "config", "filter.a=b.clean", trap)
			c.git(c.root, "config", "filter.a=b.required", "true")
			c.write(".gitattributes", "*.go filter=a=b\n")
		}, []string{"diff"}},
		{"filter of a process", func(c *checkout, trap string) {
			c.git(c.root, "config", "filter.p.process", trap+" </dev/null")
			c.git(c.root, "config", "filter.p.required", "true")
			c.write(".gitattributes", "*.go filter=p\n")
		}, []string{"diff"}},
		{"submodule", func(c *checkout, trap string) {
			other := newCheckout(c.t)
			c.git(c.root, "submodule", "--quiet", "add", other.root, "sub")
			c.git(c.root, "commit", "-q", "-m", "sub")
			c.git(filepath.Join(c.root, "sub"), "config", "filter.go.clean", trap)
			c.write("sub/.gitattributes", "*.go filter=go\n")
			c.write("sub/a.go", loop)
			c.git(c.root, "config", "diff.submodule", "diff")
		}, []string{"diff"}},
		{"partial clone", func(c *checkout, trap string) {
			from := c.t.TempDir()
			c.git(from, "clone", "-q", "--bare", c.root, "bare")
			c.git(from, "-C", "bare", "config", "uploadpack.allowFilter", "true")
			c.git(from, "clone", "-q", "--no-checkout", "--filter=blob:none", "file://"+from+"/bare", "clone")
			c.root = filepath.Join(from, "clone")
			c.write("go.mod", mod)
			c.write("a.go", loop)
			if err := libraries.Lay(filepath.Join(c.root, ".lib")); err != nil {
				c.t.Fatal(err)
			}
			c.git(c.root, "read-tree", "HEAD")
			c.git(c.root, "config", "remote.origin.uploadpack", trap+" </dev/null;")
		}, []string{"diff"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newCheckout(t)
			test.lay(c, filepath.Join(c.root, "trap.sh"))
			_ = os.Remove(c.sprung) // by what laid it
			index, _ := os.ReadFile(filepath.Join(c.root, ".git", "index"))
			_, stdout, stderr := c.newFrom()
			if text, err := os.ReadFile(c.sprung); err == nil {
				t.Errorf("git ran: %s", text)
			}
			if !strings.Contains(stdout, "a.go:7:3: ") && test.name != "partial clone" {
				t.Errorf("the changed line is not shown:\n%s", stderr)
			}
			if test.name == "partial clone" && !strings.Contains(stderr, "; this clone is partial, and scalevet fetches nothing") {
				t.Errorf("what is missing is not said:\n%s", stderr)
			}
			if after, _ := os.ReadFile(filepath.Join(c.root, ".git", "index")); !bytes.Equal(index, after) {
				t.Error("git's index is written")
			}
			out, _ := c.plain(c.root, test.alone...)
			if _, err := os.Stat(c.sprung); err != nil {
				t.Errorf("git %v alone does not run the trap either: the test holds nothing\n%s", test.alone, out)
			}
		})
	}
}

// TestGitHidesNothing holds that neither attributes, which a pull request can bring, nor the
// configuration keep a changed line from being one.
func TestGitHidesNothing(t *testing.T) {
	for name, lay := range map[string]func(*checkout){
		"binary":     func(c *checkout) { c.write(".gitattributes", "*.go binary\n") },
		"no diff":    func(c *checkout) { c.write(".gitattributes", "*.go -diff\n") },
		"zero byte":  func(c *checkout) { c.write("a.go", loop+"// \x00\n") },
		"prefixes":   func(c *checkout) { c.git(c.root, "config", "diff.noprefix", "true") },
		"mnemonic":   func(c *checkout) { c.git(c.root, "config", "diff.mnemonicPrefix", "true") },
		"color":      func(c *checkout) { c.git(c.root, "config", "color.ui", "always") },
		"context":    func(c *checkout) { c.git(c.root, "config", "diff.context", "9") },
		"relative":   func(c *checkout) { c.git(c.root, "config", "diff.relative", "true") },
		"word regex": func(c *checkout) { c.git(c.root, "config", "diff.wordRegex", ".") },
		"hunks joined": func(c *checkout) {
			c.write("0.go", "package m\n\n// 1\n// 2\n// 3\n")
			c.git(c.root, "add", "0.go")
			c.git(c.root, "commit", "-q", "-m", "0.go")
			c.write("0.go", "package m\n\n// 1b\n// 2\n// 3b\n")
			c.git(c.root, "config", "diff.interHunkContext", "9")
		},
		"own count": func(c *checkout) {
			c.t.Setenv("GIT_CONFIG_COUNT", "1")
			c.t.Setenv("GIT_CONFIG_KEY_0", "filter.x.clean")
			c.t.Setenv("GIT_CONFIG_VALUE_0", "false")
			c.write(".gitattributes", "*.go filter=x\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCheckout(t)
			lay(c)
			if _, stdout, stderr := c.newFrom(); !strings.Contains(stdout, "a.go:7:3: ") {
				t.Errorf("the changed line is not shown:\n%s", stderr)
			}
		})
	}
	t.Run("work tree", func(t *testing.T) {
		c := newCheckout(t)
		c.git(c.root, "config", "core.worktree", t.TempDir())
		if code, _, stderr := c.newFrom(); code != exitFailed || !strings.Contains(stderr, "core.worktree leads elsewhere") {
			t.Errorf("exit %d:\n%s", code, stderr)
		}
	})
}
