package migrate

// dbmate reads https://github.com/amacneil/dbmate: one file for both ways, marked by comments.
var dbmate = tool{
	name:  "dbmate",
	pick:  marked("-- migrate:up"),
	order: byName,
	up:    func(text string) string { return sections(text, none, dbmateMark) },
}

func dbmateMark(line string) section {
	switch {
	case beginsWith(line, "-- migrate:up"):
		return up
	case beginsWith(line, "-- migrate:down"):
		return down
	}
	return none
}
