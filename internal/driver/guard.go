package driver

import (
	"fmt"
	"go/types"
	"reflect"
	"sync"
	"weak"

	"golang.org/x/tools/go/analysis"
)

// A fault is a panic or an error of one pass on one package, which is a fault of ours.
type fault struct {
	pass, pkg string
	err       error
	told      sync.Once
}

// Error is the line about it.
func (f *fault) Error() string { return internalError(f.pass, f.pkg, f.err) }

// A teller says the line about a fault, for an analyzer that was asked for.
type teller func(*analysis.Pass, *fault) error

// asError is how the command is told.
func asError(_ *analysis.Pass, f *fault) error { return f }

// asDiagnostic is how the user of another driver is told: those keep errors of an analyzer to themselves,
// make nothing of its other packages, or say no more than which analyzer needs which.
func asDiagnostic(pass *analysis.Pass, f *fault) error {
	if len(pass.Files) == 0 {
		return f
	}
	pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Message: f.Error()})
	return nil
}

// guarded are the analyzers whose Run is wrapped already. faults are why analyzers have no result, by
// package and analyzer.
var guarded, faults sync.Map

// A without is an analyzer that has no result for a package.
type without struct {
	pkg weak.Pointer[types.Package]
	by  *analysis.Analyzer
}

// guard makes a panic in one of as, or in what they require, one line about that pass on that package:
// tell is called once. What needs that pass does not run on that package; all else goes on.
func guard(tell teller, as ...*analysis.Analyzer) {
	for _, a := range as {
		if _, done := guarded.LoadOrStore(a, true); done {
			continue
		}
		a.Run = contained(a, a.Run, tell)
		guard(nil, a.Requires...)
	}
}

// contained is run without its panics. Where tell is nil, others need a's result: they get an empty one,
// and do not run.
func contained(a *analysis.Analyzer, run func(*analysis.Pass) (any, error), tell teller) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (res any, err error) {
		pkg := weak.Make(pass.Pkg) // an editor's packages come and go
		settle := func(f *fault) {
			res, err = empty(a), nil
			if tell == nil {
				faults.Store(without{pkg, a}, f)
				return
			}
			f.told.Do(func() { err = tell(pass, f) })
		}
		for _, need := range a.Requires {
			if f, ok := faults.Load(without{pkg, need}); ok {
				settle(f.(*fault))
				return res, err
			}
		}
		defer func() {
			if e := recover(); e != nil {
				err = fmt.Errorf("panic: %v", e)
			}
			if err != nil {
				settle(&fault{pass: a.Name, pkg: pass.Pkg.Path(), err: err})
			}
		}()
		return run(pass)
	}
}

// empty is what stands in the place of a's result.
func empty(a *analysis.Analyzer) any {
	if a.ResultType == nil {
		return nil
	}
	return reflect.Zero(a.ResultType).Interface()
}

// internal begins each line about a fault of ours.
const internal = "internal error: "

// internalError is the line about a fault of ours.
func internalError(pass, pkg string, err error) string {
	if pkg != "" {
		pass += ": " + pkg
	}
	return fmt.Sprintf(internal+"%s: %s", pass, firstLine(err.Error()))
}
