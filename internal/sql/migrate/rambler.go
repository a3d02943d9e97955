package migrate

// rambler reads https://github.com/elwinar/rambler: one file for both ways, marked by comments;
// each way may come several times.
var rambler = tool{
	name:  "rambler",
	pick:  marked("-- rambler up"),
	order: byName,
	up:    func(text string) string { return sections(text, none, ramblerMark) },
}

func ramblerMark(line string) section {
	switch {
	case beginsWith(line, "-- rambler up"):
		return up
	case beginsWith(line, "-- rambler down"):
		return down
	}
	return none
}
