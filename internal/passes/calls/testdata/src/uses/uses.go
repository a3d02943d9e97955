package uses

type fn func()

func run(f func()) {}

func all() func() {
	func() {}()        // want "called in all"
	go func() {}()     // want "gone in all"
	defer func() {}()  // want "deferred in all"
	run(func() {})     // want "passed in all"
	run(fn(func() {})) // want "passed in all"
	f := func() {}     // want "unknown in all"
	_ = struct{ f func() }{
		f: func() {}, // want "kept in all"
	}
	f()
	return func() { // want "returned in all"
		run(func() {}) // want "passed in all"
	}
}
