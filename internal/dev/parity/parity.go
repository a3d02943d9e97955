// Package parity holds that every driver finds the same in the example service and in the want tests of
// the rules, and that none of them shows what a changed migration has made untrue. drivers_test.go
// has a row for each driver. All but what is quick runs when SCALEVET_HEAVY is set, as .ci/run does:
//
//	SCALEVET_HEAVY=1 go test -timeout 40m ./internal/dev/parity
package parity
