//go:build unix

// Command robust runs a built scalevet over modules that it was not written for, as
//
//	go build -o /tmp/scalevet ./cmd/scalevet
//	go run ./internal/dev/robust -tool /tmp/scalevet DIR…
//
// and fails at a panic, an internal error, a run that does not end, more memory than -memory, or two
// runs that do not print the same bytes. It prints a line for each module: CPU seconds and the largest
// resident set of the worst run, the number of findings, and what is wrong. Modules of the module
// cache are copied first, since they are read-only there. A module whose dependencies are not in the
// cache is left out, and said to be.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	tool := flag.String("tool", "scalevet", "the `PROGRAM` to run")
	limit := flag.Duration("timeout", 10*time.Minute, "how long one run may take, wall time")
	memory := flag.Int64("memory", 3<<10, "how much memory one run may take, in `MiB`")
	tests := flag.Bool("tests", true, "run with -tests too")
	flag.Parse()
	r := &runner{tool: *tool, tests: *tests, limit: *limit, memory: *memory}
	for _, dir := range flag.Args() {
		r.module(dir)
	}
	fmt.Printf("%d modules, %d left out, %d bad\n", r.ran, r.out, r.bad)
	if r.bad > 0 || r.ran == 0 {
		os.Exit(1)
	}
}

// A runner counts what became of the modules.
type runner struct {
	tool          string
	tests         bool
	limit         time.Duration
	memory        int64 // MiB
	ran, out, bad int
}

// A run is one run of the tool.
type run struct {
	stdout, stderr []byte
	cpu            time.Duration // user and system, of the go commands that it starts too
	rss            int64         // MiB, of the largest process
	wrong          string
}

// module runs the tool over the module at dir twice, and twice more with its tests.
func (r *runner) module(dir string) {
	name := filepath.Base(filepath.Dir(dir)) + "/" + filepath.Base(dir)
	at, done, err := writable(dir)
	if err != nil {
		fmt.Printf("%-44s %v\n", name, err)
		r.bad++
		return
	}
	defer done()
	runs := []run{r.once(at), r.once(at)}
	if why := missing(runs[0].stderr); why != "" {
		fmt.Printf("%-44s left out: %s\n", name, why)
		r.out++
		return
	}
	if r.tests {
		runs = append(runs, r.once(at, "-tests"), r.once(at, "-tests"))
	}
	r.ran++
	for i := 0; i < len(runs); i += 2 {
		a, b := &runs[i], &runs[i+1]
		if b.wrong == "" && (!bytes.Equal(a.stdout, b.stdout) || !bytes.Equal(a.stderr, b.stderr)) {
			b.wrong = "two runs differ"
		}
	}
	var wrong []string
	var cpu time.Duration
	var rss int64
	for _, x := range runs {
		cpu, rss = max(cpu, x.cpu), max(rss, x.rss)
		if x.wrong != "" {
			wrong = append(wrong, x.wrong)
		}
	}
	if len(wrong) > 0 {
		r.bad++
	}
	fmt.Printf("%-44s %6.2f s %5d MiB %4d findings %s\n", name, cpu.Seconds(), rss, bytes.Count(runs[0].stdout, []byte("\n")), strings.Join(wrong, "; "))
}

// once runs the tool in dir.
func (r *runner) once(dir string, flags ...string) run {
	ctx, cancel := context.WithTimeout(context.Background(), r.limit)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, r.tool, append(append([]string{"-low", "-color=never"}, flags...), "./...")...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the compilers that the go command starts end with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	err := cmd.Run()
	x := run{stdout: stdout.Bytes(), stderr: stderr.Bytes()}
	if s := cmd.ProcessState; s != nil {
		x.cpu = s.UserTime() + s.SystemTime()
		if u, ok := s.SysUsage().(*syscall.Rusage); ok {
			x.rss = u.Maxrss >> 10
		}
	}
	for _, sign := range []string{"internal error", "panic: ", "fatal error: "} {
		if i := bytes.Index(x.stderr, []byte(sign)); i >= 0 {
			line, _, _ := strings.Cut(string(x.stderr[i:]), "\n")
			x.wrong = line
			return x
		}
	}
	code := cmd.ProcessState.ExitCode()
	switch {
	case ctx.Err() != nil:
		x.wrong = "does not end in " + r.limit.String()
	case x.rss > r.memory:
		x.wrong = "too much memory"
	case !slices.Contains([]int{0, 1, 3}, code):
		x.wrong = fmt.Sprintf("exit %d (%v)", code, err)
	}
	return x
}

// missing returns why a module cannot be analyzed here, or "".
func missing(stderr []byte) string {
	switch {
	case bytes.Contains(stderr, []byte("scalevet downloads nothing")), bytes.Contains(stderr, []byte("go.sum")):
		return "its dependencies are not in the module cache"
	case bytes.Contains(stderr, []byte(" in 0 packages")):
		return "it has no packages"
	}
	return ""
}

// writable returns dir, or a copy of it when it cannot be written to, and what removes the copy.
func writable(dir string) (at string, done func(), err error) {
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&0o200 != 0 {
		return dir, func() {}, err
	}
	top, err := os.MkdirTemp("", "robust")
	if err != nil {
		return "", nil, err
	}
	done = func() { os.RemoveAll(top) }
	at = filepath.Join(top, "m") // one name for all: it is in no output
	if err := os.CopyFS(at, os.DirFS(dir)); err != nil {
		done()
		return "", nil, err
	}
	return at, done, nil
}
