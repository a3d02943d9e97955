package effects

import (
	"fmt"
	"strings"
)

// A Summary is the one fact of scalevet: what calling a function does, through all that it calls.
// It holds no positions and no maps, its entries are sorted, and nothing is exported when nothing
// is known.
type Summary struct {
	Entries []Entry
	Params  []ParamCall
	SQL     []int
}

// An Entry is one effect that a call of the function has.
type Entry struct {
	Kind    Kind
	Subject string   // the last name of the chain
	Chain   []string // the names between the function and Subject, at most three
	Var     string   // State: the identity of what is written
	Detail  string
	Cached  bool
	Answer  bool // each caller on the way uses what it is told, beyond an error
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

// String is what tests of facts match: the kinds, the parameters called, the parameters that are SQL.
func (s *Summary) String() string {
	var parts []string
	for _, e := range s.Entries {
		p := string(e.Kind)
		if e.Cached {
			p += " (cached)"
		}
		if n := len(parts); n == 0 || parts[n-1] != p {
			parts = append(parts, p)
		}
	}
	for _, p := range s.Params {
		how := "calls"
		if p.Each {
			how = "each"
		}
		parts = append(parts, fmt.Sprintf("%s(%d)", how, p.Index))
	}
	for _, i := range s.SQL {
		parts = append(parts, fmt.Sprintf("sql(%d)", i))
	}
	return strings.Join(parts, " ")
}

// Empty reports whether nothing is known.
func (s *Summary) Empty() bool { return len(s.Entries) == 0 && len(s.Params) == 0 && len(s.SQL) == 0 }
