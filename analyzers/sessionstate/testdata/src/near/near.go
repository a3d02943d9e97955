// Package near keeps tokens.
package near

var tokens = map[string]bool{}

func Put(user string) { tokens[user] = true }

func Has(user string) bool { return tokens[user] }
