// Package loops holds every kind of loop around a query.
package loops

import (
	"context"
	"database/sql"
	"log"
	"math"
	"net/http"
	"reflect"
	"slices"
	"time"
)

func elements(db *sql.DB, ids []int) {
	for _, id := range ids {
		for attempt := 0; attempt < 3; attempt++ {
			if _, err := db.Exec("DELETE FROM users WHERE id = $1", id); err == nil { // want `write in loop`
				break
			}
		}
	}
}

func memo(db *sql.DB, ids []int) {
	seen := map[int]string{}
	for _, id := range ids {
		if _, ok := seen[id]; ok {
			continue
		}
		var name string
		db.QueryRow("SELECT name FROM users WHERE id = $1", id).Scan(&name) // want `runs at most once per distinct key`
		seen[id] = name
	}
}

func invariant(db *sql.DB, ids []int, user int) {
	for range ids {
		db.QueryRow("SELECT plan FROM users WHERE id = $1", user) // want `query in loop: .* runs once per iteration with the same arguments`
	}
}

// The loop changes what is asked, or what is there.
func variant(db *sql.DB, ids []int) {
	last := 0
	for _, id := range ids {
		db.QueryRow("SELECT plan FROM users WHERE id > $1", last) // want `runs once per iteration \(`
		last = id
	}
	for range ids {
		db.QueryRow("SELECT count(*) FROM users")                           // want `runs once per iteration \(`
		db.Exec("DELETE FROM users WHERE id = (SELECT min(id) FROM users)") // want `write in loop`
	}
}

// Each of these that is open asks the same thing.
func halfPicked(db *sql.DB, states []string, team int) {
	for _, s := range states {
		if s != "open" {
			db.QueryRow("SELECT plan FROM teams WHERE id = $1", team) // want `query in loop: .* runs once per iteration`
		}
		switch s {
		case "shut":
		default:
			db.QueryRow("SELECT plan FROM teams WHERE id = $1", team) // want `query in loop: .* runs once per iteration`
		}
		if s == "open" {
			db.Exec("UPDATE teams SET open = true WHERE id = $1 AND state = $2", team, s) // want `write in loop`
		}
	}
}

// A query whose failure ends the loop is no search.
func checked(db *sql.DB, ids []int, err error) error {
	for _, id := range ids {
		if err == nil {
			db.QueryRow("SELECT plan FROM teams WHERE id = $1", 7) // want `once per iteration with the same arguments`
		}
		if _, err := db.Query("SELECT name FROM users WHERE id = $1", id); err != nil { // want `query in loop`
			return err
		} else if id > 7 {
			continue
		}
	}
	return nil
}

func notLeft(db *sql.DB, ids []int) {
	for _, id := range ids {
		switch {
		case id > 0:
			db.Exec("DELETE FROM t WHERE id = $1", id) // want `write in loop`
			break
		}
	}
}

// Neither of these waits for a batch: the bound is one, and nothing is gathered.
func everyTurn(db *sql.DB, ids []int) {
	var batch []int
	for _, id := range ids {
		batch = append(batch, id)
		if len(batch) > 0 {
			db.Exec("DELETE FROM t WHERE id = ANY($1)", batch) // want `write in loop`
			batch = batch[:0]
		}
		if len(ids) > 100 {
			db.Exec("DELETE FROM t WHERE id = $1", id) // want `write in loop`
		}
	}
}

// A list that grows in a loop, and one that begins with what the caller has.
func collected(db *sql.DB, ids []int) {
	var odd []int
	for _, id := range ids {
		odd = append(odd, id)
	}
	for _, id := range odd {
		db.QueryRow("SELECT name FROM users WHERE id = $1", id) // want `query in loop`
	}
	ids = append(ids, 7)
	for _, id := range ids {
		db.QueryRow("SELECT name FROM users WHERE id = $1", id) // want `query in loop`
	}
}

var registered = map[string]int{"root": 1}

func register(name string, id int) { registered[name] = id }

func walked(db *sql.DB, todo []int, names map[string]int) {
	for range registered {
		db.QueryRow("SELECT name FROM users WHERE id = $1", 1).Scan(&todo) // want `query in loop`
	}
	for len(todo) > 0 {
		db.QueryRow("SELECT id FROM parts WHERE whole = $1", todo[0]) // want `query in loop`
		todo = todo[1:]
	}
	for len(names) > 0 {
		for name := range names {
			db.QueryRow("SELECT name FROM users WHERE name = $1", name) // want `query in loop`
			delete(names, name)
			break
		}
	}
}

// What a decoder fills may be long.
type request struct {
	IDs []int `json:"ids"`
}

func decoded(db *sql.DB, r *request) {
	if r == nil {
		r = &request{IDs: []int{1}}
	}
	for _, id := range r.IDs {
		db.QueryRow("SELECT name FROM users WHERE id = $1", id) // want `query in loop`
	}
}

// Not every call of it names them one by one.
func tags(db *sql.DB, names ...string) {
	for _, name := range names {
		db.Exec("INSERT INTO tags VALUES ($1)", name) // want `write in loop`
	}
}

func tagged(db *sql.DB, names []string) {
	tags(db, "new")
	tags(db, names...)
}

// A cache that the catalog does not know, before the store.
type fileCache struct{}

func (fileCache) GetString(key int) (string, bool, error) { return "", false, nil }

type users struct {
	db    *sql.DB
	cache fileCache
}

func (u *users) name(id int) string {
	s, ok, err := u.cache.GetString(id)
	if err == nil && ok {
		if len(s) > 0 {
			return s
		}
	}
	u.db.QueryRow("SELECT name FROM users WHERE id = $1", id).Scan(&s)
	return s
}

func names(u *users, ids []int) {
	for _, id := range ids {
		u.name(id) // want `runs at most once per distinct key`
	}
}

// One element at a time is no batch, and a value of each turn is empty each time.
func single(db *sql.DB, ids []int) {
	i := 0
	for i < len(ids) {
		db.Query("SELECT * FROM users WHERE id = ANY($1)", ids[i:i+1]) // want `query in loop`
		i++
	}
	for _, id := range ids {
		var rows *sql.Rows
		if rows == nil {
			rows, _ = db.Query("SELECT * FROM users WHERE id = $1", id) // want `query in loop`
		}
	}
	var err error
	for _, id := range ids {
		if err == nil {
			_, err = db.Query("SELECT * FROM users WHERE id = $1", id) // want `query in loop`
		}
	}
}

type owned struct {
	owner int
	rows  *sql.Rows
}

func owners(db *sql.DB, all []owned) {
	for _, o := range all {
		if o.rows == nil {
			o.rows, _ = db.Query("SELECT * FROM users WHERE id = $1", o.owner) // want `query in loop`
		}
	}
}

func (u *users) find(id *int) (s string) {
	if id != nil {
		if s, ok, _ := u.cache.GetString(*id); ok {
			return s
		}
	}
	u.db.QueryRow("SELECT name FROM users WHERE id = $1", id).Scan(&s)
	return s
}

func found(u *users, ids []int) {
	for _, id := range ids {
		u.find(&id) // want `runs at most once per distinct key`
	}
}

// Should not match.

func flushed(db *sql.DB, rows *sql.Rows, size int) {
	var batch []int
	n := 0
	flush := func() {
		db.Exec("DELETE FROM t WHERE id = ANY($1)", batch)
		batch = batch[:0]
	}
	for i := 0; rows.Next(); i++ {
		batch = append(batch, i)
		if len(batch) >= size {
			db.Exec("DELETE FROM t WHERE id = ANY($1)", batch)
			flush()
		}
		if i%100 == 99 {
			flush()
		}
		n++
		if n == 50 || i == size {
			flush()
			n = 0
		}
		if len(batch) < 1000 {
			continue
		}
		flush()
	}
	flush()
}

func picked(db *sql.DB, channels []string, team int) {
	for _, ch := range channels {
		if ch == "email" && team > 0 {
			db.QueryRow("SELECT plan FROM teams WHERE id = $1", team)
		}
		switch ch {
		case "chat":
			db.Exec("UPDATE teams SET chat = true WHERE id = $1", team)
		case "mail":
			changePlan(db, plan{team: team})
		}
	}
}

// A struct has as many fields as somebody wrote.
func fields(db *sql.DB, settings any) {
	t := reflect.TypeOf(settings)
	for i := 0; i < t.NumField(); i++ {
		db.QueryRow("SELECT value FROM settings WHERE name = $1", t.Field(i).Name)
	}
	for i := range t.NumField() {
		db.QueryRow("SELECT value FROM settings WHERE name = $1", t.Field(i).Name)
	}
}

type plan struct{ team int }

func changePlan(db *sql.DB, p plan) { db.Exec("UPDATE teams SET plan = 1 WHERE id = $1", p.team) }

func pages(db *sql.DB, rows, size int) {
	n := int(math.Ceil(float64(rows) / float64(size)))
	for page := 1; page <= n; page++ {
		db.Query("SELECT id FROM users ORDER BY id LIMIT $1 OFFSET $2", size, page)
	}
}

type voter interface {
	vote(id int)
}

type votes struct {
	db *sql.DB
	to []voter
}

func (v *votes) vote(id int) { v.db.Exec("INSERT INTO votes VALUES ($1)", id) }

func (v *votes) all(id int) {
	for _, to := range v.to {
		to.vote(id)
	}
}

func tried(db *sql.DB, urls []string) *http.Response {
	for _, u := range urls {
		if resp, err := http.Get(u); err != nil {
			log.Print(err)
		} else if resp.StatusCode == 200 {
			return resp
		}
	}
	for _, u := range urls {
		if resp, err := http.Get(u); err == nil && resp != nil {
			return resp
		}
	}
	return nil
}

func atMostThree(db *sql.DB, ids []int) {
	if len(ids) > 3 {
		return
	}
	for _, id := range ids {
		db.QueryRow("SELECT name FROM users WHERE id = $1", id)
	}
}

type operation struct{ actions []string }

func act(db *sql.DB) {
	op := &operation{actions: actionsOf(true)}
	run(db, op)
}

func actionsOf(up bool) (actions []string) {
	for _, who := range []string{"author", "voter"} {
		actions = append(actions, who)
	}
	return actions
}

func run(db *sql.DB, op *operation) {
	for _, a := range op.actions {
		db.Exec("INSERT INTO actions VALUES ($1)", a)
	}
}

func chosen(db *sql.DB, up bool) {
	var names []string
	if up {
		names = []string{"up", "voted up"}
	} else {
		names = []string{"down"}
	}
	for _, name := range names {
		db.QueryRow("SELECT value FROM settings WHERE name = $1", name)
	}
	for _, name := range defaults() {
		db.Exec("INSERT INTO labels VALUES ($1)", name)
	}
	roles(db, "admin", "user")
	settings(db, defaults())
}

func defaults() []string { return []string{"home", "work"} }

func roles(db *sql.DB, names ...string) {
	for _, name := range names {
		db.Exec("INSERT INTO roles VALUES ($1)", name)
	}
}

func settings(db *sql.DB, names []string) {
	for _, name := range names {
		db.QueryRow("SELECT value FROM settings WHERE name = $1", name)
	}
}

type buffer struct {
	db   *sql.DB
	rows []int
}

func (b *buffer) add(id int) {
	b.rows = append(b.rows, id)
	if len(b.rows) >= 100 {
		b.flush()
	}
}

func (b *buffer) put(id int) {
	b.rows = append(b.rows, id)
	if len(b.rows) < 100 {
		return
	}
	b.flush()
}

func (b *buffer) flush() {
	b.db.Exec("DELETE FROM t WHERE id = ANY($1)", b.rows)
	b.rows = nil
}

func buffered(b *buffer, ids []int) {
	for _, id := range ids {
		b.add(id)
		b.put(id)
	}
}

func drained(db *sql.DB, counts map[string]int, level []int) {
	for len(counts) > 0 {
		insertSome(db, counts)
	}
	for len(level) > 0 {
		var next []int
		db.QueryRow("SELECT array_agg(id) FROM parts WHERE whole = ANY($1)", level).Scan(&next)
		level = next
	}
}

func insertSome(db *sql.DB, counts map[string]int) {
	db.Exec("INSERT INTO counts SELECT * FROM unnest($1)", counts)
	clear(counts)
}

func fewNames(db *sql.DB, main, master bool) {
	names := []string{"latest"}
	if main {
		names = append(names, "main")
	}
	if master {
		names = append(names, "master", "trunk")
	}
	for _, name := range names {
		db.QueryRow("SELECT hash FROM versions WHERE name = $1", name)
	}
	for _, end := range "/@?#" {
		db.Exec("DELETE FROM cache WHERE key LIKE $1", string(end))
	}
	for name := range branches {
		db.QueryRow("SELECT hash FROM versions WHERE name = $1", name)
	}
}

var branches = map[string]bool{"main": true, "release": true}

func queue(ctx context.Context, db *sql.DB) {
	for ctx.Err() == nil {
		var id int
		db.QueryRow("DELETE FROM jobs WHERE id = (SELECT min(id) FROM jobs) RETURNING id").Scan(&id)
	}
}

type message struct{ id int }

type stream interface {
	Recv() (*message, error)
}

func received(db *sql.DB, s stream) error {
	for {
		m, err := s.Recv()
		if err != nil {
			return err
		}
		db.Exec("INSERT INTO messages VALUES ($1)", m.id)
	}
}

func chunked(db *sql.DB, ids []int) {
	for part := range slices.Chunk(ids, 100) {
		db.Query("SELECT * FROM users WHERE id = ANY($1)", part)
	}
	for i := 0; i < len(ids); i += 100 {
		db.Query("SELECT * FROM users WHERE id = ANY($1)", ids[i:min(i+100, len(ids))])
	}
	lower := 0
	for lower < len(ids) {
		upper := min(lower+100, len(ids))
		db.Query("SELECT * FROM users WHERE id = ANY($1)", ids[lower:upper])
		lower += 100
	}
}

// lazy asks when somebody wants to know, and then no more.
func lazy(db *sql.DB, ids []int) {
	var rows *sql.Rows
	for _, id := range ids {
		if id > 7 && rows == nil {
			rows, _ = db.Query("SELECT id FROM roles")
		}
	}
}

func paged(db *sql.DB) {
	last := 0
	for {
		ids := page(db, last)
		if len(ids) == 0 {
			return
		}
		last = ids[len(ids)-1]
	}
}

func page(db *sql.DB, after int) []int {
	db.Query("SELECT id FROM users WHERE id > $1 ORDER BY id LIMIT 100", after)
	return nil
}

func retried(db *sql.DB) error {
	var err error
	for i := 0; i < 5; i++ {
		if _, err = db.Exec("SELECT 1"); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

func worker(db *sql.DB, jobs chan int) {
	for id := range jobs {
		db.Exec("UPDATE jobs SET done = true WHERE id = $1", id)
	}
}

func polled(db *sql.DB, tick *time.Ticker, stop chan struct{}) {
	for {
		select {
		case <-tick.C:
			db.Exec("DELETE FROM sessions WHERE expires < now()")
		case <-stop:
			return
		}
	}
}

func leaves(db *sql.DB, ids []int) error {
	for _, id := range ids {
		if id < 0 {
			db.Exec("ROLLBACK")
			return nil
		}
		switch id {
		case 7:
			db.Exec("DELETE FROM t")
			return nil
		}
		if id == 8 {
			return scan(db)
		}
		if id == 9 {
			db.Exec("DELETE FROM t")
			break
		}
	}
	return nil
}

func scan(db *sql.DB) error { return db.QueryRow("SELECT 1").Scan() }

func pool(db *sql.DB, jobs chan int) {
	for range 100 {
		go consume(db, jobs)
	}
}

func consume(db *sql.DB, jobs chan int) {
	for id := range jobs {
		db.Exec("UPDATE jobs SET done = true WHERE id = $1", id)
	}
}

func few(db *sql.DB) {
	for _, table := range []string{"users", "orders"} {
		db.Exec("TRUNCATE " + table)
	}
}

func workers(db *sql.DB, n int, jobs chan int) {
	for i := 0; i < n; i++ {
		go func() {
			for id := range jobs {
				db.Exec("UPDATE jobs SET done = true WHERE id = $1", id)
			}
		}()
	}
}

// The parameter of a closure is new in each turn, though nothing in the loop sets it.
func started(db *sql.DB, ids []int) {
	for i := range ids {
		go func(at int) {
			db.QueryRow("SELECT plan FROM users WHERE id = $1", ids[at]) // want `query in loop: .* runs once per iteration \(`
		}(i)
	}
}
