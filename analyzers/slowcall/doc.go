// Package slowcall defines an Analyzer that finds requests that wait for slow work: mail,
// third-party APIs, documents, processes.
//
// # Analyzer slowcall
//
// slowcall: find requests that wait for mail, third-party APIs, documents or processes
//
// A handler that sends mail is as slow as the mail server, and fails when it does. While it waits
// it holds a goroutine, often a database connection and always a user. On a laptop the mail server
// answers in 50 ms; on the day of the launch it takes thirty seconds, and every page that sends
// mail is down with it.
//
// Wrong:
//
//	func signup(w http.ResponseWriter, r *http.Request) {
//		u := create(r)
//		smtp.SendMail(addr, auth, from, []string{u.Email}, welcome) // want "handler signup waits for mail"
//	}
//
// Right: write down what is to be done, in the transaction that made it necessary, and let a worker
// do it.
//
//	jobs.Insert(ctx, tx, WelcomeMail{UserID: u.ID}) // a worker sends it, and tries again
//
// Categories:
//   - mail: a mail server
//   - http: another service
//   - document: PDFs, spreadsheets, archives
//   - media: images and films
//   - exec: another process
//   - sleep: nothing at all
//   - llm: a language model
//   - sms: a text message
//   - storage: object storage
//
// The finding stands at the last call in the handler's package on the way to the slow work, and
// names the way.
//
// The analyzer is silent when the work is done in a goroutine that nobody waits for, handed to a
// queue or a worker, deferred in a function that flushes its answer, goes to a constant address of
// this machine, or fills once what is kept for all requests. What the request cannot go on without is
// of low severity: another service or a language model whose answer each function on the way
// uses or checks, and exchanging an OAuth code, proxying and health checks. So are sleeps, object
// storage, what is done only when a cache has no answer or something has failed, and chores that no user
// waits for.
//
// Limits: whether a call is quick enough nobody can tell from the source; calls by reflection, and
// under go vet calls through interfaces implemented elsewhere, are not followed.
package slowcall
