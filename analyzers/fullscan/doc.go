// Package fullscan defines an Analyzer that finds statements on the request path that read a whole
// table.
//
// # Analyzer fullscan
//
// fullscan: find requests that read a whole growing table
//
// A list without a limit is fine as long as the list is short. The table grows by the program's own
// inserts, and with it the time, the memory and the response of every request that reads all of it.
// OFFSET paging is the same fault in slices: for page 1,000 the database reads and throws away the
// 999 before.
//
// Wrong:
//
//	func (s *Server) orders(w http.ResponseWriter, r *http.Request) {
//		rows, err := s.db.QueryContext(r.Context(), "SELECT id, total FROM orders") // want "request reads all of orders"
//
// Right: a page, continued after the last row that was shown.
//
//	rows, err := s.db.QueryContext(r.Context(), "SELECT id, total FROM orders WHERE id > $1 ORDER BY id LIMIT 50", after)
//
// Categories:
//   - scan: neither WHERE nor LIMIT
//   - offset: paging by OFFSET
//
// Paging by OFFSET is of low severity. A scan is of low severity too unless the program shows that
// it takes the table for a large one: another statement reads it in pages, or its rows belong to
// another table's and are deleted with them; and so is what only chores and administrators ask for.
//
// The analyzer is silent about tables that no statement of the program inserts into, which are
// lists of values, about aggregates, whose result is small, about statements that ask for one row
// or that a backup or an export runs, and about statements that no request is known to reach: jobs and commands.
//
// Limits: whether a filter leaves few rows or nearly all is not known, so every WHERE is believed.
package fullscan
