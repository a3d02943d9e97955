// Package sessionstate defines an Analyzer that finds what one request leaves in this process and
// another request needs.
//
// # Analyzer sessionstate
//
// sessionstate: find state that requests keep in this process
//
// A map of sessions works as long as there is one process. The second instance behind the load
// balancer does not see what the first one wrote: users are signed out at random, a token is not
// found, a limit is twice as high, a job is lost at the next deployment. It cannot be seen on a
// laptop, and it is dear to repair once everything relies on it.
//
// Wrong:
//
//	var sessions = map[string]*Session{}
//
//	func login(w http.ResponseWriter, r *http.Request) {
//		sessions[id] = s // want "request writes to map web.sessions"
//	}
//
// Right: keep it where every instance looks, in the database or in Redis.
//
//	store.PutSession(ctx, id, s)
//
// Categories:
//   - session: sessions, tokens, carts
//   - state: anything else that another request reads
//   - job: work queued in the process, which dies with it
//   - hub: followers whom nothing reaches that another instance publishes
//   - cache: a cache, which can be filled again and only costs
//   - limiter: a limit per instance, which is higher than it says
//
// Limiters and schedules made at the start are of low severity, and so are caches unless the function that fills them writes to a
// store as well: then other instances keep the old copy.
//
// The analyzer is silent when the state is written only before serving, guards calls in flight,
// memoizes values that never change or that whoever asks can make again, or counts for metrics, and
// when the program tells a library of sessions where to keep them.
//
// Limits: a field counts when its owner outlives the request, as far as the types show: receivers of
// handlers, what their closures captured, and what these hold.
package sessionstate
