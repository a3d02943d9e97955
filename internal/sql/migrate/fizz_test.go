package migrate

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestFizz(t *testing.T) {
	fsys := fstest.MapFS{
		"m/1_a.up.fizz": {Data: []byte(`# tables
create_table("users") {
	t.Column("id", "uuid", {primary: true})
	t.Column("name", "string", {"null": true, "default": "a\"b"})
	t.Index(["name", "id"], {"unique": true})
}
create_table("keys", {timestamps: false}) {
	t.Column("id", "int")
	t.Column("user_id", "uuid")
	t.PrimaryKey("id", "user_id")
	t.ForeignKey("user_id", {"users": ["id"]}, {"on_delete": "cascade"})
}
`)},
		"m/1_a.down.fizz": {Data: []byte(`drop_table("users")`)},
		"m/2_b.up.fizz": {Data: []byte(`add_index("keys", "user_id", {"name": "k"})
rename_column("keys", "id", "no")
change_column("keys", "no", "bigint", {"null": true})
add_column("keys", "at", "timestamp", {})
sql("UPDATE keys SET no = 1; CREATE INDEX i ON keys (at);")
raw_thing("users")
`)},
	}
	want := strings.TrimPrefix(`
pop m 1_a.up.fizz 2_b.up.fizz
  1_a.up.fizz:2 CREATE TABLE "users" ("id" uuid PRIMARY KEY, "name" varchar(255), "created_at" timestamp NOT NULL, "updated_at" timestamp NOT NULL) (templated)
  1_a.up.fizz:2 CREATE UNIQUE INDEX "users_name_id_idx" ON "users" ("name", "id") (templated)
  1_a.up.fizz:7 CREATE TABLE "keys" ("id" int NOT NULL, "user_id" uuid NOT NULL, PRIMARY KEY ("id", "user_id"), FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE cascade) (templated)
  2_b.up.fizz:1 CREATE INDEX "k" ON "keys" ("user_id") (templated)
  2_b.up.fizz:2 ALTER TABLE "keys" RENAME COLUMN "id" TO "no" (templated)
  2_b.up.fizz:3 ALTER TABLE "keys" ALTER COLUMN "no" TYPE bigint (templated)
  2_b.up.fizz:4 ALTER TABLE "keys" ADD COLUMN "at" timestamp NOT NULL (templated)
  2_b.up.fizz:5 UPDATE keys SET no = 1 (templated)
  2_b.up.fizz:5 CREATE INDEX i ON keys (at) (templated)
  2_b.up.fizz:6 raw_thing("users") (templated)`, "\n")
	deep := File{Path: "a.up.fizz", Text: strings.Repeat("a(", 1<<20) + strings.Repeat("[", 1<<20)}
	if got := fizzStatements(deep); len(got) != 1 {
		t.Errorf("%d statements of calls without end, want the text", len(got))
	}
	if got := render(FindFS(fsys, Options{})); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
