package driver

import (
	"context"
	"fmt"
	"maps"
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
	for _, s := range f.spots() {
		if c.in(s.At.Filename, s.At.Line, max(s.To.Line, s.At.Line)) {
			return true
		}
	}
	return false
}

// spots are all places of f.
func (f *Found) spots() []Spot {
	return slices.Concat([]Spot{{At: f.At, To: f.To}}, f.Related, f.Chain)
}

// kinds returns git's patterns for the files that findings stand in, by their extensions: no others, which
// may be large and no text, are compared.
func (r *Result) kinds() []string {
	kinds := map[string]bool{"*.go": true}
	for _, f := range r.Findings {
		for _, s := range f.spots() {
			for _, name := range []string{s.At.Filename, realName(s.At.Filename)} {
				if ext := filepath.Ext(name); strings.ContainsAny(ext, `*?[\`) {
					kinds["*"] = true
				} else {
					kinds["*"+ext] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(kinds))
}

// realName is the name of a file without symbolic links, as git's are.
func realName(file string) string {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		return real
	}
	return file
}

func (c changes) in(file string, from, to int) bool {
	if c[file] == nil {
		file = realName(file)
	}
	return slices.ContainsFunc(c[file], func(s span) bool { return s.from <= to && from <= s.to })
}

// changedLines asks git which lines of the files that paths match have changed since the checkout has
// left rev. Untracked files are changed whole. What the repository configures or says of its files
// runs no program (see gitEnv) and hides no line.
func changedLines(ctx context.Context, dir, rev string, paths []string) (changes, error) {
	env, err := gitEnv(ctx, dir)
	if err != nil {
		return nil, err
	}
	top, err := git(ctx, env, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	top = strings.TrimRight(top, "\r\n")
	if real, err := filepath.EvalSymlinks(dir); err != nil || !within(top, real) {
		return nil, fmt.Errorf("git's work tree is %s: the repository's core.worktree leads elsewhere", top)
	}
	diff, err := git(ctx, env, top, slices.Concat([]string{"diff", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--find-renames",
		"--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", "--unified=0", "--inter-hunk-context=0",
		"--end-of-options", since(ctx, env, top, rev), "--"}, paths)...)
	if err != nil {
		return nil, err
	}
	files, err := git(ctx, env, top, append([]string{"ls-files", "-z", "--others", "--exclude-standard", "--"}, paths...)...)
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
func since(ctx context.Context, env []string, top, rev string) string {
	base, err := git(ctx, env, top, "merge-base", "--end-of-options", rev, "HEAD")
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
	if name = filepath.FromSlash(name); !ok || !filepath.IsLocal(name) {
		return "" // /dev/null
	}
	return filepath.Join(top, name)
}

// number reads a count; an absent one is 1.
func number(s string) int {
	if s == "" {
		return 1
	}
	n, _ := strconv.Atoi(s)
	return max(0, min(n, 1<<30))
}

// removed returns how many lines a hunk takes away.
func removed(head string) int {
	_, rest, _ := strings.Cut(head, "-")
	old, _, _ := strings.Cut(rest, " ")
	_, n, _ := strings.Cut(old, ",")
	return number(n)
}
