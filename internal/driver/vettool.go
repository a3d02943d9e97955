package driver

import (
	"encoding/json"
	"os"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/scalevet/scalevet/analyzers"
)

// Vettool answers the go command, which runs it once per package as go vet -vettool. It does not
// return.
func Vettool() {
	if cfg := os.Args[len(os.Args)-1]; skipped(cfg) {
		return
	}
	unitchecker.Main(analyzers.All()...)
}

// skipped answers for a package outside of the module at once, with no facts: what it does is in
// the catalog. This spares the parsing and checking of every dependency.
func skipped(file string) bool {
	text, err := os.ReadFile(file)
	if err != nil {
		return false // -flags, -V, or an error that unitchecker tells better
	}
	var cfg unitchecker.Config
	if json.Unmarshal(text, &cfg) != nil {
		return false
	}
	if !cfg.VetxOnly || cfg.ModulePath != "" && cfg.ModuleVersion == "" {
		return false
	}
	return os.WriteFile(cfg.VetxOutput, nil, 0o666) == nil
}
