package sql

type Selector struct{}
