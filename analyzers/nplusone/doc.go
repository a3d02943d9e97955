// Package nplusone defines an Analyzer that finds round trips to a store that run once per
// element of a loop.
//
// # Analyzer nplusone
//
// nplusone: find queries that run once per iteration of a loop
//
// A query costs a round trip, about a millisecond, whatever it returns. In a loop over rows the
// page that took 20 ms with ten rows takes two seconds with a thousand, the pool's connections
// are held all the while, and the database answers the same statement a thousand times. Nobody
// sees it on a laptop with ten rows.
//
// Wrong:
//
//	for _, o := range orders {
//		o.Items, err = store.Items(ctx, o.ID) // want "query in loop: store.Items runs once per iteration"
//	}
//
// Right: ask once for all, and distribute in memory.
//
//	items, err := store.ItemsOf(ctx, ids) // WHERE order_id = ANY($1)
//	for _, it := range items {
//		byID[it.OrderID].Items = append(byID[it.OrderID].Items, it)
//	}
//
// Categories:
//   - read: a query for each element
//   - write: an insert, update or delete for each element; the finding names the bulk form
//   - rpc: a call of another service for each element
//   - invariant: a read that nothing in the loop changes; move it before the loop
//
// The loop and the query may stand in different functions and packages: the finding is at the call
// in the loop and names the way to the query. A gqlgen resolver of a type of which another
// resolver returns lists runs once per element, too, and so does MarshalJSON of a type of which
// there are lists. Where the statement's text is known, the finding shows the one that asks for
// all elements at once.
//
// The analyzer is silent when the call only builds or queues (pgx.Batch, a Redis pipeline, COPY,
// CreateInBatches), when the loop walks chunks or pages, flushes full batches, retries, polls,
// leaves in its first turn, consumes a queue or a stream, tries one after the other until it
// succeeds, or runs over a short list written in the source: here, at each call, or in what fills
// the field.
//
// The finding is of low severity behind a cache; in one-shot commands, migrations and seeders, and
// where only chores, administrators, clocks or workers are known to ask; where the program compares
// the length of the list with a number up to a hundred; where the parts of one thing are written,
// which a field of it holds; where the loop looks for one element or joins two lists; and for calls
// of other people's APIs over HTTP.
//
// Limits: under go vet, golangci-lint and gopls a query behind an interface is seen only when the
// implementation is in the same or an imported package; the command sees the whole program. Calls
// by reflection are not followed.
package nplusone
