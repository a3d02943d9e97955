// Package lo stands in for the library.
package lo

func Map[T, R any](xs []T, f func(x T, i int) R) []R { return nil }

func ForEach[T any](xs []T, f func(x T, i int)) {}

func Chunk[T any](xs []T, size int) [][]T { return nil }
