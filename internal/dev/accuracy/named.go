package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A named is a repeatable flag of the form KEY=VALUE.
type named map[string]string

func (n named) String() string { return strings.Join(n.words(""), " ") }

func (n named) Set(arg string) error {
	key, value, ok := strings.Cut(arg, "=")
	if !ok || key == "" || value == "" {
		return fmt.Errorf("want KEY=VALUE")
	}
	n[key] = value
	return nil
}

// words are the flags of that name that say the same, sorted.
func (n named) words(flag string) []string {
	var words []string
	for _, key := range slices.Sorted(maps.Keys(n)) {
		words = append(words, strings.TrimSpace(flag+" "+key+"="+n[key]))
	}
	return words
}
