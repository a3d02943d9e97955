package migrate

import (
	"path"
	"regexp"
	"strings"
)

// bun reads https://bun.uptrace.dev/guide/migrations.html: a file for each way, which says in its
// name whether it runs in a transaction.
var bun = tool{
	name:  "bun",
	pick:  pickBun,
	order: byName,
	up: func(text string) string {
		return sections(text, up, func(line string) section {
			if beginsWith(line, "-- bun:split") {
				return fence
			}
			return none
		})
	},
}

var bunName = regexp.MustCompile(`^\d+(_.*)?\.up\.sql$`)

// pickBun takes the files forth of a directory where one is bun's for certain.
func pickBun(d *directory) []File {
	files := matching(bunName)(d)
	for _, x := range files {
		if strings.HasSuffix(path.Base(x.Path), ".tx.up.sql") || hasMark(x.Text, "-- bun:split") {
			return files
		}
	}
	return nil
}
