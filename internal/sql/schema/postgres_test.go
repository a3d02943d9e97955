//go:build unix

package schema

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// dumpSQL asks a server for what a catalog should know, a line each, in the form of the golden
// files. NOT NULL constraints, checks and sequences are left out: a catalog keeps none.
const dumpSQL = `
WITH rel AS (
	SELECT c.oid, c.relkind, c.relispartition, quote_ident(nspname) || '.' || quote_ident(relname) AS name
	FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
	WHERE relkind IN ('r','p','v','m') AND nspname NOT IN ('pg_catalog','information_schema') AND nspname !~ '^pg_'
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')),
based AS (
	WITH RECURSIVE b AS (SELECT oid AS id, oid, typtype, typbasetype FROM pg_type
		UNION ALL SELECT b.id, t.oid, t.typtype, t.typbasetype FROM b JOIN pg_type t ON t.oid = b.typbasetype WHERE b.typtype = 'd')
	SELECT id, oid FROM b WHERE typtype <> 'd')
SELECT concat_ws(E'\t', 'table', r.name, relkind, CASE WHEN relispartition THEN i.inhparent::regclass::text END) FROM rel r
	LEFT JOIN pg_inherits i ON inhrelid = r.oid AND relispartition
UNION ALL
SELECT concat_ws(E'\t', 'column', r.name, quote_ident(attname),
	CASE WHEN b.typcategory = 'A' AND b.typelem <> 0 THEN (SELECT e.typname FROM based x JOIN pg_type e ON e.oid = x.oid WHERE x.id = b.typelem) || '[]' ELSE b.typname END,
	CASE WHEN attnotnull AND relkind <> 'v' THEN 'not null' END, CASE WHEN attcollation <> t.typcollation THEN 'collate ' || collname END)
	FROM rel r JOIN pg_attribute ON attrelid = r.oid AND attnum > 0 AND NOT attisdropped JOIN pg_type t ON t.oid = atttypid
	JOIN based ON based.id = t.oid JOIN pg_type b ON b.oid = based.oid LEFT JOIN pg_collation co ON co.oid = attcollation
UNION ALL
SELECT concat_ws(E'\t', 'index', r.name, CASE WHEN contype IN ('p','u','x') THEN contype::text ELSE '-' END || CASE WHEN condeferrable THEN ' deferrable' ELSE '' END,
	CASE WHEN indisvalid THEN 'valid' ELSE 'invalid' END, regexp_replace(pg_get_indexdef(indexrelid), '\s+', ' ', 'g'))
	FROM rel r JOIN pg_index ON indrelid = r.oid LEFT JOIN pg_constraint k ON conindid = indexrelid AND contype IN ('p','u','x')
UNION ALL
SELECT concat_ws(E'\t', 'foreign key', r.name, quote_ident(conname),
	(SELECT string_agg(attname, ', ' ORDER BY o) FROM unnest(conkey) WITH ORDINALITY u(n, o) JOIN pg_attribute ON attrelid = conrelid AND attnum = n),
	f.name, (SELECT string_agg(attname, ', ' ORDER BY o) FROM unnest(confkey) WITH ORDINALITY u(n, o) JOIN pg_attribute ON attrelid = confrelid AND attnum = n),
	CASE confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict' END,
	CASE confupdtype WHEN 'c' THEN 'update cascade' WHEN 'n' THEN 'update set null' WHEN 'd' THEN 'update set default' WHEN 'r' THEN 'update restrict' END)
	FROM rel r JOIN pg_constraint k ON conrelid = r.oid AND contype = 'f' JOIN rel f ON f.oid = confrelid
ORDER BY 1`

// goldenVersion is the major version of PostgreSQL that wrote the golden files: others dump what
// the parser's grammar does not know.
const goldenVersion = "15"

// A server is a scratch cluster of PostgreSQL that only this test uses.
type server struct {
	dir  string
	cred *syscall.Credential
	n    int // databases made so far
}

// start makes and starts a cluster, or skips the test where PostgreSQL is not installed.
func start(t *testing.T) *server {
	t.Helper()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, tool := range []string{"initdb", "pg_ctl", "psql"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no PostgreSQL here: %v", err)
		}
	}
	if out, err := exec.Command("initdb", "--version").Output(); err != nil || !strings.Contains(string(out), ") "+goldenVersion+".") {
		t.Skipf("the golden files are of PostgreSQL %s, not of %s", goldenVersion, out)
	}
	dir, err := os.MkdirTemp("/tmp", "scalevet") // short: a socket's path has 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	s := &server{dir: dir}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s.unprivileged(t)
	if out, err := s.command("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-N", "-D", dir+"/data").CombinedOutput(); err != nil {
		t.Skipf("initdb: %v\n%s", err, out)
	}
	options := "-k " + dir + " -c listen_addresses='' -c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off"
	if out, err := s.command("pg_ctl", "-w", "-D", dir+"/data", "-l", dir+"/log", "-o", options, "start").CombinedOutput(); err != nil {
		t.Skipf("pg_ctl: %v\n%s", err, out)
	}
	t.Cleanup(func() {
		if out, err := s.command("pg_ctl", "-m", "immediate", "-D", dir+"/data", "stop").CombinedOutput(); err != nil {
			t.Errorf("pg_ctl stop: %v\n%s", err, out)
		}
	})
	return s
}

// unprivileged lets the server run as user postgres: it refuses to run as root.
func (s *server) unprivileged(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Skipf("PostgreSQL does not run as root: %v", err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	s.cred = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	if err := os.Chown(s.dir, uid, gid); err != nil {
		t.Fatal(err)
	}
}

func (s *server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = s.dir, append(os.Environ(), "LC_ALL=C.UTF-8")
	if s.cred != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred}
	}
	return cmd
}

// apply runs ddl in a new database and returns its name and what the server then says of its
// schema. One process does it all: starting them is what takes the time.
func (s *server) apply(ddl string) (db, said string, err error) {
	s.n++
	db = fmt.Sprintf("d%d", s.n)
	script := "CREATE DATABASE " + db + " TEMPLATE template0 STRATEGY file_copy;\n\\c " + db + "\n\\o /dev/null\n" + ddl + "\n;\n\\o\nSET search_path = '';" + dumpSQL
	cmd := s.command("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", s.dir, "-U", "postgres", "postgres")
	var out, problem bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(script), &out, &problem
	if err := cmd.Run(); err != nil {
		return "", "", fmt.Errorf("%w: %s", err, problem.String())
	}
	return db, out.String(), nil
}

// dump returns the database's schema as pg_dump writes it.
func (s *server) dump(db string) (string, error) {
	out, err := s.command("pg_dump", "--schema-only", "-h", s.dir, "-U", "postgres", db).Output()
	return string(out), err
}

// TestServer holds the golden files against a server, where there is one; with -update it writes
// them. What pg_dump makes of the same database must read alike.
func TestServer(t *testing.T) {
	s := start(t)
	for name, ddl := range scripts(t) {
		db, got, err := s.apply(ddl)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if *update {
			if err := os.WriteFile("testdata/"+name+".golden", []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got != golden(t, name) {
			t.Errorf("%s.golden is not what the server says; run with -update", name)
		}
		dump, err := s.dump(db)
		if err != nil {
			t.Fatal(err)
		}
		c := fold(t, withoutMeta(dump))
		if diff := compare(lines(got, c), describe(c)); diff != "" {
			t.Errorf("%s, dumped:\n%s", name, diff)
		}
	}
}

// withoutMeta leaves out psql's own commands, as package migrate does.
func withoutMeta(dump string) string {
	var b strings.Builder
	for line := range strings.Lines(dump) {
		if !strings.HasPrefix(line, `\`) {
			b.WriteString(line)
		}
	}
	return b.String()
}
