package pop

type (
	Connection struct{}
	Query      struct{}
	Model      struct{ Value interface{} }
)

func (m *Model) TableName() string { return "" }

func (c *Connection) Where(s string, args ...interface{}) *Query    { return nil }
func (c *Connection) RawQuery(s string, args ...interface{}) *Query { return nil }
func (c *Connection) Q() *Query                                     { return nil }
func (q *Query) Where(s string, args ...interface{}) *Query         { return q }
func (q *Query) First(v interface{}) error                          { return nil }
func (q *Query) All(v interface{}) error                            { return nil }
func (q *Query) Exec() error                                        { return nil }
