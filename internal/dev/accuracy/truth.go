package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A Row is one line of the truth tables: what a person who read the project knows of one place in it.
type Row struct {
	Table   string `json:"table"` // pairs, labels, instances
	Project string `json:"project"`
	Commit  string `json:"commit"`        // where the place is; of a pair, the fix's parent
	Fix     string `json:"fix,omitempty"` // the commit that mended the fault; of pairs alone
	Rule    string `json:"rule"`
	Trap    bool   `json:"trap,omitempty"` // the rule must be silent at the place
	Kind    string `json:"kind"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Func    string `json:"func,omitempty"` // the function that has the fault; of pairs alone
	Note    string `json:"-"`
}

// silent begins the rule of a row that is a trap.
const silent = "silent:"

// columns are those of each table; pairs name the commits and the line otherwise.
var columns = map[string][]string{
	"pairs":     {"repo", "parent_sha", "rule", "kind", "file", "line_at_parent", "note", "fix_sha", "func"},
	"labels":    {"repo", "commit", "rule", "kind", "file", "line", "note"},
	"instances": {"repo", "commit", "rule", "kind", "file", "line", "note"},
}

// readTruth reads the tables in dir, in the order in which they are reported.
func readTruth(dir string) ([]*Row, error) {
	var rows []*Row
	for _, table := range []string{"pairs", "labels", "instances"} {
		rs, err := readTable(filepath.Join(dir, table+".tsv"), table)
		if err != nil {
			return nil, err
		}
		rows = append(rows, rs...)
	}
	return rows, nil
}

// readTable reads a file of tab-separated values whose first line names the columns. There is no
// quoting: notes hold quotation marks as they are.
func readTable(path, table string) ([]*Row, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	at := map[string]int{}
	for i, name := range strings.Split(lines[0], "\t") {
		at[name] = i
	}
	for _, name := range columns[table] {
		if _, ok := at[name]; !ok {
			return nil, fmt.Errorf("%s has no column %s", path, name)
		}
	}
	var rows []*Row
	for i, line := range lines[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) != len(at) {
			return nil, fmt.Errorf("%s:%d: %d columns, want %d", path, i+2, len(fields), len(at))
		}
		row, err := newRow(table, func(n int) string { return fields[at[columns[table][n]]] })
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+2, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// newRow makes a row of the fields, numbered as columns has them.
func newRow(table string, field func(int) string) (*Row, error) {
	line, err := strconv.Atoi(field(5))
	if err != nil {
		return nil, err
	}
	r := &Row{Table: table, Project: field(0), Commit: field(1), Kind: field(3), File: field(4), Line: line, Note: field(6)}
	r.Rule, r.Trap = strings.CutPrefix(field(2), silent)
	if table == "pairs" {
		r.Fix, r.Func = field(7), field(8)
	}
	return r, nil
}
