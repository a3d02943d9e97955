package gorm

type DB struct{ Error error }

type DeletedAt struct{}

type Model struct {
	ID        uint
	DeletedAt DeletedAt
}

func (db *DB) Where(q interface{}, args ...interface{}) *DB     { return db }
func (db *DB) Model(v interface{}) *DB                          { return db }
func (db *DB) Or(q interface{}, args ...interface{}) *DB        { return db }
func (db *DB) Select(q interface{}, args ...interface{}) *DB    { return db }
func (db *DB) Clauses(c ...interface{}) *DB                     { return db }
func (db *DB) Table(name string) *DB                            { return db }
func (db *DB) Order(v interface{}) *DB                          { return db }
func (db *DB) Limit(n int) *DB                                  { return db }
func (db *DB) Unscoped() *DB                                    { return db }
func (db *DB) Raw(sql string, v ...interface{}) *DB             { return db }
func (db *DB) Scopes(f ...func(*DB) *DB) *DB                    { return db }
func (db *DB) Scan(dest interface{}) *DB                        { return db }
func (db *DB) Find(dest interface{}, conds ...interface{}) *DB  { return db }
func (db *DB) First(dest interface{}, conds ...interface{}) *DB { return db }
func (db *DB) Count(n *int64) *DB                               { return db }
func (db *DB) Delete(v interface{}, conds ...interface{}) *DB   { return db }
func (db *DB) Update(col string, v interface{}) *DB             { return db }
func (db *DB) Create(v interface{}) *DB                         { return db }

func (db *DB) AutoMigrate(dst ...interface{}) error { return nil }

type Association struct{}

func (db *DB) Association(column string) *Association { return nil }

func (a *Association) Find(out interface{}, conds ...interface{}) error { return nil }

func (a *Association) Replace(values ...interface{}) error { return nil }
