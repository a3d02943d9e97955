package bun

import "context"

type (
	BaseModel   struct{}
	DB          struct{}
	SelectQuery struct{}
	Ident       string
)

func (db *DB) NewSelect() *SelectQuery { return nil }

func (q *SelectQuery) Model(v interface{}) *SelectQuery                   { return q }
func (q *SelectQuery) Where(s string, args ...interface{}) *SelectQuery   { return q }
func (q *SelectQuery) WhereOr(s string, args ...interface{}) *SelectQuery { return q }
func (q *SelectQuery) Table(t ...string) *SelectQuery                     { return q }
func (q *SelectQuery) Column(t ...string) *SelectQuery                    { return q }
func (q *SelectQuery) Order(s ...string) *SelectQuery                     { return q }
func (q *SelectQuery) WhereGroup(sep string, f func(*SelectQuery) *SelectQuery) *SelectQuery {
	return q
}
func (q *SelectQuery) Apply(f ...func(*SelectQuery) *SelectQuery) *SelectQuery { return q }
func (q *SelectQuery) Limit(n int) *SelectQuery                                { return q }
func (q *SelectQuery) Scan(ctx context.Context, dest ...interface{}) error     { return nil }
