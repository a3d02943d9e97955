//go:build unix

package main

import (
	"regexp"
	"slices"
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
		return d.ours == filter.Served && d.access.Verdict == "index-full" && (d.access.Sorted || d.access.Filter != "") && !d.passedOver()
	}},
	{"searched by a condition of little worth, or walked by a later key: costs decide", func(d difference) bool {
		return d.ours == filter.Served && d.access.Verdict == "index-nonleading" && !d.passedOver()
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
	{"a BRIN index looked up for many rows, which only costs decide", func(d difference) bool { return d.blocks }},
	{"an arm of a UNION ALL, looked up or merged with what is joined to it", func(d difference) bool {
		return d.whole() && d.access.appended && d.ours == filter.Served
	}},
	{"the planner knew the parameter's value, which fits the index's predicate", func(d difference) bool {
		return d.custom && d.ours == filter.Unserved && d.access.partial
	}},
	{"a table joined with itself is large on both sides: whether one is looked up by the other's rows or both are merged", selfJoin},
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

// passedOver reports whether the server filters by an equality on the first key of an index that we say
// is searched: it would have searched it.
func (d difference) passedOver() bool {
	return slices.ContainsFunc(d.leads, func(lead string) bool {
		return regexp.MustCompile(`(^|\W)` + regexp.QuoteMeta(lead) + `"?( = |\)::text = )`).MatchString(d.access.Filter)
	})
}

// whole reports whether the plan reads all of the table without a filter of its own.
func (d difference) whole() bool {
	return d.access.Filter == "" && len(d.access.Conds) == 0
}

// another finds the names of tables in a condition.
var another = regexp.MustCompile(`\b(x\d+|v|y|z|w|r|cte|next)(_\d+)?\.`)

// selfJoin reports whether the query reads the table of d more than once, and nothing but a comparison
// between tables is in question: neither side searches by what is asked of the table alone.
func selfJoin(d difference) bool {
	if len(regexp.MustCompile(`\b`+regexp.QuoteMeta(d.access.Table)+` [xyz]\d*`).FindAllString(d.query+d.views(), 2)) < 2 {
		return false
	}
	for _, c := range d.access.Conds {
		if d.access.Verdict == "index" && len(slices.Compact(another.FindAllString(c, -1))) < 2 {
			return false // the server searches by a value
		}
	}
	return d.ours != filter.Served || !slices.ContainsFunc(d.leads, func(lead string) bool {
		return regexp.MustCompile(`\b` + regexp.QuoteMeta(lead) + `\b`).MatchString(d.access.Filter)
	})
}

// views returns the text of the views that the query names.
func (d difference) views() string {
	text := ""
	for _, m := range regexp.MustCompile(`CREATE VIEW "?(\w+)"? AS .*`).FindAllStringSubmatch(d.ddl, -1) {
		if strings.Contains(d.query, m[1]) {
			text += m[0]
		}
	}
	return text
}
