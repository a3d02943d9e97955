// Package archtest holds the rules of the house as tests: who may import whom (imports_test.go),
// how long things may be (sizes_test.go), and what may be said where (sources_test.go).
// docs/architecture.md gives the reasons.
package archtest
