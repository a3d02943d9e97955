// Verdict judges lines {"id","ddl","query"} from standard input and prints what the analyzers
// would say of each table: {"id","relations":[…],"suggestions":[…]}. It is the development
// command by which the filter is held against PostgreSQL's planner.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/scalevet/scalevet/internal/sql/filter"
)

func main() {
	version := flag.Int("postgres", 15, "major version of PostgreSQL")
	flag.Parse()
	if err := run(os.Stdin, os.Stdout, filter.Options{Postgres: *version}); err != nil {
		fmt.Fprintln(os.Stderr, "verdict:", err)
		os.Exit(1)
	}
}

func run(r io.Reader, w io.Writer, opt filter.Options) error {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 16<<20)
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for line := 1; in.Scan(); line++ {
		var c filter.Case
		if len(in.Bytes()) == 0 {
			continue
		}
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		if err := out.Encode(filter.JudgeCase(c, opt)); err != nil {
			return err
		}
	}
	return in.Err()
}
