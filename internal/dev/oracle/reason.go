//go:build unix

package main

import (
	"regexp"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/filter"
)

// A reason is why the server and we may differ without either being wrong about the index.
type reason struct {
	text  string
	holds func(d difference) bool
}

// reasons are tried in this order. Each is narrow enough that a missing or superfluous search of an
// index, which is what a finding is about, does not fall under it.
var reasons = []reason{
	{"read whole either way: whether the join compares or looks up the other table does not matter", func(d difference) bool {
		return d.whole() && (d.ours == filter.Unserved || d.ours == filter.ScanAll || d.ours == filter.Bounded || d.ours == filter.Ordered)
	}},
	{"the condition selects so much that an index is walked in the order asked for instead", func(d difference) bool {
		return d.ours == filter.Served && d.access.Verdict == "index-full" && (d.access.Sorted || d.access.Filter != "")
	}},
	{"searched by a condition of little worth, or walked by a later key: costs decide", func(d difference) bool {
		return d.ours == filter.Served && d.access.Verdict == "index-nonleading"
	}},
	{"walked in order or walked by a later key: neither searches", func(d difference) bool {
		return d.ours == filter.OrderedFilter && (d.access.Verdict == "index-nonleading" || d.access.Verdict == "index-full")
	}},
	{"a LIMIT stops the walk of an index in an order that nobody asked for", func(d difference) bool {
		return d.ours == filter.Unserved && d.access.Verdict == "index-order" && !strings.Contains(d.query, "ORDER BY")
	}},
	{"a row comparison whose first column is not the index's walks it all, though EXPLAIN shows a condition", func(d difference) bool {
		return d.ours == filter.Unserved && strings.Contains(strings.Join(d.access.Conds, " "), "ROW(")
	}},
	{"the planner knew the parameter's value, which fits the index's predicate", func(d difference) bool {
		return d.custom && d.ours == filter.Unserved && d.access.partial
	}},
	{"a table joined with itself is large on both sides, which only costs decide", selfJoin},
}

// why returns the reason for d, or "" when it is a bug of ours.
func (d difference) why() string {
	for _, r := range reasons {
		if r.holds(d) {
			return r.text
		}
	}
	return ""
}

// whole reports whether the plan reads all of the table without a filter of its own.
func (d difference) whole() bool {
	return d.access.Filter == "" && len(d.access.Conds) == 0
}

// selfJoin reports whether the query reads the table of d more than once.
func selfJoin(d difference) bool {
	return len(regexp.MustCompile(`\b`+regexp.QuoteMeta(d.access.Table)+` x\d`).FindAllString(d.query, 2)) > 1
}
