package migrate

import (
	"path"
	"regexp"
	"slices"
)

// perDirectory reads migrations that have a directory each, as hasura and prisma lay them down:
// 1700000000_users/up.sql, or migration.sql where there is no way back.
var perDirectory = tool{name: "directories"}

var perDirectoryName = regexp.MustCompile(`^\d+`)

// perDirectories makes a source of each directory whose directories are migrations. They are no
// longer looked at one by one. Files that are named elsewhere are left out.
func (f *finder) perDirectories(named map[string]bool) []*Source {
	found := map[string][]File{}
	for _, dir := range sortedKeys(f.dirs) {
		d := f.dirs[dir]
		i := slices.IndexFunc(d.names, func(n string) bool { return n == "up.sql" || n == "migration.sql" })
		if i < 0 || !perDirectoryName.MatchString(path.Base(dir)) || named[path.Join(dir, d.names[i])] {
			continue
		}
		x := f.file(path.Join(dir, d.names[i]))
		x.tool = &perDirectory
		found[path.Dir(dir)] = append(found[path.Dir(dir)], x)
		delete(f.dirs, dir)
	}
	var out []*Source
	for _, parent := range sortedKeys(found) {
		files := found[parent]
		if !createsAny(files) {
			continue
		}
		slices.SortStableFunc(files, func(a, b File) int { return byNumber(migrationOf(a), migrationOf(b)) })
		s := &Source{Tool: perDirectory.name, Dir: parent, Files: files}
		f.include(s)
		out = append(out, s)
	}
	return out
}

// migrationOf returns the name of the directory of x.
func migrationOf(x File) string { return path.Base(path.Dir(x.Path)) }
