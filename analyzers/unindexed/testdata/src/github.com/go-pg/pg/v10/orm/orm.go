package orm

type Query struct{}

func (q *Query) Where(s string, args ...interface{}) *Query   { return q }
func (q *Query) Order(s ...string) *Query                     { return q }
func (q *Query) Limit(n int) *Query                           { return q }
func (q *Query) Select(v ...interface{}) error                { return nil }
func (q *Query) Delete(v ...interface{}) (interface{}, error) { return nil, nil }
