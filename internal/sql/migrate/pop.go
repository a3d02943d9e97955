package migrate

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// pop reads https://gobuffalo.io/documentation/database/migrations: a file for each way, for all
// databases or for one that its name says. They are templates, or written in fizz.
var pop = tool{
	name:  "pop",
	pick:  pickPop,
	order: byNumber,
}

// popName has the database and the way.
var popName = regexp.MustCompile(`^\d+_[^.]+(?:\.(\w+))?\.up\.sql$`)

var popDialects = map[string]bool{"postgres": true, "mysql": true, "sqlite3": true, "cockroach": true, "mariadb": true}

// pickPop takes the files for PostgreSQL and for all databases, of a directory where something
// is pop's for certain: a name with a database, a template, or a fizz file.
func pickPop(d *directory) []File {
	certain := slices.ContainsFunc(d.names, isFizz)
	files := keep(d.files, func(x File) bool {
		if isFizz(path.Base(x.Path)) {
			return true
		}
		m := popName.FindStringSubmatch(path.Base(x.Path))
		if m == nil || m[1] != "" && !popDialects[m[1]] {
			return false
		}
		certain = certain || m[1] != "" || strings.Contains(x.Text, "{{")
		return true
	})
	if !certain {
		return nil
	}
	mine := keep(files, func(x File) bool {
		if isFizz(path.Base(x.Path)) {
			return true
		}
		d := popName.FindStringSubmatch(path.Base(x.Path))[1]
		return d == "" || d == "postgres"
	})
	if len(mine) == 0 {
		return files // another database's, which will be said
	}
	return mine
}
