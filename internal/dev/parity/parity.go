// Package parity holds that every driver finds the same in the example service, and that none of
// them shows what a changed migration has made untrue. drivers_test.go has a row for each driver; a
// driver that takes minutes to build runs when SCALEVET_HEAVY is set, as .ci/run does:
//
//	SCALEVET_HEAVY=1 go test ./internal/dev/parity
package parity
