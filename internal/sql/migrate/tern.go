package migrate

import (
	"path"
	"regexp"
)

const ternDivider = "---- create above / drop below ----"

// tern reads https://github.com/jackc/tern: numbered files, the way back below a line. They are
// templates, which may include files of the directories below.
var tern = tool{
	name:  "tern",
	pick:  pickTern,
	order: byNumber,
	up: func(text string) string {
		return sections(text, up, func(line string) section {
			if beginsWith(line, ternDivider) {
				return down
			}
			return none
		})
	},
}

var ternName = regexp.MustCompile(`^\d+_.+\.sql$`)

// pickTern takes every numbered file of a directory where one has the divider: without it a
// migration has no way back.
func pickTern(d *directory) []File {
	if len(marked(ternDivider)(d)) == 0 {
		return nil
	}
	return keep(d.files, func(x File) bool { return ternName.MatchString(path.Base(x.Path)) })
}
