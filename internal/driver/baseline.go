package driver

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// A baseline holds the fingerprints of findings that are known. Its file has one line for each
// finding: the fingerprint, and for the reader the rule and the file.
func readBaseline(file string) (map[string]int, error) {
	known := map[string]int{}
	f, err := os.Open(file)
	if errors.Is(err, os.ErrNotExist) {
		return known, fmt.Errorf("no baseline %s: write it with -write-baseline", file)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	for in.Scan() {
		print, _, _ := strings.Cut(in.Text(), " ")
		if print != "" && print[0] != '#' {
			known[print]++
		}
	}
	return known, in.Err()
}

// leaveOut removes the findings that the baseline knows, each as often as it is listed.
func (r *Result) leaveOut(known map[string]int) {
	r.Findings = slices.DeleteFunc(r.Findings, func(f *Found) bool {
		print := r.fingerprint(f)
		known[print]--
		return known[print] >= 0
	})
}

// writeBaseline writes the findings to file.
func (r *Result) writeBaseline(file string) error {
	var b strings.Builder
	b.WriteString("# Findings of scalevet that are known. Written by scalevet -baseline FILE -write-baseline.\n")
	var lines []string
	for _, f := range r.Findings {
		lines = append(lines, fmt.Sprintf("%s %s/%s %s\n", r.fingerprint(f), f.Rule, f.Category, r.rel(f.At.Filename)))
	}
	slices.Sort(lines)
	b.WriteString(strings.Join(lines, ""))
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
