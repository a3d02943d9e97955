//go:build unix

// Command robust runs a built scalevet over modules that it was not written for, as
//
//	go build -o /tmp/scalevet ./cmd/scalevet
//	go run ./internal/dev/robust -tool /tmp/scalevet [DIR | MODULE@VERSION]…
//
// and fails at a panic, an internal error, a run that does not end, more memory than -memory, or two
// runs that do not print the same bytes. Without arguments it takes the standard library and the modules
// of modules.txt. It prints a line for each module: CPU seconds, wall seconds and the largest resident
// set of the worst run, the number of packages and findings, and what is wrong. Modules are downloaded,
// with what they import, and copied, since they are read-only in the module cache. A module of which
// nothing can be loaded is left out, and said to be.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
	names := flag.Args()
	if len(names) == 0 {
		names = append([]string{filepath.Join(build.Default.GOROOT, "src")}, modules(popular)...)
	}
	for _, name := range names {
		r.module(name)
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
	wall           time.Duration
	rss            int64 // MiB, of the largest process
	wrong          string
}

// module runs the tool over a module twice, and twice more with its tests.
func (r *runner) module(name string) {
	dir, err := name, error(nil)
	if strings.Contains(name, "@") {
		dir, err = fetch(name)
	}
	at, done := "", func() {}
	if err == nil {
		at, done, err = writable(dir)
	}
	defer done()
	if err != nil {
		r.out++
		fmt.Printf("%-52s left out: %v\n", name, err)
		return
	}
	if strings.Contains(name, "@") {
		prepare(at)
	}
	runs := []run{r.once(at), r.once(at)}
	if why := missing(runs[0].stderr); why != "" {
		r.out++
		fmt.Printf("%-52s left out: %s\n", name, why)
		return
	}
	if r.tests {
		runs = append(runs, r.once(at, "-tests"), r.once(at, "-tests"))
	}
	r.ran++
	r.tell(name, runs)
}

// tell prints the line about a module.
func (r *runner) tell(name string, runs []run) {
	for i := 0; i < len(runs); i += 2 {
		a, b := &runs[i], &runs[i+1]
		if b.wrong == "" && (!bytes.Equal(a.stdout, b.stdout) || !bytes.Equal(a.stderr, b.stderr)) {
			b.wrong = "two runs differ"
		}
	}
	var worst run
	var wrong []string
	for _, x := range runs {
		worst.cpu, worst.wall, worst.rss = max(worst.cpu, x.cpu), max(worst.wall, x.wall), max(worst.rss, x.rss)
		if x.wrong != "" && !slices.Contains(wrong, x.wrong) {
			wrong = append(wrong, x.wrong)
		}
	}
	if len(wrong) > 0 {
		r.bad++
	}
	last := &runs[len(runs)-1]
	line := fmt.Sprintf("%-52s %6.1f s CPU %6.1f s %5d MiB %5s packages %5s findings  %s", name, worst.cpu.Seconds(), worst.wall.Seconds(),
		worst.rss, last.count(packages), last.count(findings), strings.Join(wrong, "; "))
	fmt.Println(strings.TrimRight(line, " "))
}

// What the tool tells of itself with -v.
var (
	packages = regexp.MustCompile(`(?m)^scalevet: module .*: (\d+) packages?,`)
	findings = regexp.MustCompile(`(?m)^scalevet: (\d+) findings? in `)
)

// count returns the number that the tool tells, or 0.
func (x *run) count(told *regexp.Regexp) string {
	if m := told.FindSubmatch(x.stderr); m != nil {
		return string(m[1])
	}
	return "0"
}

// once runs the tool in dir.
func (r *runner) once(dir string, flags ...string) run {
	ctx, cancel := context.WithTimeout(context.Background(), r.limit)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, r.tool, append(append([]string{"-low", "-v", "-color=never"}, flags...), "./...")...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the compilers that the go command starts end with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	began := time.Now()
	err := cmd.Run()
	x := run{stdout: stdout.Bytes(), stderr: stderr.Bytes(), wall: time.Since(began)}
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
		return "nothing of it can be loaded"
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
