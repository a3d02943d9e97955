package parse

import "testing"

func TestBatched(t *testing.T) {
	tests := []struct{ in, want string }{
		{"SELECT id, name FROM users WHERE id = $1", "SELECT id, name FROM users WHERE id = ANY($1)"},
		{"SELECT * FROM users WHERE $1 = id", "SELECT * FROM users WHERE id = ANY($1)"},
		{"select u.* from users u where u.id = ?", "SELECT u.* FROM users u WHERE u.id = ANY($1)"},
		{"SELECT name FROM users u WHERE u.id = $1", "SELECT name, u.id FROM users u WHERE u.id = ANY($1)"},
		{"SELECT name FROM users WHERE id = @id AND deleted_at IS NULL ORDER BY name", "SELECT name, id FROM users WHERE id = ANY($1) AND deleted_at IS NULL ORDER BY name"},
		{"SELECT name FROM users WHERE id = $1::uuid", "SELECT name, id FROM users WHERE id = ANY($1::uuid[])"},
		{"SELECT name FROM users WHERE id IN ($1)", "SELECT name, id FROM users WHERE id = ANY($1)"},
		{"SELECT status, count(*) FROM orders WHERE user_id = $1 GROUP BY status", "SELECT status, count(*), user_id FROM orders WHERE user_id = ANY($1) GROUP BY status, user_id"},
		{"SELECT user_id, sum(n) FROM orders WHERE user_id = $1 GROUP BY user_id HAVING sum(n) > 1", "SELECT user_id, sum(n) FROM orders WHERE user_id = ANY($1) GROUP BY user_id HAVING sum(n) > 1"},
		{"SELECT DISTINCT tag FROM tags WHERE post_id = $1", "SELECT DISTINCT tag, post_id FROM tags WHERE post_id = ANY($1)"},
		{"SELECT lower(name) AS id FROM users WHERE key = $1", "SELECT lower(name) AS id, key FROM users WHERE key = ANY($1)"},
		{`SELECT "Name" FROM "Users" WHERE "Id" = $1`, `SELECT "Name", "Id" FROM "Users" WHERE "Id" = ANY($1)`},
	}
	for _, test := range tests {
		got, ok := Batched(test.in)
		if !ok || got != test.want {
			t.Errorf("Batched(%q)\n got %q, %v\nwant %q", test.in, got, ok, test.want)
		}
	}
}

// Each of these would mean something else, or does not say which parameter changes.
func TestNotBatched(t *testing.T) {
	for _, sql := range []string{
		"SELECT * FROM users WHERE id = $1 LIMIT 1",
		"SELECT * FROM users WHERE id = $1 OFFSET 5",
		"SELECT count(*) FROM orders WHERE user_id = $1",
		"SELECT coalesce(max(n), 0) FROM orders WHERE user_id = $1",
		"SELECT id FROM orders WHERE user_id = $1 HAVING count(*) > 1",
		"SELECT row_number() OVER (ORDER BY id) FROM orders WHERE user_id = $1",
		"SELECT DISTINCT ON (a) a FROM orders WHERE user_id = $1 ORDER BY a, b",
		"SELECT * FROM orders WHERE tenant_id = $1 AND id = $2",
		"SELECT * FROM orders WHERE user_id = $1 AND parent_id = $1",
		"SELECT * FROM orders WHERE user_id = $1 OR shared",
		"SELECT * FROM orders WHERE NOT user_id = $1",
		"SELECT * FROM orders WHERE user_id > $1",
		"SELECT * FROM orders WHERE lower(name) = $1",
		"SELECT * FROM orders WHERE user_id = ANY($1)",
		"SELECT * FROM orders WHERE id = $1 FOR UPDATE",
		"SELECT * FROM orders o JOIN users u ON u.id = o.user_id WHERE u.id = $1",
		"SELECT * FROM orders, users WHERE id = $1",
		"SELECT * FROM (SELECT * FROM orders) x WHERE id = $1",
		"WITH x AS (SELECT 1) SELECT * FROM orders WHERE id = $1",
		"SELECT 1 FROM a WHERE id = $1 UNION SELECT 2 FROM b",
		"SELECT a FROM orders WHERE user_id = $1 GROUP BY ROLLUP (a)",
		"SELECT * FROM t WHERE id = $0::int", "SELECT $1", "DELETE FROM users WHERE id = $1", "SELEC", "", "SELECT 1; SELECT * FROM t WHERE id = $1",
	} {
		if got, ok := Batched(sql); ok {
			t.Errorf("Batched(%q) = %q", sql, got)
		}
	}
}
