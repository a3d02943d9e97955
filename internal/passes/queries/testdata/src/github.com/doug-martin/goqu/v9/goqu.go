package goqu

type (
	Ex            map[string]interface{}
	Op            map[string]interface{}
	Database      struct{}
	SelectDataset struct{}
	Expr          struct{}
)

func C(c string) Expr { return Expr{} }
func T(c string) Expr { return Expr{} }
func I(c string) Expr { return Expr{} }
func Func(name string, args ...interface{}) Expr {
	return Expr{}
}
func From(t ...interface{}) *SelectDataset { return nil }
func On(e ...interface{}) Expr             { return Expr{} }

func (e Expr) Eq(v interface{}) Expr    { return e }
func (e Expr) In(v ...interface{}) Expr { return e }
func (e Expr) Gt(v interface{}) Expr    { return e }
func (e Expr) Desc() Expr               { return e }

func (d *Database) From(t ...interface{}) *SelectDataset { return nil }

func (s *SelectDataset) Select(c ...interface{}) *SelectDataset { return s }
func (s *SelectDataset) Where(e ...interface{}) *SelectDataset  { return s }
func (s *SelectDataset) Join(t, on interface{}) *SelectDataset  { return s }
func (s *SelectDataset) Order(e ...interface{}) *SelectDataset  { return s }
func (s *SelectDataset) Limit(n uint) *SelectDataset            { return s }
func (s *SelectDataset) ScanStructs(i interface{}) error        { return nil }
