package migrate

import (
	"path"
	"regexp"
	"strings"
)

// atlas reads https://atlasgo.io: files with a checksum file beside them. A checkpoint replaces
// what came before it. Directories that atlas keeps in another tool's format are that tool's.
var atlas = tool{
	name:  "atlas",
	pick:  pickAtlas,
	order: byName,
	up:    atlasUp,
}

func pickAtlas(d *directory) []File {
	if !d.has("atlas.sum") {
		return nil
	}
	for _, other := range []*tool{&flyway, &goose, &dbmate, &golangMigrate} {
		if len(other.pick(d)) > 0 {
			return nil
		}
	}
	start := ""
	for _, x := range d.files {
		if hasMark(x.Text, "-- atlas:checkpoint") {
			start = max(start, path.Base(x.Path))
		}
	}
	return keep(d.files, func(x File) bool { return path.Base(x.Path) >= start })
}

var atlasDelimiter = regexp.MustCompile(`(?m)^--[ \t]*atlas:delimiter[ \t]+(\S.*?)[ \t\r]*$`)

// atlasUp puts a semicolon where the file's own delimiter ends a statement.
func atlasUp(text string) string {
	m := atlasDelimiter.FindStringSubmatchIndex(text)
	if m == nil {
		return text
	}
	delimiter := strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t").Replace(text[m[2]:m[3]])
	out := []byte(text)
	for at := m[1]; ; {
		i := strings.Index(text[at:], delimiter)
		if i < 0 {
			return string(out)
		}
		at += i + len(delimiter)
		blank(out[at-len(delimiter) : at])
		out[at-1] = ';' // behind a line end a comment is over
	}
}
