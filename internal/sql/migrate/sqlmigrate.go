package migrate

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// sqlMigrate reads https://github.com/rubenv/sql-migrate: one file for both ways, marked by
// comments; each way may come several times.
var sqlMigrate = tool{
	name:  "sql-migrate",
	pick:  marked("-- +migrate up"),
	order: byNumberFirst,
	up:    func(text string) string { return sections(text, none, sqlMigrateMark) },
}

func sqlMigrateMark(line string) section {
	switch {
	case beginsWith(line, "-- +migrate up"):
		return up
	case beginsWith(line, "-- +migrate down"):
		return down
	case strings.HasPrefix(line, "-- +migrate statement"):
		return fence
	}
	return none
}

// byNumberFirst orders names that begin with a number by it, the others after them by name, as
// sql-migrate does.
func byNumberFirst(a, b string) int {
	na, nb := lex.IsDigit(a[0]), lex.IsDigit(b[0])
	switch {
	case na && nb:
		return byNumber(a, b)
	case na:
		return -1
	case nb:
		return 1
	}
	return byName(a, b)
}
