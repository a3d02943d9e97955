package parse

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

func lowerCreateTable(s *pg.CreateStmt) *CreateTable {
	t := &CreateTable{Table: rangeName(s.Relation), IfNotExists: s.IfNotExists, Temp: s.Relation.GetRelpersistence() == "t"}
	for _, n := range s.TableElts {
		switch n := n.Node.(type) {
		case *pg.Node_ColumnDef:
			t.Columns = append(t.Columns, lowerColumnDef(n.ColumnDef))
		case *pg.Node_Constraint:
			if c := lowerConstraint(n.Constraint); c != nil {
				t.Constraints = append(t.Constraints, *c)
			}
		case *pg.Node_TableLikeClause:
			t.Likes = append(t.Likes, Like{
				Table:   rangeName(n.TableLikeClause.Relation),
				Indexes: n.TableLikeClause.Options&(1<<6) != 0, // CREATE_TABLE_LIKE_INDEXES
			})
		}
	}
	if s.OfTypename != nil { // nobody keeps the columns of composite types: the copy is of something unknown
		t.Likes = append(t.Likes, Like{Table: nameOf(s.OfTypename.Names)})
	}
	for _, n := range s.Constraints {
		if c := lowerConstraint(n.GetConstraint()); c != nil {
			t.Constraints = append(t.Constraints, *c)
		}
	}
	for _, n := range s.InhRelations {
		t.Inherits = append(t.Inherits, rangeName(n.GetRangeVar()))
	}
	if s.Partbound != nil && len(t.Inherits) == 1 {
		t.Parent, t.Inherits, t.Values = &t.Inherits[0], nil, partValues(s.Partbound)
	}
	if s.Partspec != nil {
		for _, n := range s.Partspec.PartParams {
			t.Partitioned = append(t.Partitioned, n.GetPartitionElem().GetName())
		}
	}
	return t
}

// partValues returns the values that a partition holds, nil when it is not one of a list or any is no constant.
func partValues(b *pg.PartitionBoundSpec) []string {
	var values []string
	for _, n := range b.GetListdatums() {
		e := lowerExpr(n)
		if e == nil || e.Kind != Const {
			return nil
		}
		values = append(values, e.Name)
	}
	return values
}

func lowerColumnDef(d *pg.ColumnDef) ColumnDef {
	c := ColumnDef{Name: d.Colname, NotNull: d.IsNotNull}
	c.Type, _ = typeName(d.TypeName)
	if strings.HasSuffix(c.Type, "serial") || strings.HasPrefix(c.Type, "serial") {
		c.NotNull = true
	}
	if d.CollClause != nil {
		c.Collation = nameOf(d.CollClause.Collname).Name
	}
	for _, n := range d.Constraints {
		k := n.GetConstraint()
		if k == nil {
			continue
		}
		if k.Contype == pg.ConstrType_CONSTR_NOTNULL || k.Contype == pg.ConstrType_CONSTR_IDENTITY {
			c.NotNull = true
		}
		if con := lowerConstraint(k); con != nil {
			if con.Kind == PrimaryKey {
				c.NotNull = true
			}
			con.Columns = []string{d.Colname}
			c.Constraints = append(c.Constraints, *con)
		}
	}
	return c
}

// actions are what a foreign key does when its parent goes or changes; no action is not named.
var actions = map[string]string{"c": "cascade", "n": "set null", "d": "set default", "r": "restrict"}

// lowerConstraint returns nil for constraints that need no index.
func lowerConstraint(k *pg.Constraint) *Constraint {
	if k == nil {
		return nil
	}
	c := &Constraint{
		Name: k.Conname, Columns: strs(k.Keys), Include: strs(k.Including), UsingIndex: k.Indexname, Where: lowerExpr(k.WhereClause),
		NullsNotDistinct: k.NullsNotDistinct, Deferrable: k.Deferrable,
	}
	switch k.Contype {
	case pg.ConstrType_CONSTR_PRIMARY:
		c.Kind = PrimaryKey
	case pg.ConstrType_CONSTR_UNIQUE:
		c.Kind = Unique
	case pg.ConstrType_CONSTR_FOREIGN:
		c.Kind, c.Columns = ForeignKey, strs(k.FkAttrs)
		c.Ref, c.RefColumns = rangeName(k.Pktable), strs(k.PkAttrs)
		c.OnDelete, c.OnUpdate = actions[k.FkDelAction], actions[k.FkUpdAction]
	case pg.ConstrType_CONSTR_EXCLUSION:
		c.Kind, c.Method = Exclude, k.AccessMethod
		for _, n := range k.Exclusions {
			items := n.GetList().GetItems()
			if len(items) > 0 {
				c.Keys = append(c.Keys, lowerKeys(items[:1])...)
			}
		}
	default:
		return nil
	}
	return c
}

func lowerCreateAs(s *pg.CreateTableAsStmt) Stmt {
	q := lowerQuery(s.Query)
	if s.Objtype == pg.ObjectType_OBJECT_MATVIEW {
		return &CreateView{View: rangeName(s.Into.GetRel()), Columns: strs(s.Into.GetColNames()), Query: q, Materialized: true, IfNotExists: s.IfNotExists}
	}
	return &CreateTable{
		Table: rangeName(s.Into.GetRel()), Query: q, Names: strs(s.Into.GetColNames()), IfNotExists: s.IfNotExists,
		Temp: s.Into.GetRel().GetRelpersistence() == "t",
	}
}

func lowerIndex(s *pg.IndexStmt) *CreateIndex {
	x := &CreateIndex{
		Name: s.Idxname, Table: rangeName(s.Relation), Only: s.Relation != nil && !s.Relation.Inh, Method: strings.ToLower(s.AccessMethod),
		Unique: s.Unique, Keys: lowerKeys(s.IndexParams), Where: lowerExpr(s.WhereClause), IfNotExists: s.IfNotExists,
		Concurrently: s.Concurrent, NullsNotDistinct: s.NullsNotDistinct,
	}
	if x.Method == "" {
		x.Method = "btree"
	}
	for _, k := range lowerKeys(s.IndexIncludingParams) {
		x.Include = append(x.Include, k.Column)
	}
	return x
}

func lowerKeys(ns []*pg.Node) []IndexKey {
	var ks []IndexKey
	for _, n := range ns {
		e := n.GetIndexElem()
		if e == nil {
			continue
		}
		desc := e.Ordering == pg.SortByDir_SORTBY_DESC
		k := IndexKey{
			Column: e.Name, Expr: lowerExpr(e.Expr), Opclass: nameOf(e.Opclass).Name, Collation: nameOf(e.Collation).Name,
			Desc: desc, NullsFirst: nullsFirst(e.NullsOrdering, desc),
		}
		if k.Expr != nil && k.Expr.Kind == Collate { // ((a COLLATE "C")) is the column
			k.Collation, k.Expr = k.Expr.Name, k.Expr.Args[0]
		}
		if k.Expr != nil && k.Expr.Kind == Column {
			k.Column, k.Expr = k.Expr.Name, nil
		}
		ks = append(ks, k)
	}
	return ks
}

func lowerAlter(s *pg.AlterTableStmt) Stmt {
	var as Alters
	for _, n := range s.Cmds {
		c := n.GetAlterTableCmd()
		if c == nil {
			continue
		}
		as = append(as, AlterTable{Table: rangeName(s.Relation), Cmd: lowerCmd(c), IfExists: s.MissingOk, Only: s.Relation != nil && !s.Relation.Inh})
	}
	return as
}

func lowerCmd(c *pg.AlterTableCmd) AlterCmd {
	a := AlterCmd{Kind: "other", Name: c.Name, IfExists: c.MissingOk, Cascade: c.Behavior == pg.DropBehavior_DROP_CASCADE}
	switch c.Subtype {
	case pg.AlterTableType_AT_AddColumn:
		d := lowerColumnDef(c.Def.GetColumnDef())
		a.Kind, a.Name, a.Column = "add column", d.Name, &d
	case pg.AlterTableType_AT_DropColumn:
		a.Kind = "drop column"
	case pg.AlterTableType_AT_AlterColumnType:
		d := lowerColumnDef(c.Def.GetColumnDef())
		a.Kind, a.Column = "alter type", &d
	case pg.AlterTableType_AT_SetNotNull:
		a.Kind = "set not null"
	case pg.AlterTableType_AT_DropNotNull:
		a.Kind = "drop not null"
	case pg.AlterTableType_AT_AddInherit:
		a.Kind, a.Other = "inherit", rangeName(c.Def.GetRangeVar())
	case pg.AlterTableType_AT_DropInherit:
		a.Kind, a.Other = "no inherit", rangeName(c.Def.GetRangeVar())
	case pg.AlterTableType_AT_AddConstraint:
		if a.Constraint = lowerConstraint(c.Def.GetConstraint()); a.Constraint != nil {
			a.Kind = "add constraint"
		}
	case pg.AlterTableType_AT_DropConstraint:
		a.Kind = "drop constraint"
	case pg.AlterTableType_AT_AttachPartition:
		a.Kind, a.Other = "attach", rangeName(c.Def.GetPartitionCmd().GetName())
		a.Values = partValues(c.Def.GetPartitionCmd().GetBound())
	case pg.AlterTableType_AT_DetachPartition:
		a.Kind, a.Other = "detach", rangeName(c.Def.GetPartitionCmd().GetName())
	}
	return a
}

func lowerRename(s *pg.RenameStmt) Stmt {
	r := &Rename{Kind: objectKind(s.RenameType), Table: rangeName(s.Relation), Old: s.Subname, New: s.Newname}
	if s.RenameType == pg.ObjectType_OBJECT_TABCONSTRAINT {
		r.Kind = "constraint"
	}
	if s.Object != nil {
		r.Table = nameOf(s.Object.GetList().GetItems())
	}
	return r
}

func objectKind(t pg.ObjectType) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(t.String(), "OBJECT_"), "_", " "))
}

func lowerDrop(s *pg.DropStmt) *Drop {
	d := &Drop{Kind: objectKind(s.RemoveType), Cascade: s.Behavior == pg.DropBehavior_DROP_CASCADE}
	for _, n := range s.Objects {
		switch o := n.Node.(type) {
		case *pg.Node_List:
			d.Names = append(d.Names, nameOf(o.List.Items))
		case *pg.Node_TypeName:
			d.Names = append(d.Names, nameOf(o.TypeName.Names))
		case *pg.Node_String_:
			d.Names = append(d.Names, Name{Name: o.String_.Sval})
		}
	}
	return d
}

func lowerSetSchema(s *pg.AlterObjectSchemaStmt) Stmt {
	x := &SetSchema{Kind: objectKind(s.ObjectType), Name: rangeName(s.Relation), Schema: s.Newschema}
	if s.Object != nil {
		x.Name = nameOf(s.Object.GetList().GetItems())
	}
	return x
}
