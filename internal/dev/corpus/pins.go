package main

import (
	_ "embed"
	"fmt"
	"os"
	"slices"
	"strings"
)

//go:embed corpus.tsv
var corpus string

// A pin is a module of a project at one commit.
type pin struct{ project, commit, module string }

// pinned reads the table in a file, ours when it is "", and leaves those whose names contain one of
// some words; all when there are no words.
func pinned(file string, words []string) ([]pin, error) {
	text := corpus
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		text = string(b)
	}
	pins, err := readPins(text)
	if err != nil {
		return nil, err
	}
	for _, w := range words {
		if !slices.ContainsFunc(pins, func(p pin) bool { return strings.Contains(p.project, w) }) {
			return nil, fmt.Errorf("no project is called %s: see corpus list", w)
		}
	}
	return slices.DeleteFunc(pins, func(p pin) bool {
		return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(p.project, w) })
	}), nil
}

// readPins reads lines of tab-separated values, of which the first names the columns.
func readPins(text string) ([]pin, error) {
	var pins []pin
	head, rest, _ := strings.Cut(text, "\n")
	if head != "project\tcommit\tmodule" {
		return nil, fmt.Errorf("the table of projects begins %q", head)
	}
	for i, line := range strings.Split(strings.TrimSuffix(rest, "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("line %d of the table of projects has %d columns, want 3", i+2, len(f))
		}
		pins = append(pins, pin{f[0], f[1], f[2]})
	}
	return pins, nil
}
