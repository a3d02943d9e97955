package filter

import (
	"strings"
	"testing"
)

const shop = `
CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE, org_id bigint NOT NULL, active boolean NOT NULL, created_at timestamptz NOT NULL, tags text[]);
CREATE TABLE orders (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE, status text NOT NULL, created_at timestamptz NOT NULL);
CREATE INDEX orders_status_idx ON orders (status);
CREATE TABLE parent (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE child (id bigint PRIMARY KEY, parent_id bigint NOT NULL, kind text NOT NULL);
CREATE INDEX ON child (parent_id);
CREATE TABLE keys (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users);
CREATE TABLE credentials (key_id bigint PRIMARY KEY REFERENCES keys, party text NOT NULL);
CREATE TABLE odd (id bigint PRIMARY KEY, k text);
DO $$ BEGIN EXECUTE 'CREATE INDEX ' || 'x ON odd (k)'; END $$;
CREATE TABLE parts (id bigint, at timestamptz NOT NULL, s text) PARTITION BY RANGE (at);
`

// TestFindings holds what is reported of a statement: the kind, why it matters little, what to
// write instead, and the index.
func TestFindings(t *testing.T) {
	for _, c := range []struct {
		query, alias          string
		class                 Class
		finding, low, instead string // parts of the texts
		index                 string
	}{
		{"SELECT * FROM orders WHERE user_id = $1", "orders", Unserved, "filter", "", "", "CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id)"},
		{"SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE u.email = $1", "o", Unserved, "join", "", "", "orders (user_id)"},
		{"SELECT * FROM users u JOIN orders o ON o.user_id = u.id", "o", ScanAll, "", "", "", ""},
		{"DELETE FROM orders WHERE created_at < now() - interval '30 days'", "orders", Unserved, "filter", "range", "", "orders (created_at)"},
		{"SELECT * FROM users WHERE active", "users", Unserved, "filter", "few values", "", "users (id) WHERE active"},
		{"SELECT * FROM orders WHERE status = $1 ORDER BY created_at DESC LIMIT 10", "orders", Served, "sort", "sorted", "", "orders (status, created_at)"},
		{"SELECT * FROM users ORDER BY created_at DESC LIMIT 10", "users", ScanAll, "sort", "", "", "users (created_at)"},
		{"SELECT c.* FROM child c JOIN parent p ON p.id = c.parent_id ORDER BY c.kind LIMIT 10", "c", Served, "sort", "", "", "CREATE INDEX CONCURRENTLY child_kind_idx ON child (kind)"},
		{"SELECT k.* FROM credentials k JOIN keys p ON k.key_id = p.id WHERE p.user_id = $1 AND k.party = $2", "p", Served, "filter", "", "", "keys (user_id)"},
		{"SELECT * FROM orders WHERE (status = $1 OR user_id = $2) AND created_at > $3", "orders", Unserved, "filter", "", "", "CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id)"},
		{"SELECT * FROM orders WHERE ($1 IS NULL OR status = $1) ORDER BY created_at DESC LIMIT 10", "orders", Served, "sort", "may be asked", "", "orders (created_at)"},
		{"SELECT * FROM users WHERE created_at::date = $1", "users", Unserved, "unusable", "", "created_at >=", ""},
		{"SELECT * FROM users WHERE $1 = ANY(tags)", "users", Unserved, "unusable", "", "tags @>", ""},
		{"SELECT * FROM orders WHERE user_id NOT IN (SELECT id FROM users)", "orders", Unserved, "unusable", "", "NOT EXISTS", ""},
		{"SELECT * FROM users WHERE email LIKE '%' || $1", "users", Unserved, "filter", "", "", "gin (email gin_trgm_ops)"},
		{"SELECT * FROM users WHERE org_id IS NOT DISTINCT FROM $1", "users", Unserved, "unusable", "", "IS NULL", ""},
		{"INSERT INTO users (email, org_id, active, created_at) VALUES ($1, 1, true, now()) ON CONFLICT (org_id) DO NOTHING", "users", Failed, "conflict", "", "", ""},
		{"INSERT INTO users (email, org_id, active, created_at) VALUES ($1, 1, true, now()) ON CONFLICT (email) DO NOTHING", "", "", "", "", "", ""},
		// Each of two tables is served through the other.
		{"SELECT * FROM orders o JOIN users u ON u.id = o.user_id WHERE u.org_id = $1", "o", Unserved, "join", "", "", "orders (user_id)"},
		{"SELECT * FROM parent p JOIN child c ON c.parent_id = p.id WHERE p.name = $1 AND c.kind = 'x'", "p", Served, "filter", "", "", "parent (name)"},
		{"SELECT * FROM parent p JOIN child c ON c.parent_id = p.id WHERE c.kind = 'x'", "c", Served, "filter", "literals", "", "child (kind)"},
		{"SELECT * FROM parent p JOIN child c ON c.parent_id = p.id WHERE c.kind = $1 AND p.id = $2", "c", Served, "", "", "", ""},
		// Nothing is accused where something is not known.
		{"SELECT * FROM odd WHERE k = $1", "odd", Unknown, "", "", "", ""},
		{"SELECT * FROM orders WHERE nosuch = $1", "orders", Unknown, "", "", "", ""},
		{"SELECT * FROM elsewhere e JOIN orders o ON o.user_id = e.id", "o", Unknown, "", "", "", ""},
		{"SELECT * FROM elsewhere WHERE id = $1", "", "", "", "", "", ""},
		{"SELECT * FROM users WHERE email LIKE $1", "users", Served, "", "", "", ""},
		{"SELECT * FROM parts WHERE at > $1", "parts", Unserved, "", "", "", ""},
		{"SELECT * FROM parts WHERE s = $1", "parts", Unserved, "filter", "", "", "CREATE INDEX parts_s_idx ON parts (s)"},
		{"SELECT * FROM orders WHERE status <> $1", "orders", Unserved, "", "", "", ""},
	} {
		v := JudgeCase(Case{DDL: shop, Query: c.query}, Options{})
		if c.alias == "" {
			if len(v.Relations) > 0 || v.Error != "" {
				t.Errorf("%s: %+v, want nothing", c.query, v)
			}
			continue
		}
		var r CaseRelation
		for _, x := range v.Relations {
			if x.Alias == c.alias {
				r = x
			}
		}
		if r.Class != c.class || r.Finding != c.finding {
			t.Errorf("%s: %s, finding %q, want %s, %q", c.query, r.Class, r.Finding, c.class, c.finding)
		}
		for _, part := range [][2]string{{r.Low, c.low}, {r.Rewrite, c.instead}, {strings.Join(r.Suggest, "; "), c.index}} {
			if !strings.Contains(part[0], part[1]) || part[1] == "" && part[0] != "" {
				t.Errorf("%s: %q, want %q in it", c.query, part[0], part[1])
			}
		}
	}
}

// TestReplaces holds that an index which the new one makes superfluous is named.
func TestReplaces(t *testing.T) {
	c := Case{DDL: shop, Query: "SELECT * FROM orders WHERE status = $1 ORDER BY created_at LIMIT 10"}
	cat, q := parseCase(t, c)
	for _, r := range Judge(cat, q, Options{}).Relations {
		if len(r.Suggest) != 1 || r.Suggest[0].Replaces != "orders_status_idx" {
			t.Errorf("%+v, want that it replaces orders_status_idx", r.Suggest)
		}
	}
}

// TestSkipScan holds that PostgreSQL 18 searches past a first key of few values.
func TestSkipScan(t *testing.T) {
	c := Case{DDL: "CREATE TABLE t (flag boolean, n int, a int); CREATE INDEX ON t (flag, a); CREATE INDEX ON t (n, a)", Query: "SELECT * FROM t WHERE a = $1"}
	for version, want := range map[int]Class{15: Unserved, 17: Unserved, 18: Served} {
		if r := JudgeCase(c, Options{Postgres: version}).Relations[0]; r.Class != want {
			t.Errorf("PostgreSQL %d: %s, want %s", version, r.Class, want)
		}
	}
}

// TestForeignKeys holds that an index led by any column of a key serves its check.
func TestForeignKeys(t *testing.T) {
	const parent = "CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (id int PRIMARY KEY, a int, b int, del timestamptz, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p);"
	for index, want := range map[string]Class{
		"":                                 Unserved,
		"CREATE INDEX ON c (b, a)":         Served,
		"CREATE INDEX ON c (id, a)":        Unserved,
		"CREATE INDEX ON c USING hash (b)": Served,
		"CREATE INDEX ON c (a) WHERE a IS NOT NULL": Served,
		"CREATE INDEX ON c (a) WHERE del IS NULL":   Unserved,
	} {
		v := JudgeCase(Case{DDL: parent + index, Query: rowCheck + "c.f"}, Options{})
		if len(v.Relations) != 1 || v.Relations[0].Class != want {
			t.Errorf("%q: %+v, want %s", index, v.Relations, want)
		}
	}
}
