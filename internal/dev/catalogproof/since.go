package main

import (
	"fmt"
	"log"
	"os/exec"
	"strings"
	"testing/fstest"

	"github.com/scalevet/scalevet/internal/catalog"
)

// changed returns the rows that say something else than the tables of revision rev did. A row that
// only moved to another line or file is proved already.
func changed(root, rev string, rows []*catalog.Row) []*catalog.Row {
	old, err := tablesAt(root, rev)
	if old == nil {
		log.Printf("cannot read the tables of %s, so every row is proved: %v", rev, err)
		return rows
	}
	known := map[string]bool{}
	for _, r := range old.Rows() {
		known[claim(r)] = true
	}
	var rest []*catalog.Row
	for _, r := range rows {
		if !known[claim(r)] {
			rest = append(rest, r)
		}
	}
	return rest
}

// claim returns what the proof of r looks at.
func claim(r *catalog.Row) string {
	c := catalog.Row{
		Pkg: r.Pkg, Recv: r.Recv, Ptr: r.Ptr, Name: r.Name, Arg: r.Arg, Role: r.Role, Last: r.Last, Flags: r.Flags,
		Module: r.Module, Unproven: r.Unproven,
	}
	return fmt.Sprintf("%+v", c)
}

// tablesAt reads the tables of a revision. It returns what it can of tables that are written in the
// format of their time.
func tablesAt(root, rev string) (*catalog.Table, error) {
	const dir = "internal/catalog/"
	names, err := git(root, "ls-tree", "-r", "--name-only", rev, dir+"tables/")
	if err != nil {
		return nil, err
	}
	fsys := fstest.MapFS{}
	for name := range strings.FieldsSeq(names) {
		text, err := git(root, "show", rev+":"+name)
		if err != nil {
			return nil, err
		}
		fsys[strings.TrimPrefix(name, dir)] = &fstest.MapFile{Data: []byte(text)}
	}
	return catalog.Load(fsys)
}

func git(root string, args ...string) (string, error) {
	out, err := exec.Command("git", append([]string{"-C", root}, args...)...).Output()
	return string(out), err
}
