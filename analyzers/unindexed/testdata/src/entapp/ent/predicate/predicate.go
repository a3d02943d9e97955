package predicate

import "entgo.io/ent/dialect/sql"

type User func(*sql.Selector)
