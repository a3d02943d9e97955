package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/filter"
)

// A node is one node of EXPLAIN (FORMAT JSON, VERBOSE).
type node struct {
	Type      string  `json:"Node Type"`
	Relation  string  `json:"Relation Name"`
	Alias     string  `json:"Alias"`
	Index     string  `json:"Index Name"`
	IndexCond string  `json:"Index Cond"`
	OrderBy   string  `json:"Order By"`
	TidCond   string  `json:"TID Cond"`
	Filter    string  `json:"Filter"`
	HashCond  string  `json:"Hash Cond"`
	MergeCond string  `json:"Merge Cond"`
	JoinOn    string  `json:"Join Filter"`
	Cost      float64 `json:"Total Cost"`
	Plans     []node  `json:"Plans"`
}

// An access is how one plan reaches one table.
type access struct {
	Table, Alias string
	Verdict      string // see rank
	Node         string
	Indexes      []string
	Conds        []string
	Filter       string
	Join         string // a condition above that compares its columns with another table's
	Sorted       bool   // something above wants or makes an order
	Stops        bool   // a LIMIT above ends the scan early
	partial      bool   // one of the indexes has a predicate
	appended     bool   // its rows are put behind or between another table's
}

// rank orders the verdicts from best to worst.
var rank = map[string]int{
	"tid": 0, "index": 1, "index-skip": 2, "index-partial": 3, "index-nonleading": 4, "index-order": 5, "index-full": 6, "seqscan": 7,
}

// skipCost is more than it costs to search an index anew for each of few values of its first key, as
// PostgreSQL 18 does, and less than to walk all of it.
const skipCost = largeTable / 1000

// An indexInfo is what a verdict needs to know of an index.
type indexInfo struct {
	partial bool
	weak    bool // its predicate only asks for NULL or not
	keys    int
	method  string
	lead    string // the first key of a B-tree, as PostgreSQL prints it; "" for other methods
}

// readPlan returns the accesses of a plan.
func readPlan(text string, indexes map[string]indexInfo) ([]access, error) {
	var top []struct{ Plan node }
	if err := json.Unmarshal([]byte(text), &top); err != nil {
		return nil, fmt.Errorf("no plan: %.200s", text)
	}
	var as []access
	for _, t := range top {
		as = append(as, accesses(t.Plan, nil, indexes)...)
	}
	return as, nil
}

func accesses(n node, above []node, indexes map[string]indexInfo) (as []access) {
	if n.Relation != "" && strings.Contains(n.Type, "Scan") {
		as = append(as, scan(n, above, indexes))
	}
	for _, c := range n.Plans {
		as = append(as, accesses(c, append(slices.Clone(above), n), indexes)...)
	}
	return as
}

func scan(n node, above []node, indexes map[string]indexInfo) access {
	a := access{Table: n.Relation, Alias: n.Alias, Node: n.Type, Filter: n.Filter}
	scans := a.collect(n)
	a.surroundings(above)
	a.partial = slices.ContainsFunc(a.Indexes, func(x string) bool { return indexes[x].partial })
	switch {
	case strings.HasPrefix(n.Type, "Tid"):
		a.Verdict = "tid"
	case n.Type == "Seq Scan" || n.Type == "Sample Scan":
		a.Verdict = "seqscan"
	case len(a.Conds) == 0 && a.partial:
		a.Verdict = "index-partial"
	case len(a.Conds) > 0:
		a.Verdict = "index"
		if slices.ContainsFunc(scans, func(s node) bool { return walks(s, n.Alias, indexes[s.Index]) }) {
			a.Verdict = "index-nonleading"
			if n.Cost < skipCost {
				a.Verdict = "index-skip"
			}
		}
	case a.Stops:
		a.Verdict = "index-order"
	default:
		a.Verdict = "index-full"
	}
	return a
}

// collect gathers indexes and conditions of n and of the bitmaps under it, and returns the scans
// among them that have a condition.
func (a *access) collect(n node) (scans []node) {
	if n.Index != "" && !slices.Contains(a.Indexes, n.Index) {
		a.Indexes = append(a.Indexes, n.Index)
	}
	if n.IndexCond != "" {
		scans = append(scans, n)
	}
	for _, c := range []string{n.IndexCond, n.OrderBy, n.TidCond} {
		if c != "" {
			a.Conds = append(a.Conds, c)
		}
	}
	if strings.HasPrefix(n.Type, "Bitmap") {
		for _, c := range n.Plans {
			scans = append(scans, a.collect(c)...)
		}
	}
	return scans
}

// surroundings notes what the nodes above do with the rows.
func (a *access) surroundings(above []node) {
	mine := regexp.MustCompile(`(^|[^\w"])"?(` + strings.Join(siblings(a.Alias, above), "|") + `)"?\.`)
	for _, up := range above {
		for _, c := range []string{up.HashCond, up.MergeCond, up.JoinOn} {
			if mine.MatchString(c) {
				a.Join = c
			}
		}
	}
	a.appended = slices.ContainsFunc(above, func(up node) bool { return strings.HasSuffix(up.Type, "Append") })
	for _, up := range slices.Backward(above) {
		switch {
		case up.Type == "Limit":
			a.Stops = true
			return
		case strings.HasSuffix(up.Type, "Sort"), up.Type == "WindowAgg", up.Type == "Aggregate", up.Type == "Group", up.Type == "Unique":
			a.Sorted = true
		}
		if up.Type == "Sort" || up.Type == "Aggregate" || up.Type == "Hash" || up.Type == "SetOp" {
			return
		}
	}
}

// siblings returns the names, quoted for a regular expression, under which conditions above speak of
// the rows of alias: those of an Append are called by its first part's.
func siblings(alias string, above []node) []string {
	names := []string{regexp.QuoteMeta(alias)}
	for _, up := range above {
		if !strings.HasSuffix(up.Type, "Append") {
			continue
		}
		for _, part := range up.Plans {
			if part.Alias != "" {
				names = append(names, regexp.QuoteMeta(part.Alias))
			}
		}
	}
	return names
}

// walks reports whether s reads its whole index: PostgreSQL accepts a condition on later keys alone.
func walks(s node, alias string, x indexInfo) bool {
	if x.lead == "" || x.partial && !x.weak || x.keys == 1 {
		return false
	}
	flat := strings.NewReplacer("(", "", ")", "", " ", "").Replace
	cond := s.IndexCond
	for _, q := range []string{alias, `"` + alias + `"`} {
		cond = regexp.MustCompile(`(^|[^\w"])`+regexp.QuoteMeta(q)+`\.`).ReplaceAllString(cond, "$1")
	}
	if strings.ContainsAny(x.lead, "( ") && strings.Contains(flat(cond), flat(x.lead)) {
		return false // an expression, found without its blanks
	}
	return !regexp.MustCompile(`(^|[^\w".])` + regexp.QuoteMeta(flat(x.lead)) + `($|[^\w"])`).MatchString(cond)
}

// class is the linter's word for an access.
func (a access) class() filter.Class {
	asked := a.Filter != "" || a.Join != ""
	switch a.Verdict {
	case "tid", "index", "index-skip", "index-partial":
		return filter.Served
	case "index-nonleading":
		return filter.Unserved
	case "index-order":
		if asked {
			return filter.OrderedFilter
		}
		return filter.Ordered
	}
	switch {
	case asked:
		return filter.Unserved
	case a.Stops:
		return filter.Bounded
	}
	return filter.ScanAll
}
