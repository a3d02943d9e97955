// Package bind checks what it is handed.
package bind

type Form interface{ Check() bool }

func Bind(f Form) bool { return f.Check() }
