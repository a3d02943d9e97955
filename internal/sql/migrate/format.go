package migrate

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A format is one tool's way to lay down migrations.
type format struct {
	name  string
	files func(dir string, names []string, files []File) []File // those of the tool that build the schema
	order func(a, b string) int                                 // of file names
	up    func(text string) string                              // the part that builds; same length
}

// formats are tried in this order.
var formats = []format{
	{"atlas", atlasFiles, cmp.Compare[string], whole},
	{"flyway", matching(`^([VB]\d[\w.]*|R)__.*\.sql$`), flywayOrder, whole},
	{"goose", marked("-- +goose up"), byNumber, section("-- +goose up", "-- +goose down")},
	{"dbmate", marked("-- migrate:up"), cmp.Compare[string], section("-- migrate:up", "-- migrate:down")},
	{"sql-migrate", marked("-- +migrate up"), cmp.Compare[string], section("-- +migrate up", "-- +migrate down")},
	{"tern", marked("---- create above / drop below ----"), byNumber, until("---- create above / drop below ----")},
	{"golang-migrate", golangMigrateFiles, byNumber, whole},
	{"numbered", numberedFiles, byNumber, whole},
	plain,
}

// plain is a schema in one file or a few.
var plain = format{"plain", plainFiles, cmp.Compare[string], whole}

func whole(text string) string { return text }

// matching takes the files whose names fit.
func matching(pattern string) func(string, []string, []File) []File {
	re := regexp.MustCompile(pattern)
	return func(_ string, _ []string, files []File) []File {
		return keep(files, func(x File) bool { return re.MatchString(path.Base(x.Path)) })
	}
}

// marked takes the files that hold a tool's marker.
func marked(marker string) func(string, []string, []File) []File {
	return func(_ string, _ []string, files []File) []File {
		return keep(files, func(x File) bool { return markerAt(x.Text, marker) >= 0 })
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

// markerAt returns the offset of the line that begins with marker, case and inner spaces apart.
func markerAt(text, marker string) int {
	at := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.ToLower(strings.Join(strings.Fields(line), " ")), marker) {
			return at
		}
		at += len(line)
	}
	return -1
}

// section blanks what stands before the line from and after the line to.
func section(from, to string) func(string) string {
	return func(text string) string {
		start := markerAt(text, from)
		if start < 0 {
			return blank(text)
		}
		if end := markerAt(text, to); end > start {
			return blank(text[:start]) + text[start:end] + blank(text[end:])
		} else if end >= 0 {
			return blank(text[:start]) + text[start:] // down stands first
		}
		return blank(text[:start]) + text[start:]
	}
}

func until(marker string) func(string) string {
	return func(text string) string {
		if i := markerAt(text, marker); i >= 0 {
			return text[:i] + blank(text[i:])
		}
		return text
	}
}

// blank replaces all but line ends by spaces, so that positions stay.
func blank(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return ' '
	}, s)
}

func atlasFiles(_ string, names []string, files []File) []File {
	if !slices.Contains(names, "atlas.sum") {
		return nil
	}
	start := ""
	for _, x := range files { // a checkpoint replaces what came before it
		if markerAt(x.Text, "-- atlas:checkpoint") >= 0 {
			start = max(start, path.Base(x.Path))
		}
	}
	return keep(files, func(x File) bool { return path.Base(x.Path) >= start && markerAt(x.Text, "-- +goose down") < 0 })
}

var upName = regexp.MustCompile(`^\d+([_.].*)?\.up\.sql$`)

// golangMigrateFiles takes 1_users.up.sql. Beside such files stand others that have no way down and
// so no word for up: 2_orders.sql.
func golangMigrateFiles(dir string, names []string, files []File) []File {
	if !slices.ContainsFunc(files, func(x File) bool { return upName.MatchString(path.Base(x.Path)) }) {
		return nil
	}
	return numberedFiles(dir, names, files)
}

var numberedName = regexp.MustCompile(`^(?:\w*_v(?:ersion)?_?)?\d+([_.-].*)?\.sql$`)

// numberedFiles takes 001_users.sql and schema_version_1.sql; undo scripts are left out.
func numberedFiles(_ string, _ []string, files []File) []File {
	return keep(files, func(x File) bool {
		name := path.Base(x.Path)
		return numberedName.MatchString(name) && !strings.Contains(name, ".down.") && !strings.Contains(name, "_down.")
	})
}

var plainName = regexp.MustCompile(`(?i)^(.*[_.-])?(schema|structure|dump|init|ddl|tables?|create|setup|database|db)([_.-].*)?\.sql$`)

// plainFiles takes schema.sql and the like, and everything in a directory called schema. Files of
// named queries are none.
func plainFiles(dir string, _ []string, files []File) []File {
	base := strings.ToLower(path.Base(dir))
	inSchema := base == "schema" || base == "schemas" || base == "ddl" || base == "migrations" || base == "migration"
	return keep(files, func(x File) bool {
		if markerAt(x.Text, "-- name:") >= 0 || strings.Contains(x.Path, ".down.") {
			return false
		}
		return creates(x.Text) && (inSchema || plainName.MatchString(path.Base(x.Path)))
	})
}

// byNumber orders names by the first number in them, then by name.
func byNumber(a, b string) int {
	return cmp.Or(compareDigits(digits(a), digits(b)), cmp.Compare(a, b))
}

func digits(name string) string {
	start := strings.IndexAny(name, "0123456789")
	if start < 0 {
		return ""
	}
	rest := name[start:]
	end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(rest)
	}
	return strings.TrimLeft(rest[:end], "0")
}

// compareDigits compares numbers of any length.
func compareDigits(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// flywayOrder puts versions in numeric order and repeatable migrations last.
func flywayOrder(a, b string) int {
	ra, rb := a[0] == 'R', b[0] == 'R'
	if ra != rb {
		if ra {
			return 1
		}
		return -1
	}
	va, vb := flywayVersion(a), flywayVersion(b)
	for i := 0; i < len(va) && i < len(vb); i++ {
		if c := compareDigits(strings.TrimLeft(va[i], "0"), strings.TrimLeft(vb[i], "0")); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(va), len(vb)), cmp.Compare(a, b))
}

func flywayVersion(name string) []string {
	v, _, _ := strings.Cut(name[1:], "__")
	return strings.FieldsFunc(v, func(r rune) bool { return r == '.' || r == '_' })
}
