package driver

import (
	"fmt"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// guarded are the analyzers whose Run is wrapped already.
var guarded sync.Map

// guard makes a panic in one of as, or in what they require, an error of that pass on that
// package: the others go on.
func guard(as ...*analysis.Analyzer) {
	for _, a := range as {
		if _, done := guarded.LoadOrStore(a, true); done {
			continue
		}
		a.Run = contained(a.Run)
		guard(a.Requires...)
	}
}

func contained(run func(*analysis.Pass) (any, error)) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (res any, err error) {
		defer func() {
			if e := recover(); e != nil {
				res, err = nil, fmt.Errorf("panic: %v", e)
			}
		}()
		return run(pass)
	}
}

// internalError is the line about a fault of ours.
func internalError(pass, pkg string, err error) string {
	if pkg != "" {
		pass += ": " + pkg
	}
	return fmt.Sprintf("internal error: %s: %s", pass, firstLine(err.Error()))
}
