package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// inLoop is a file with one finding, in function name, which has a conn of package lib.
func inLoop(pkg, name, lib, conn string) string {
	return fmt.Sprintf("package %s\n\nimport %q\n\nfunc %s(db *%s, ids []int) {\n\tfor _, id := range ids {\n\t\tdb.Exec(\"DELETE FROM t WHERE id = $1\", id)\n\t}\n}\n", pkg, lib, name, conn)
}

// impatient shows progress from the beginning of a run.
func impatient(t *testing.T) {
	was := patience
	patience = 0
	t.Cleanup(func() { patience = was })
}

// TestNewerChange holds that a change ends the analysis under way, whose findings are never shown.
func TestNewerChange(t *testing.T) {
	impatient(t)
	dir := shop(t)
	file := filepath.Join(dir, "worker", "more.go")
	c := start(t, dir)
	c.shows(filepath.Join(dir, "postgres", "orders.go"), noIndex)
	c.mu.Lock()
	c.onLoading = func() { c.replace(file, inLoop("worker", "second", "database/sql", "sql.DB")) }
	c.mu.Unlock()
	c.open(file, inLoop("worker", "first", "database/sql", "sql.DB"))
	c.shows(file, "worker.second")
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.published {
		for _, d := range p.Diagnostics {
			if strings.Contains(d.Message, "worker.first") {
				t.Errorf("shown: %s", d.Message)
			}
		}
	}
	begun, ended := strings.Count(strings.Join(c.progress, "\n"), "begin "), strings.Count(strings.Join(c.progress, "\n"), "end ")
	if begun < 2 || ended < begun-1 {
		t.Errorf("progress %q", c.progress)
	}
}

// TestCancelRequest holds that a request is answered at once when it is cancelled.
func TestCancelRequest(t *testing.T) {
	impatient(t)
	c := start(t, shop(t))
	c.settle()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	call, err := c.conn.DispatchCall(ctx, "workspace/executeCommand", commandParams{analyzeCommand}, withID)
	if err != nil {
		t.Fatal(err)
	}
	c.notify("$/cancelRequest", object{"id": "to cancel"})
	if err := call.Wait(ctx, nil); err == nil || !strings.Contains(err.Error(), "-32800") {
		t.Errorf("got %v, want that it is cancelled", err)
	}
	c.settle()
}

// TestFolders holds that a workspace has several directories, some with several modules, and that
// what is found in one goes with it.
func TestFolders(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	lay := func(name string) string {
		file := filepath.Join(layModule(t, filepath.Join(dir, name)), "a.go")
		write(t, file, inLoop("m", "each", "github.com/jackc/pgx", "pgx.Conn"))
		return file
	}
	one, two, three := lay("one"), lay("many/two"), lay("many/three")
	c := start(t, filepath.Join(dir, "one"))
	c.shows(one, "write in loop")

	many := []folderInfo{{uriOf(filepath.Join(dir, "many"))}}
	c.notify("workspace/didChangeWorkspaceFolders", object{"event": object{"added": many}})
	c.open(two, read(t, two)) // its module is found by its document
	c.shows(two, "write in loop")
	c.open(three, read(t, three))
	c.shows(three, "write in loop")
	c.replace(three, "package m\n")
	c.hides(three, "write in loop")
	c.notify("workspace/didChangeWorkspaceFolders", object{"event": object{"removed": many}})
	c.hides(two, "write in loop")
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.index(one, "write in loop") < 0 || len(c.messages) > 0 {
		t.Errorf("shown: %v; messages: %v", c.all(), c.messages)
	}
}
