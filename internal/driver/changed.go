package driver

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A span is a range of lines, both ends included.
type span struct{ from, to int }

var (
	newFile = regexp.MustCompile(`^\+\+\+ (?:b/)?(.+)$`)
	hunk    = regexp.MustCompile(`^@@ -\S+ \+(\d+)(?:,(\d+))? @@`)
)

// changedLines asks git which lines have changed since rev. Untracked files are changed whole.
func changedLines(ctx context.Context, dir, rev string) (map[string][]span, error) {
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	top = strings.TrimSpace(top)
	diff, err := git(ctx, dir, "diff", "--no-color", "--no-ext-diff", "--unified=0", "--end-of-options", rev, "--")
	if err != nil {
		return nil, err
	}
	changed := parseDiff(top, diff)
	files, err := git(ctx, dir, "ls-files", "--others", "--exclude-standard", "--full-name")
	if err != nil {
		return nil, err
	}
	for _, f := range strings.Fields(files) {
		changed[filepath.Join(top, f)] = []span{{1, 1 << 30}}
	}
	return changed, nil
}

func parseDiff(top, diff string) map[string][]span {
	changed := map[string][]span{}
	file := ""
	for line := range strings.Lines(diff) {
		line = strings.TrimRight(line, "\r\n")
		if m := newFile.FindStringSubmatch(line); m != nil {
			file = filepath.Join(top, m[1])
		} else if m := hunk.FindStringSubmatch(line); m != nil {
			from, _ := strconv.Atoi(m[1])
			n := 1
			if m[2] != "" {
				n, _ = strconv.Atoi(m[2])
			}
			changed[file] = append(changed[file], span{from, from + n - 1})
		}
	}
	return changed
}

func git(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if ee, ok := err.(*exec.ExitError); ok {
		return "", fmt.Errorf("git %s: %s", args[0], firstLine(string(ee.Stderr)))
	}
	return string(out), err
}

// keepChanged keeps the findings whose lines, or related lines, have changed.
func (r *Result) keepChanged(changed map[string][]span) {
	touched := func(file string, from, to int) bool {
		return slices.ContainsFunc(changed[file], func(s span) bool { return s.from <= to && from <= s.to })
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f *Found) bool {
		if touched(f.At.Filename, f.At.Line, max(f.To.Line, f.At.Line)) {
			return false
		}
		for _, p := range f.Related {
			if at := f.position(p); touched(at.Filename, at.Line, at.Line) {
				return false
			}
		}
		return true
	})
}
