package bad

import "strings"

func Silent() string { return strings.ToUpper("a") }

func Wrong() string { // want Other:"calls ToUpper"
	return strings.ToUpper("a") // want "ToLower"
}

func Twice() string { // want Twice:"calls"
	return strings.ToUpper("a") // want "ToUpper" "ToUpper"
}
