package migrate

import (
	"path"
	"regexp"
	"slices"
)

// numbered reads files with a number that no known tool marks: 001_users.sql, or miniflux's
// schema_version_1.sql. Their way back, where it has files, is left out by name.
var numbered = tool{
	name:  "numbered",
	pick:  pickNumbered,
	order: byNumber,
	up:    numberedUp,
}

// numberedUp ends a statement where another is given a name.
func numberedUp(text string) string {
	if !hasQueryNames(text) {
		return text
	}
	return sections(text, up, func(line string) section {
		if isQueryName(line) {
			return fence
		}
		return none
	})
}

var (
	numberedName = regexp.MustCompile(`(?i)^(?:v|[a-z_]*(?:schema|migration|version|update|upgrade|patch)[a-z_]*[_.-]?)?\d+(?:[_. -].*|[a-z].*)?\.(?:sql|pgsql|psql)$`)
	backName     = regexp.MustCompile(`(?i)[_.-](?:down|undo|rollback|revert|drop)\.`)
)

// pickNumbered takes the numbered files, after the schema that they begin with where another file
// holds it: one that creates other tables than they.
func pickNumbered(d *directory) []File {
	var first, mine []File
	for _, x := range d.files {
		name := path.Base(x.Path)
		switch {
		case backName.MatchString(name) || hasQueryNames(x.Text) && !onlyDefines(x.Text):
		case numberedName.MatchString(name):
			mine = append(mine, x)
		case isPlain(d, x):
			first = append(first, x)
		}
	}
	if !createsAny(mine) || overlap(first, mine) {
		return mine
	}
	return append(mine, first...)
}

// overlap reports whether some table is created by both.
func overlap(a, b []File) bool {
	for _, x := range a {
		for _, y := range b {
			if slices.ContainsFunc(x.creates, func(t string) bool { return slices.Contains(y.creates, t) }) {
				return true
			}
		}
	}
	return false
}
