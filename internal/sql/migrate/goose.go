package migrate

import (
	"regexp"
	"strings"
)

// goose reads https://github.com/pressly/goose: one file for both ways, marked by comments.
var goose = tool{
	name:  "goose",
	pick:  marked("-- +goose up"),
	order: byNumber,
	up:    func(text string) string { return sections(text, none, gooseMark) },
	env:   gooseEnv,
}

func gooseMark(line string) section {
	switch {
	case beginsWith(line, "-- +goose up"):
		return up
	case beginsWith(line, "-- +goose down"):
		return down
	case strings.HasPrefix(line, "-- +goose statement"):
		return fence
	}
	return none
}

var gooseEnvMark = regexp.MustCompile(`(?im)^[ \t]*--[ \t]*\+goose[ \t]+ENVSUB(?:ST)?[ \t]+(ON|OFF)\b`)

// gooseEnv allows ${…} between ENVSUB ON and ENVSUB OFF only.
func gooseEnv(text string) func(int) bool {
	marks := gooseEnvMark.FindAllStringSubmatchIndex(text, -1)
	return func(offset int) bool {
		on := false
		for _, m := range marks {
			if m[0] > offset {
				break
			}
			on = strings.EqualFold(text[m[2]:m[3]], "on")
		}
		return on
	}
}
