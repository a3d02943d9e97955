package clause

type Locking struct{ Strength string }

type Eq struct{ Column, Value interface{} }
