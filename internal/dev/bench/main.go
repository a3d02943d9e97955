//go:build unix

// Command bench measures whole runs of a program from outside, as
//
//	go run ./internal/dev/bench -name Vet/gopls -n 6 -C DIR go vet -vettool=/tmp/scalevet -digest={n} ./...
//
// and writes CPU time (user and system, of the program and all that it starts) and the largest
// resident set of one process in the format of Go's benchmarks, which benchstat compares. Wall time
// is left out: it says more about the machine's other work. {n} is another number in each run, so
// that go vet finds nothing in its cache. The first run, which fills the caches, does not count.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	name := flag.String("name", "Run", "`NAME` of the benchmark")
	n := flag.Int("n", 6, "how often to run")
	dir := flag.String("C", "", "run in `DIR`")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: bench [flags] PROGRAM [ARGUMENTS]")
		os.Exit(2)
	}
	for i := range *n + 1 {
		cpu, rss, err := measure(*dir, flag.Args())
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		if i > 0 {
			fmt.Printf("Benchmark%s 1 %.3f cpu-sec/op %d max-RSS-bytes\n", *name, cpu.Seconds(), rss)
		}
	}
}

// measure runs a program once. That it exits with findings is no error, that it cannot run is.
func measure(dir string, args []string) (cpu time.Duration, rss int64, err error) {
	own := make([]string, len(args))
	for i, a := range args {
		own[i] = strings.ReplaceAll(a, "{n}", strconv.FormatInt(time.Now().UnixNano(), 36))
	}
	cmd := exec.Command(own[0], own[1:]...)
	cmd.Dir = dir
	if err := cmd.Run(); cmd.ProcessState == nil {
		return 0, 0, err
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, 0, fmt.Errorf("no account of what %s uses on this system", own[0])
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), usage.Maxrss << 10, nil
}
