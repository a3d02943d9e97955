package migrate

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// A tool is one way to lay down migrations.
type tool struct {
	name string
	// pick returns the files of d that are the tool's and build the schema, nil when none are.
	pick func(d *directory) []File
	// order compares the names of two files, without their directory.
	order func(a, b string) int
	// up returns text with all blanked that does not build the schema, in the same length; nil
	// when all of a file does.
	up func(text string) string
	// env reports whether ${…} is replaced at an offset of text; nil when it is everywhere.
	env func(text string) func(offset int) bool
}

// tools are tried in this order: those with a mark of their own first.
var tools = []*tool{
	&atlas, &flyway, &goose, &dbmate, &sqlMigrate, &rambler, &tern, &bun, &pop, &golangMigrate, &numbered, &plain,
}

// detect returns the first tool that knows the files of d, and its files in order.
func detect(d *directory) (*tool, []File) {
	for _, t := range tools {
		files := t.pick(d)
		if createsAny(files) || t != &numbered && t != &plain && altersAny(files) {
			return t, t.arrange(files)
		}
	}
	return nil, nil
}

// arrange sorts files as the tool applies them.
func (t *tool) arrange(files []File) []File {
	out := slices.Clone(files)
	for i := range out {
		out[i].tool = t
	}
	slices.SortStableFunc(out, func(a, b File) int {
		if t == &plain && (len(a.creates) == 0) != (len(b.creates) == 0) {
			return len(b.creates) - len(a.creates) // what completes tables comes after them
		}
		return cmp.Or(t.order(path.Base(a.Path), path.Base(b.Path)), cmp.Compare(a.Path, b.Path))
	})
	return out
}

func createsAny(files []File) bool {
	return slices.ContainsFunc(files, func(x File) bool { return len(x.creates) > 0 })
}

func altersAny(files []File) bool {
	return slices.ContainsFunc(files, func(x File) bool { return len(x.alters) > 0 })
}

// matching picks files by their names.
func matching(re *regexp.Regexp) func(*directory) []File {
	return func(d *directory) []File {
		return keep(d.files, func(x File) bool { return re.MatchString(path.Base(x.Path)) })
	}
}

// marked picks files that have a line beginning with marker.
func marked(marker string) func(*directory) []File {
	return func(d *directory) []File {
		return keep(d.files, func(x File) bool { return hasMark(x.Text, marker) })
	}
}

func keep(files []File, f func(File) bool) []File {
	var out []File
	for _, x := range files {
		if f(x) {
			out = append(out, x)
		}
	}
	return out
}

// byName orders names as strings.
func byName(a, b string) int { return cmp.Compare(a, b) }

// byNumber orders names by the first number in them, of any length, then as strings.
func byNumber(a, b string) int {
	return cmp.Or(compareDigits(number(a), number(b)), cmp.Compare(a, b))
}

// number returns the first digits of name without leading zeros.
func number(name string) string {
	start := strings.IndexAny(name, "0123456789")
	if start < 0 {
		return ""
	}
	end := start
	for end < len(name) && lex.IsDigit(name[end]) {
		end++
	}
	return strings.TrimLeft(name[start:end], "0")
}

func compareDigits(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// goMigration is the name of a migration that is Go code, forth or both ways.
var goMigration = regexp.MustCompile(`^\d+\w*(\.up)?\.go$`)

func isGoMigration(name string) bool {
	return goMigration.MatchString(name) && !strings.HasSuffix(name, "_test.go")
}
