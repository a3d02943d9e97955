package sqlite

type Driver struct{}
