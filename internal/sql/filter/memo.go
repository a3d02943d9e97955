package filter

import (
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// patience is how many questions one statement may cost. What people write costs some thousands; a
// statement that joins a table with itself three hundred times, or a view of twenty views that each read
// the one before twice, would cost more than anybody waits for.
const patience = 1_000_000

// TooLarge is said of a statement that costs more.
const TooLarge = "too large to be judged"

// gaveUp is what step panics with, for Judge.
type gaveUp struct{}

// step counts a question.
func (j *judge) step() { j.spend(1) }

// spend counts what costs as much as n questions.
func (j *judge) spend(n int) {
	if j.steps += n; j.steps > patience {
		panic(gaveUp{})
	}
}

// A memo keeps the answers to what is asked of a level again and again while its tables are judged.
// Its maps are nil, and keep nothing, while the level is built.
type memo struct {
	mentioned  map[*parse.Expr][]*rel
	conditions map[*rel][]*parse.Expr
	atoms      map[condOn]*atom
	proofs     map[proof]bool
	byTable
}

// A condOn is a condition as one on r.
type condOn struct {
	r *rel
	e *parse.Expr
}

// A proof is a condition on r that may prove one of an index's predicate.
type proof struct {
	r    *rel
	c, p *parse.Expr
}

// byTable is what depends on the tables that are judged in the place of those that they inherit from.
type byTable struct {
	rows      map[*rel]map[*rel]float64
	few       map[*rel][]*rel
	selective map[*rel]bool
	single    map[*rel]bool
}

// forget begins anew, since l is another than before.
func (l *level) forget() {
	l.memo = memo{map[*parse.Expr][]*rel{}, map[*rel][]*parse.Expr{}, map[condOn]*atom{}, map[proof]bool{}, newByTable()}
}

func newByTable() byTable {
	return byTable{map[*rel]map[*rel]float64{}, map[*rel][]*rel{}, map[*rel]bool{}, map[*rel]bool{}}
}

// An onTable is an index as one of t, or of a table that inherits it.
type onTable struct {
	t *schema.Table
	x *schema.Index
}

// predicate returns the conditions that x's predicate on t is made of.
func (j *judge) predicate(t *schema.Table, x *schema.Index) []*parse.Expr {
	return kept(j.predicates, onTable{t, x}, func() []*parse.Expr { return predicate(t, x).Conjuncts() })
}

// text is predicateText.
func (j *judge) text(e *parse.Expr) string {
	return kept(j.texts, e, func() string { return predicateText(e) })
}

// read makes r be judged as if it was table t.
func (r *rel) read(t *schema.Table) {
	if r.table != t {
		r.table = t
		r.level.memo.byTable = newByTable()
	}
}

// kept returns what memo has for k, or asks and keeps it.
func kept[K comparable, V any](memo map[K]V, k K, ask func() V) V {
	v, ok := memo[k]
	if !ok {
		v = ask()
		if memo != nil {
			memo[k] = v
		}
	}
	return v
}
