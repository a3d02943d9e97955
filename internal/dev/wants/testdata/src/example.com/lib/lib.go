package lib

import "strings"

func Upper(s string) string { return strings.ToUpper(s) } // want Upper:"calls ToUpper" "is called"
