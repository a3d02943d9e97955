package parse

// CreateTable is CREATE TABLE.
type CreateTable struct {
	Table       Name
	Columns     []ColumnDef
	Constraints []Constraint
	Likes       []Like
	Inherits    []Name
	Parent      *Name    // PARTITION OF
	Values      []string // FOR VALUES IN
	Partitioned []string
	IfNotExists bool
	Temp        bool
	Query       *Query   // CREATE TABLE AS, SELECT INTO
	Names       []string // of its columns: CREATE TABLE t (names) AS
}

// A ColumnDef is one column of a table.
type ColumnDef struct {
	Name        string
	Type        string // without modifiers, with [] for arrays
	Collation   string
	NotNull     bool
	Constraints []Constraint
}

// A Like is LIKE table INCLUDING …
type Like struct {
	Table   Name
	Indexes bool
}

// ConstraintKind tells constraints apart.
type ConstraintKind uint8

// The constraints that a schema is made of; others are not kept.
const (
	PrimaryKey ConstraintKind = iota
	Unique
	ForeignKey
	Exclude
)

// A Constraint is a key of a table.
type Constraint struct {
	Kind       ConstraintKind
	Name       string
	Columns    []string
	Include    []string
	Keys       []IndexKey // Exclude
	Method     string     // Exclude
	Where      *Expr      // Exclude
	Ref        Name       // ForeignKey
	RefColumns []string
	OnDelete   string // ForeignKey: cascade, set null, set default, restrict; "" is no action
	OnUpdate   string
	UsingIndex string

	NullsNotDistinct bool
	Deferrable       bool
}

// CreateIndex is CREATE INDEX.
type CreateIndex struct {
	Name        string
	Table       Name
	Only        bool
	Method      string // btree when not given
	Unique      bool
	Keys        []IndexKey
	Include     []string
	Where       *Expr
	IfNotExists bool

	Concurrently     bool
	NullsNotDistinct bool
}

// An IndexKey is one key of an index.
type IndexKey struct {
	Column     string
	Expr       *Expr // when it is no column
	Opclass    string
	Collation  string
	Desc       bool
	NullsFirst bool
}

// AlterTable is ALTER TABLE with one command.
type AlterTable struct {
	Table    Name
	Cmd      AlterCmd
	IfExists bool
	Only     bool // not its partitions and children
}

// AlterCmd tells the commands of ALTER TABLE apart.
type AlterCmd struct {
	Kind       string // add column, drop column, alter type, add constraint, drop constraint, attach, detach, set not null, drop not null, inherit, no inherit, other
	Name       string
	Column     *ColumnDef
	Constraint *Constraint
	Other      Name     // attach, detach: the partition, or an index of it; inherit: the parent
	Values     []string // attach: FOR VALUES IN
	IfExists   bool     // or IF NOT EXISTS
	Cascade    bool
}

// Alters is ALTER TABLE with several commands.
type Alters []AlterTable

// Rename renames a table, column, constraint, index, view, type or schema.
type Rename struct {
	Kind  string // table, column, constraint, index, view, type, schema
	Table Name
	Old   string
	New   string
}

// Drop drops objects of one kind.
type Drop struct {
	Kind    string // table, index, view, matview, type, domain, schema, …
	Names   []Name
	Cascade bool
}

// CreateView is CREATE [MATERIALIZED] VIEW.
type CreateView struct {
	View         Name
	Columns      []string
	Query        *Query
	Materialized bool
	IfNotExists  bool
}

// CreateSchema is CREATE SCHEMA with what is made in it at once.
type CreateSchema struct {
	Name  string
	Stmts []Stmt
}

// CreateType is CREATE TYPE … AS ENUM, or CREATE DOMAIN.
type CreateType struct {
	Type Name
	Enum bool
	Base string // of a domain
}

// SetSearchPath is SET search_path, and what comes to the same: set_config and RESET.
type SetSearchPath struct {
	Schemas []string // empty: no schema, or by default
	Default bool
}

// SetSchema is ALTER … SET SCHEMA.
type SetSchema struct {
	Kind   string
	Name   Name
	Schema string
}

// Do is a DO block: its text is not understood.
type Do struct{ Text string }

// Other is any statement that says nothing of a schema and reads no table.
type Other struct{ What string }

func (*Query) stmt()         {}
func (*CreateTable) stmt()   {}
func (*CreateIndex) stmt()   {}
func (Alters) stmt()         {}
func (*Rename) stmt()        {}
func (*Drop) stmt()          {}
func (*CreateView) stmt()    {}
func (*CreateSchema) stmt()  {}
func (*CreateType) stmt()    {}
func (*SetSearchPath) stmt() {}
func (*SetSchema) stmt()     {}
func (*Do) stmt()            {}
func (*Other) stmt()         {}
