package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// TestTranslate makes a schema of MySQL one that PostgreSQL's grammar accepts.
func TestTranslate(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "schema.sql"), "USE `shop`;\nCREATE TABLE `a` (\n  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,\n"+
		"  `image` LONGBLOB,\n  `at` DATETIME(6),\n  `on` TINYINT(1),\n  UNIQUE KEY `a_at` (`at`)\n) ENGINE=InnoDB CHARACTER SET utf8mb4;\n"+
		"CREATE INDEX a_on ON a(`on`);\n")
	if err := translate(filepath.Join(dir, "schema.sql"), dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, translated))
	if err != nil {
		t.Fatal(err)
	}
	want := "\nCREATE TABLE \"a\" (\n  \"id\" BIGINT NOT NULL PRIMARY KEY,\n  \"image\" BYTEA,\n  \"at\" TIMESTAMP,\n  \"on\" SMALLINT,\n" +
		"  UNIQUE (\"at\")\n);\nCREATE INDEX a_on ON a(\"on\");\n"
	if string(text) != want {
		t.Errorf("translated to\n%s\nwant\n%s", text, want)
	}
	if _, err := parse.Parse(string(text)); err != nil {
		t.Error(err)
	}
}
