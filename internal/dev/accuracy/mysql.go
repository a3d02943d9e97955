package main

import (
	"os"
	"path/filepath"
	"regexp"
)

// translated is the file in a scratch module that holds a schema translated from MySQL's dialect.
const translated = "scalevet-accuracy.sql"

// dialect turns the few things in which MySQL's definitions of tables differ into PostgreSQL's. What
// else a schema has stays as it is, and scalevet says nothing of a table that it cannot read.
var dialect = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile("`"), `"`},
	{regexp.MustCompile(`(?im)^USE .*;$`), ""},
	{regexp.MustCompile(`(?i)\s+AUTO_INCREMENT\b`), ""},
	{regexp.MustCompile(`(?i)\s+UNSIGNED\b`), ""},
	{regexp.MustCompile(`(?i)\b(TINY|MEDIUM|LONG)?BLOB\b`), "BYTEA"},
	{regexp.MustCompile(`(?i)\b(TINY|MEDIUM|LONG)TEXT\b`), "TEXT"},
	{regexp.MustCompile(`(?i)\bTINYINT(\(\d+\))?`), "SMALLINT"},
	{regexp.MustCompile(`(?i)\bDATETIME(\(\d+\))?`), "TIMESTAMP"},
	{regexp.MustCompile(`(?i)\bUNIQUE (KEY |INDEX )?"\w+" \(`), "UNIQUE ("},
	{regexp.MustCompile(`(?im)^\)\s*ENGINE\b.*;$`), ");"},
}

// translate writes the MySQL schema in a file of a project's tree into the module at dir.
func translate(file, dir string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	s := string(text)
	for _, d := range dialect {
		s = d.from.ReplaceAllString(s, d.to)
	}
	return os.WriteFile(filepath.Join(dir, translated), []byte(s), 0o644)
}
