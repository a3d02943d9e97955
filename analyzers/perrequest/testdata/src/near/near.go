// Package near serves nothing.
package near

import (
	"os"
	"regexp"
)

func Normalize(s string) string { return clean(s) }

func clean(s string) string { return regexp.MustCompile(`\s+`).ReplaceAllString(s, " ") }

func Terms() []byte {
	b, _ := os.ReadFile("etc/terms.md")
	return b
}

var space = regexp.MustCompile(`\s+`)

func Kept(s string) string { return space.ReplaceAllString(s, " ") }

func File(name string) []byte {
	b, _ := os.ReadFile(name)
	return b
}
