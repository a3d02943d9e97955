// Package loops holds every kind of loop around a query.
package loops

import (
	"database/sql"
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

func notLeft(db *sql.DB, ids []int) {
	for _, id := range ids {
		switch {
		case id > 0:
			db.Exec("DELETE FROM t WHERE id = $1", id) // want `write in loop`
			break
		}
	}
}

// Should not match.

func chunked(db *sql.DB, ids []int) {
	for part := range slices.Chunk(ids, 100) {
		db.Query("SELECT * FROM users WHERE id = ANY($1)", part)
	}
	for i := 0; i < len(ids); i += 100 {
		db.Query("SELECT * FROM users WHERE id = ANY($1)", ids[i:min(i+100, len(ids))])
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
