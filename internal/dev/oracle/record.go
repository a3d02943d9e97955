//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/scalevet/scalevet/internal/sql/filter"
)

// A recorded is one verdict of the server as a file of vectors holds it.
type recorded struct {
	Alias string       `json:"alias"`
	Table string       `json:"table"`
	Class filter.Class `json:"class"`
	Sort  bool         `json:"sort,omitempty"`
}

// record asks the server about the cases of r and writes each with its verdicts: under pg and the
// major version how each relation is reached, and under together which relations are read whole and
// filtered when all tables are large at once.
func record(s *server, r io.Reader, w io.Writer) error {
	cases, err := readVectors(r)
	if err != nil {
		return err
	}
	if err := s.record(cases); err != nil {
		return err
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, c := range cases {
		if err := out.Encode(c); err != nil {
			return err
		}
	}
	return nil
}

func readVectors(r io.Reader) ([]*vectorCase, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 16<<20)
	var cases []*vectorCase
	for line := 1; in.Scan(); line++ {
		c := new(vectorCase)
		if err := json.Unmarshal(in.Bytes(), c); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		cases = append(cases, c)
	}
	return cases, in.Err()
}

// record asks about all cases of one schema at a time.
func (s *server) record(cases []*vectorCase) error {
	var schemas []string
	of := map[string][]*vectorCase{}
	for _, c := range cases {
		if of[c.DDL] == nil {
			schemas = append(schemas, c.DDL)
		}
		of[c.DDL] = append(of[c.DDL], c)
	}
	for _, ddl := range schemas {
		var qs []query
		for _, c := range of[ddl] {
			qs = append(qs, query{text: c.Query, custom: c.Custom, together: true})
		}
		answers, err := s.ask(ddl, qs)
		if err != nil {
			return err
		}
		for i, c := range of[ddl] {
			if answers[i].Err != "" {
				return fmt.Errorf("%s: %s", c.ID, answers[i].Err)
			}
			c.take(answers[i], s.version)
		}
	}
	return nil
}

// A vectorCase is a line of such a file.
type vectorCase struct {
	filter.Case
	Note     string     `json:"note,omitempty"`
	Custom   bool       `json:"custom,omitempty"` // planned with values
	PG15     []recorded `json:"pg15,omitempty"`
	PG17     []recorded `json:"pg17,omitempty"` // this and the next only where that version says otherwise
	PG18     []recorded `json:"pg18,omitempty"`
	Together []string   `json:"together,omitempty"`

	answered []recorded // by the server that was asked last
}

func (c *vectorCase) take(a answer, version int) {
	var rs []recorded
	for _, x := range a.Relations {
		rs = append(rs, recorded{x.Alias, x.Table, x.class(), x.Sorted})
	}
	slices.SortFunc(rs, func(a, b recorded) int { return slices.Compare([]string{a.Alias, a.Table}, []string{b.Alias, b.Table}) })
	c.answered = rs
	same := slices.Equal(rs, c.PG15)
	switch {
	case version == 15:
		c.PG15, c.Together = rs, a.Together
	case version == 17 && !same:
		c.PG17 = rs
	case version == 18 && !same:
		c.PG18 = rs
	}
}
