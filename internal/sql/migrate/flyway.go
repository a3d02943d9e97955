package migrate

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
)

// flyway reads https://flywaydb.org: the version in the name, V forth, B for a baseline, R for
// what is repeated after all. What undoes, U, is not read.
var flyway = tool{
	name:  "flyway",
	pick:  pickFlyway,
	order: flywayOrder,
}

var flywayName = regexp.MustCompile(`^([VB]\d[\d._]*?|R)__.*\.sql$`)

// pickFlyway takes the migrations of d. The last baseline stands for all versions up to its own.
func pickFlyway(d *directory) []File {
	files := matching(flywayName)(d)
	baseline := ""
	for _, x := range files {
		if n := path.Base(x.Path); n[0] == 'B' && (baseline == "" || flywayOrder(n, baseline) > 0) {
			baseline = n
		}
	}
	if baseline == "" {
		return files
	}
	return keep(files, func(x File) bool {
		n := path.Base(x.Path)
		return n == baseline || n[0] == 'R' || n[0] == 'V' && compareVersions(flywayVersion(n), flywayVersion(baseline)) > 0
	})
}

// flywayOrder puts versions in numeric order, and repeatable migrations last, by description.
func flywayOrder(a, b string) int {
	ra, rb := a[0] == 'R', b[0] == 'R'
	switch {
	case ra && rb:
		return cmp.Compare(a, b)
	case ra:
		return 1
	case rb:
		return -1
	}
	return cmp.Or(compareVersions(flywayVersion(a), flywayVersion(b)), cmp.Compare(a, b))
}

func flywayVersion(name string) []string {
	v, _, _ := strings.Cut(name[1:], "__")
	return strings.FieldsFunc(v, func(r rune) bool { return r == '.' || r == '_' })
}

// compareVersions compares part by part; a part that is missing is zero.
func compareVersions(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if c := compareDigits(part(a, i), part(b, i)); c != 0 {
			return c
		}
	}
	return 0
}

func part(version []string, i int) string {
	if i >= len(version) {
		return ""
	}
	return strings.TrimLeft(version[i], "0")
}

// mergeFlyway makes one source of flyway sources below one another: flyway reads directories with
// all that is in them.
func mergeFlyway(sources []*Source) []*Source {
	var out []*Source
	for _, s := range sources {
		i := slices.IndexFunc(out, func(o *Source) bool {
			return o.Tool == flyway.name && s.Tool == flyway.name && together(o.Dir, s.Dir)
		})
		if i < 0 {
			out = append(out, s)
			continue
		}
		out[i].Files = flyway.arrange(slices.Concat(out[i].Files, s.Files))
	}
	return out
}

// together reports whether b lies in a, or both in a directory that is named for migrations.
func together(a, b string) bool {
	parent := path.Dir(a)
	return strings.HasPrefix(b, a+"/") ||
		parent == path.Dir(b) && strings.HasPrefix(path.Base(parent), "migration") && dialectOfPath(a) == dialectOfPath(b)
}
