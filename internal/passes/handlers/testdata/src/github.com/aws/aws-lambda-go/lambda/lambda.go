// Package lambda stands in for the library: the signatures in use.
package lambda

func Start(handler any) {}
