package driver

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// changes are the lines of each file that have changed, by absolute name.
type changes map[string][]span

// A span is a range of lines, both ends included.
type span struct{ from, to int }

// touch reports whether a line of f, of its related places or of its chain has changed.
func (c changes) touch(f *Found) bool {
	for _, s := range slices.Concat([]Spot{{At: f.At, To: f.To}}, f.Related, f.Chain) {
		if c.in(s.At.Filename, s.At.Line, max(s.To.Line, s.At.Line)) {
			return true
		}
	}
	return false
}

func (c changes) in(file string, from, to int) bool {
	if c[file] == nil {
		if real, err := filepath.EvalSymlinks(file); err == nil {
			file = real // git's names are without symbolic links
		}
	}
	return slices.ContainsFunc(c[file], func(s span) bool { return s.from <= to && from <= s.to })
}

// changedLines asks git which lines have changed since the checkout has left rev. Untracked files are changed whole.
// Nothing that the repository configures is run, and nothing is written.
func changedLines(ctx context.Context, dir, rev string) (changes, error) {
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	top = strings.TrimRight(top, "\r\n")
	diff, err := git(ctx, top, "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames",
		"--src-prefix=a/", "--dst-prefix=b/", "--unified=0", "--end-of-options", since(ctx, top, rev), "--")
	if err != nil {
		return nil, err
	}
	files, err := git(ctx, top, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	changed := parseDiff(top, diff)
	for f := range strings.SplitSeq(files, "\x00") {
		if f != "" {
			changed[filepath.Join(top, filepath.FromSlash(f))] = []span{{1, 1 << 30}}
		}
	}
	return changed, nil
}

// since returns where the checkout has left rev, so that what others have done there since is not taken
// for a change here; rev itself when the history is not there to tell.
func since(ctx context.Context, top, rev string) string {
	base, err := git(ctx, top, "merge-base", "--end-of-options", rev, "HEAD")
	if err != nil {
		return rev
	}
	return strings.TrimSpace(base)
}

// hunk is the head of a hunk: its third number is the first new line, the fourth how many.
var hunk = regexp.MustCompile(`^@@ -\S+ \+(\d+)(?:,(\d+))? @@`)

// parseDiff reads a diff without context lines.
func parseDiff(top, diff string) changes {
	changed := changes{}
	file := ""
	left := 0 // lines of the hunk that are content, whatever they look like
	for line := range strings.Lines(diff) {
		line = strings.TrimRight(line, "\r\n")
		if left > 0 && line != "" && (line[0] == '+' || line[0] == '-') {
			left--
			continue
		}
		if name, ok := strings.CutPrefix(line, "+++ "); ok {
			file = diffName(top, name)
			continue
		}
		m := hunk.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		from, n := number(m[1]), number(m[2])
		left = n + removed(line)
		if n > 0 && file != "" {
			changed[file] = append(changed[file], span{from, from + n - 1})
		}
	}
	return changed
}

// diffName returns the file of a "+++" line: quoted when its name is unusual.
func diffName(top, name string) string {
	if unquoted, err := strconv.Unquote(name); err == nil {
		name = unquoted
	}
	name, ok := strings.CutPrefix(strings.TrimSuffix(name, "\t"), "b/")
	if !ok {
		return "" // /dev/null
	}
	return filepath.Join(top, filepath.FromSlash(name))
}

// number reads a count; an absent one is 1.
func number(s string) int {
	if s == "" {
		return 1
	}
	n, _ := strconv.Atoi(s)
	return n
}

// removed returns how many lines a hunk takes away.
func removed(head string) int {
	_, rest, _ := strings.Cut(head, "-")
	old, _, _ := strings.Cut(rest, " ")
	_, n, _ := strings.Cut(old, ",")
	return number(n)
}

// git runs a git command that only reads. Its error is one line.
func git(ctx context.Context, dir string, args ...string) (string, error) {
	safe := []string{"--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
		"-c", "safe.bareRepository=explicit"} // a directory of the project may look like a repository
	cmd := exec.CommandContext(ctx, "git", append(safe, args...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return "", fmt.Errorf("git %s: %s", args[0], firstLine(string(exit.Stderr)))
	case err != nil:
		return "", fmt.Errorf("cannot run git: %w", err)
	}
	return string(out), nil
}
