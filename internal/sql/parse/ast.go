// Package parse turns SQL text into the small tree that the rest of package sql works on. It is
// the only importer of PostgreSQL's parser, whose own tree is dropped at once.
package parse

// A Name is a possibly qualified name of a table, type or index.
type Name struct{ Schema, Name string }

// String returns the name as SQL shows it.
func (n Name) String() string {
	if n.Schema == "" {
		return n.Name
	}
	return n.Schema + "." + n.Name
}

// A Stmt is one statement: *Query, or one of the types in ddl.go.
type Stmt interface{ stmt() }

// A Query is a SELECT, INSERT, UPDATE, DELETE or MERGE.
type Query struct {
	Verb      string  // select, insert, update, delete, merge
	Select    *Select // select, and the source of insert
	Target    *Ref    // the table that is changed
	Columns   []string
	With      []CTE
	From      []*Ref   // update … from, delete … using, merge … using
	Where     *Expr    // merge: the join condition
	Set       []Target // merge: of all its WHEN clauses, their conditions without a name
	Conflict  *Conflict
	Returning []Target
}

// A Conflict is ON CONFLICT.
type Conflict struct {
	Keys       []IndexKey // empty when no target is given
	Where      *Expr      // of the target: ON CONFLICT (…) WHERE
	Constraint string
	Set        []Target // DO UPDATE SET; nil for DO NOTHING
	Update     *Expr    // DO UPDATE … WHERE
}

// A CTE is one query of a WITH clause.
type CTE struct {
	Name         string
	Columns      []string
	Query        *Query
	Materialized bool // said to be; NotMaterialized is the contrary, and neither the default
	Recursive    bool // stands in WITH RECURSIVE

	NotMaterialized bool
}

// A Select is one query block, a set operation of two, or a list of VALUES.
type Select struct {
	With       []CTE
	Distinct   bool
	DistinctOn []*Expr
	Targets    []Target
	From       []*Ref
	Where      *Expr
	GroupBy    []*Expr
	Having     *Expr
	Windows    []Window
	Sort       []Sort
	Limit      *Expr
	Offset     *Expr
	Locking    bool
	SkipLocked bool // FOR UPDATE … SKIP LOCKED

	SetOp       string // union, intersect, except
	All         bool
	Left, Right *Select
	Values      [][]*Expr
}

// A Target is one output column, or one assignment of SET.
type Target struct {
	Alias string // the name of the column; may be empty
	Expr  *Expr
}

// A Window is the definition of one window.
type Window struct {
	Name      string
	Partition []*Expr
	Sort      []Sort
}

// A Sort is one key of ORDER BY.
type Sort struct {
	Expr       *Expr
	Desc       bool
	NullsFirst bool // given or by default
	Using      bool // ORDER BY x USING op
}

// RefKind tells the items of FROM apart.
type RefKind uint8

// The kinds of FROM items.
const (
	RefTable RefKind = iota
	RefQuery
	RefFunc
	RefJoin
)

// A Ref is one item of FROM.
type Ref struct {
	Kind    RefKind
	Table   Name
	Alias   string
	Columns []string // column aliases
	Lateral bool
	Only    bool
	Sample  bool
	Query   *Query
	Func    *Expr

	Join        string // inner, left, right, full, cross
	Left, Right *Ref
	On          *Expr
	Using       []string
	Natural     bool
}

// Refname is how the query calls the item.
func (r *Ref) Refname() string {
	if r.Alias != "" {
		return r.Alias
	}
	return r.Table.Name
}

// ExprKind tells expressions apart.
type ExprKind uint8

// The kinds of expressions.
const (
	Unknown     ExprKind = iota // Args are its parts, Name tells it apart
	Column                      // Qual.Name
	Star                        // Qual.* or *
	Param                       // $Name
	Const                       // Name is the text, Type int, float, string, bool, bit or null
	Op                          // Args[0] Name Args[1], or Name Args[0]
	AnyOp                       // Args[0] Name ANY (Args[1]); an IN list is an Array
	AllOp                       // Args[0] Name ALL (Args[1])
	And                         // Args
	Or                          // Args
	Not                         // Args[0]
	Cast                        // Args[0]::Name
	Func                        // Name(Args)
	Case                        // Args: arg or nil, when, then, …, else or nil
	IsNull                      // Args[0] IS NULL
	IsNotNull                   // Args[0] IS NOT NULL
	IsBool                      // Args[0] IS Name (true, not true, false, …)
	Distinct                    // Args[0] IS DISTINCT FROM Args[1]
	NotDistinct                 // Args[0] IS NOT DISTINCT FROM Args[1]
	Row                         // (Args)
	Array                       // ARRAY[Args], or the list of IN
	Collate                     // Args[0] COLLATE Name
	Exists                      // EXISTS (Sub)
	InSub                       // Args[0] Name ANY (Sub); Name "=" is IN
	AllSub                      // Args[0] Name ALL (Sub)
	Scalar                      // (Sub)
	ArraySub                    // ARRAY(Sub)
)

// An Expr is one expression.
type Expr struct {
	Kind ExprKind
	Name string
	Qual string // Column, Star: the table's alias
	Type string // Const; of Cast what limits the type, as (10); of Scalar its own, once resolved
	Args []*Expr
	Sub  *Query
	At   int // of subqueries: their byte offset in the statement

	Optional bool // a condition that only holds when a parameter says so

	Agg    bool // Func: has DISTINCT, FILTER, ORDER BY or *
	Over   *Window
	Source any // set by those who resolve columns
}

// Walk calls f for e and the expressions in it, not in its subqueries, as long as f returns true.
func (e *Expr) Walk(f func(*Expr) bool) {
	if e == nil || !f(e) {
		return
	}
	for _, a := range e.Args {
		a.Walk(f)
	}
}

// Conjuncts splits e at its ANDs.
func (e *Expr) Conjuncts() []*Expr {
	if e == nil {
		return nil
	}
	if e.Kind != And {
		return []*Expr{e}
	}
	var all []*Expr
	for _, a := range e.Args {
		all = append(all, a.Conjuncts()...)
	}
	return all
}
