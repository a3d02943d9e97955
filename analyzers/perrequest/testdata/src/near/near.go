// Package near serves nothing.
package near

import (
	"encoding/json"
	"os"
	"regexp"
)

func Normalize(s string) string { return clean(s) }

func clean(s string) string { return regexp.MustCompile(`\s+`).ReplaceAllString(s, " ") }

func Settings() map[string]string {
	m := map[string]string{}
	b, _ := os.ReadFile("etc/settings.json")
	json.Unmarshal(b, &m)
	return m
}

var space = regexp.MustCompile(`\s+`)

func Kept(s string) string { return space.ReplaceAllString(s, " ") }

func File(name string) []byte {
	b, _ := os.ReadFile(name)
	return b
}
