// Package perrequest defines an Analyzer that finds what is made anew for each request and could be
// made once.
//
// # Analyzer perrequest
//
// perrequest: find pools, clients, templates and regexps made anew for each request
//
// A pool that is opened per request opens connections per request, until the database has none left.
// A client with a transport of its own shakes hands with every call. A template parsed or a regexp
// compiled per request costs milliseconds that no profile on a laptop shows.
//
// Wrong:
//
//	func search(w http.ResponseWriter, r *http.Request) {
//		re := regexp.MustCompile(`^\w+$`) // want "regexp is made for each request"
//	}
//
// Right: make it once.
//
//	var word = regexp.MustCompile(`^\w+$`)
//
// Categories:
//   - pool: connections of a database
//   - client: a client of a service, or its transport
//   - template: a parsed template
//   - regexp: a compiled pattern
//   - config: what is read and parsed from files at a path that is always the same
//   - key: a parsed or generated key
//
// The analyzer is silent when what is made depends on the request, when it is kept in a field or a
// package variable, behind a nil check or a sync.Once, and outside of requests. A file that is
// passed on as it was read is of low severity: the system keeps it in memory.
//
// A constant regexp or template comes with a fix that moves it into a package variable.
//
// Limits: a constructor that takes a value of the request is taken to need it.
package perrequest
