// Package asynq stands in for the library: the signatures in use.
package asynq

type Task struct{}
