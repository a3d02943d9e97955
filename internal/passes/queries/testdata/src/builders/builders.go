package builders

import (
	"context"
	"database/sql"

	sq "github.com/Masterminds/squirrel"
	"github.com/doug-martin/goqu/v9"
	"github.com/gobuffalo/pop/v6"
	"github.com/uptrace/bun"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

var psql = sq.StatementBuilder

var usersQuery = psql.Select("u.id", "u.name").From("users u").Join("teams t ON t.id = u.team_id")

func squirrel(db *sql.DB, ids []int, all bool) {
	usersQuery.Where(sq.Eq{"u.name": "x"}).Limit(1).Scan(nil)                 // want "SELECT u.id, u.name FROM users u JOIN teams t ON t.id = u.team_id WHERE .u.name = 'x'. LIMIT .$"
	q := psql.Select("id").From("users").Where(sq.Eq{"id": ids, "gone": nil}) // want "SELECT id FROM users WHERE .id IN .{3} AND gone IS NULL. AND .a = ..$" "SELECT id FROM users WHERE .id IN .{3} AND gone IS NULL.$"
	if all {
		q = q.Where("a = ?", 1)
	}
	text, args, err := q.ToSql()
	if err != nil {
		return
	}
	db.Query(text, args...)
	psql.Update("users").Set("a", 1).Where(sq.Or{sq.Eq{"b": 1}, sq.Lt{"c": 2}}).Exec() // want "UPDATE users SET a = . WHERE .*b = 1.*OR.*c < 2"
	psql.Delete("users").Where(filter()).Exec()                                        // want "DELETE FROM users WHERE .x = 1.$"
}

func filter() sq.Eq { return sq.Eq{"x": 1} }

type User struct {
	gorm.Model
	Email   string
	TeamRef int `gorm:"column:team"`
}

type Order struct {
	ID    int
	State string `gorm:"index:idx_state_at,priority:2"`
	At    string `gorm:"type:timestamptz;index:idx_state_at,priority:1"`
	Code  string `gorm:"uniqueIndex;size:20"`
	Lines []User
	Skip  string `gorm:"-"`
}

func migrate(db *gorm.DB) {
	db.AutoMigrate(&Order{}) // want `CREATE TABLE IF NOT EXISTS shop_orders ."id" bigint, "state" text, "at" timestamptz, "code" text, PRIMARY KEY ."id".[^w]*INDEX IF NOT EXISTS "idx_state_at" ON shop_orders ."at", "state".;\nCREATE UNIQUE INDEX ON shop_orders ."code".$`
}

func (Order) TableName() string { return "shop_orders" }

func mapper(db *gorm.DB, email string) {
	var u User
	var os []Order
	db.Where("email = ?", email).First(&u)                          // want "SELECT . FROM users WHERE .email = .. AND .deleted_at IS NULL. LIMIT .$"
	db.Where(&User{Email: email, TeamRef: 1}).Order("id").Find(&u)  // want "WHERE .email = . AND team = .. AND .deleted_at IS NULL. ORDER BY id$"
	db.Find(&os, "state IN ?", []int{1})                            // want "SELECT . FROM shop_orders WHERE .state IN ....$"
	db.Model(&Order{}).Where(map[string]any{"a": 1}).Update("b", 2) // want "UPDATE shop_orders SET hole0 = NULL WHERE .a = 1.$"
	db.Unscoped().Delete(&User{}, "email = ?", email)               // want "DELETE FROM users WHERE .email = ..$"
	db.Raw("SELECT 1 FROM raws WHERE a = ?", 1).Scan(&u)            // want "FROM raws"
	db.Scopes(nil).Find(&os)                                        // want "WHERE .true. .filter unknown."
	db.Where("email = ?", email).Or("id = 1").Find(&u)              // want "WHERE ..email = .. OR .id = 1.. AND .deleted_at IS NULL.$"
	db.Clauses(clause.Locking{}).Find(&os, "a = 1")                 // want "FROM shop_orders WHERE .a = 1.$"
	db.Clauses(clause.Eq{}).Find(&os, "a = 2")                      // want "a = 2. .filter unknown.$"
	db.Model(&User{}).Association("Orders").Find(&os)               // want "filter unknown.$"
	db.Model(&User{}).Association("Orders").Replace(os)             // want "filter unknown.$"
	db.Where("id IN (?)", db.Model(&u).Select("team")).Find(&os)    // want "WHERE .id IN .SELECT team FROM users WHERE .deleted_at IS NULL...$"
}

func scoped(db *gorm.DB, id int, filter func(*gorm.DB) *gorm.DB) {
	var os []Order
	db.Scopes(open).Find(&os)         // want "FROM shop_orders WHERE .state = 'open'.$"
	db.Scopes(of(id), open).Find(&os) // want "FROM shop_orders WHERE .owner = .. AND .state = 'open'.$"
	db.Scopes(perhaps(id)).Find(&os)  // want "FROM shop_orders$" "FROM shop_orders WHERE .part = ..$"
	db.Scopes(filter, open).Find(&os) // want "WHERE .true. AND .state = 'open'. .filter unknown.$"
}

func open(db *gorm.DB) *gorm.DB { return db.Where("state = ?", "open") }

func of(id int) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB { return db.Where("owner = ?", id) }
}

func perhaps(id int) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if id > 0 {
			db = db.Where("part = ?", id)
		}
		return db
	}
}

func goquery(db *goqu.Database) {
	var rows []Order
	db.From("orders").Select("id").Where(goqu.Ex{"state": "x"}, goqu.C("n").Gt(5)).Order(goqu.C("at").Desc()).Limit(3).ScanStructs(&rows) // want "SELECT id FROM orders WHERE .state = 'x'. AND .n > 5. ORDER BY at DESC LIMIT .$"
	db.From(goqu.T("orders")).Join(goqu.T("lines"), goqu.On(goqu.I("lines.order_id").Eq(goqu.I("orders.id")))).ScanStructs(&rows)         // want "FROM orders JOIN lines ON .lines.order_id = orders.id."
	conds := []interface{}{goqu.C("a").Eq(1)}
	conds = append(conds, goqu.Func("lower", goqu.C("b")).Eq("x"))
	db.From("orders").Where(conds...).ScanStructs(&rows)                                               // want "WHERE ..a = 1. AND .lower.b. = 'x'..$"
	db.From("orders").Where(goqu.C("id").In(goqu.From("lines").Select("order_id"))).ScanStructs(&rows) // want "id IN .SELECT order_id FROM lines..$"
}

type Event struct {
	bun.BaseModel `bun:"table:app_events,alias:e"`
}

func bunny(ctx context.Context, db *bun.DB) {
	var es []Event
	db.NewSelect().Model(&es).Where("e.kind = ?", 1).Order("e.at DESC").Limit(5).Scan(ctx) // want "SELECT . FROM app_events AS e WHERE .e.kind = .. ORDER BY e.at DESC LIMIT .$"
	db.NewSelect().Model(&es).Where("? = ?", bun.Ident("e.kind"), 1).Scan(ctx)             // want "WHERE .e.kind = 1.$"
	either := func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("a = 1").WhereOr("b = 2") }
	db.NewSelect().Model(&es).Where("c = 3").WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery { // want "WHERE .c = 3. AND ..a = 1. OR .b = 2..$"
		return q.Where("a = 1").WhereOr("b = 2")
	}).Scan(ctx)
	db.NewSelect().Model(&es).Apply(either).Scan(ctx) // want "WHERE .a = 1. OR .b = 2.$"
	sub := db.NewSelect().Table("lines").Column("order_id")
	db.NewSelect().Model(&es).Where("e.id IN (?)", sub).Scan(ctx) // want "e.id IN .SELECT order_id FROM lines..$"
}

type Identity struct{ ID int }

func popper(tx *pop.Connection, id int) error {
	ids := []Identity{}
	if err := tx.Q().Where("user_id = ?", id).All(&ids); err != nil { // want "SELECT . FROM identities WHERE .user_id = ..$"
		return err
	}
	table := (&pop.Model{Value: Identity{}}).TableName()
	return tx.RawQuery("DELETE FROM "+table+" WHERE user_id = ?", id).Exec() // want "DELETE FROM identities WHERE user_id"
}
