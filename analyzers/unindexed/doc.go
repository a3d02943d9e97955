// Package unindexed defines an Analyzer that joins the SQL of a program with the indexes of its
// migrations.
//
// # Analyzer unindexed
//
// unindexed: find filters, joins and sorts that no index of the migrations can serve
//
// A filter without an index reads the whole table to return one row. With a thousand rows nobody
// notices; with ten million the statement takes seconds, for each request, and fills the cache
// with what nobody asked for. The migrations already say which indexes there will be in
// production, so this can be known before it ships.
//
// Wrong:
//
//	CREATE TABLE order_items (order_id bigint, line_no int, product_id bigint, PRIMARY KEY (order_id, line_no));
//
//	db.Query("SELECT order_id FROM order_items WHERE product_id = $1", id) // want "filter on order_items.product_id has no index"
//
// Right: a migration with the index that the finding spells.
//
//	CREATE INDEX CONCURRENTLY order_items_product_id_idx ON order_items (product_id);
//
// For each table of each statement the question is PostgreSQL's planner's own: can any index of
// this schema reach the table, as this table grows? A later key of a composite index does not, a
// partial index only where its predicate follows from the filter, an expression only by an index
// on the same expression. Where tables that are joined are each served through the other and no
// index finds the first rows of any, the one is reported by whose filter an index would find fewest.
//
// Categories:
//   - filter: a condition of WHERE
//   - join: a condition that joins two tables
//   - sort: ORDER BY with LIMIT over the whole table
//   - unusable: no index can serve the condition as it is written; the finding says what to write
//   - foreign-key: deleting the referenced row reads the referring table
//   - conflict: ON CONFLICT names columns that no unique index has, and the statement fails
//
// There is one finding for each missing index; the other statements that need it are its related
// places. Of low severity are ranges alone, NULL tests, booleans and sorts of few rows; statements that
// only one-shot commands, chores, administrators, clocks, workers (but for those that take work from a
// queue) and exports are known to run; and tables that a request reads whole, which the program itself
// takes for small ones.
//
// SQL is found in constants, variables, concatenations, Sprintf, strings.Builder, embedded and
// .sql query files (sqlc, goyesql), prepared statements, wrappers, and in the chains of squirrel,
// gorm, goqu, bun, go-pg, pop and ent. The schema is found below the module: the files of the usual
// migration tools, dumps, psql scripts, embedded directories, sqlc's configuration, definitions in
// Go strings, gorm's tags where they are migrated from, and the schema that ent generates.
//
// The analyzer is silent about tables that an unreadable migration touches (liquibase's XML and YAML,
// Go code that builds its SQL), tables of schemas in another dialect, and statements whose
// conditions are only partly known.
//
// Limits: how many rows a table has is not known, so small tables are reported like large ones
// unless the migrations fill them. xorm's chains are not followed, only its SQL. The planner may
// still choose to read a table whole where an index exists. Text that a function of another package returns is not known, and under go vet,
// golangci-lint and gopls neither is a schema that another package defines in Go.
package unindexed
