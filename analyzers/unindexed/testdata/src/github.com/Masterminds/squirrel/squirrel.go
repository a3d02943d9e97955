package squirrel

type (
	Eq                   map[string]interface{}
	Lt                   map[string]interface{}
	And                  []interface{}
	Or                   []interface{}
	StatementBuilderType struct{}
	SelectBuilder        struct{}
	UpdateBuilder        struct{}
	DeleteBuilder        struct{}
)

var StatementBuilder StatementBuilderType

func Select(cols ...string) SelectBuilder { return SelectBuilder{} }

func (b StatementBuilderType) Select(cols ...string) SelectBuilder { return SelectBuilder{} }
func (b StatementBuilderType) Update(t string) UpdateBuilder       { return UpdateBuilder{} }
func (b StatementBuilderType) Delete(t string) DeleteBuilder       { return DeleteBuilder{} }

func (b SelectBuilder) From(t string) SelectBuilder                            { return b }
func (b SelectBuilder) Join(t string, args ...interface{}) SelectBuilder       { return b }
func (b SelectBuilder) Where(p interface{}, args ...interface{}) SelectBuilder { return b }
func (b SelectBuilder) OrderBy(cols ...string) SelectBuilder                   { return b }
func (b SelectBuilder) Limit(n uint64) SelectBuilder                           { return b }
func (b SelectBuilder) ToSql() (string, []interface{}, error)                  { return "", nil, nil }
func (b SelectBuilder) Scan(dest ...interface{}) error                         { return nil }
func (b UpdateBuilder) Set(c string, v interface{}) UpdateBuilder              { return b }
func (b UpdateBuilder) Where(p interface{}, args ...interface{}) UpdateBuilder { return b }
func (b UpdateBuilder) Exec() (interface{}, error)                             { return nil, nil }
func (b DeleteBuilder) Where(p interface{}, args ...interface{}) DeleteBuilder { return b }
func (b DeleteBuilder) Exec() (interface{}, error)                             { return nil, nil }
