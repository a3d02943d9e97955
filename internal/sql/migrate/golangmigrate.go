package migrate

import (
	"path"
	"regexp"
)

// golangMigrate reads https://github.com/golang-migrate/migrate: a file for each way.
var golangMigrate = tool{
	name:  "golang-migrate",
	pick:  pickGolangMigrate,
	order: byNumber,
}

var golangMigrateName = regexp.MustCompile(`^\d+(_.*)?\.up\.\w+$`)

// pickGolangMigrate takes the files forth, unless other numbered files lie between them: then
// something else applies them all, since golang-migrate would refuse to start.
func pickGolangMigrate(d *directory) []File {
	for _, x := range d.files {
		name := path.Base(x.Path)
		if numberedName.MatchString(name) && !golangMigrateName.MatchString(name) && !backName.MatchString(name) {
			return nil
		}
	}
	return keep(d.files, func(x File) bool { return golangMigrateName.MatchString(path.Base(x.Path)) && !isFizz(x.Path) })
}
