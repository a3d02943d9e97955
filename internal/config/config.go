// Package config reads .scalevet.yml, the choices that a project makes once for everybody. No
// project needs one.
package config

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/confine"
)

// Name is the file at a module's root.
const Name = ".scalevet.yml"

// A Config is what a file, or the flags of the run, choose. The zero value chooses nothing.
type Config struct {
	File string // where it was read; "" when there is no file

	Schema      []Schema // where the schema is; empty means found by itself
	SmallTables []string // tables that stay small: no index is asked for
	Postgres    int      // major version; 0 means the newest known
	Rules       []Rule
	Only        bool     // rules that Rules does not name are off
	Exclude     []string // paths below the root of which nothing is reported
	Baseline    string   // file of accepted findings, relative to the root

	// Catalog holds rows in the format of internal/catalog/tables; CatalogFile is the file whose
	// lines they are, File when it is "".
	Catalog, CatalogFile string
}

// A Schema is a file, a directory or a glob of migrations, relative to the root.
type Schema struct {
	Path string
	For  string // the package tree whose statements run on it; "" means the whole module
	Line int    // in File; 0 when a flag says so
}

// A Level is how much of a rule is wanted.
type Level string

// The levels. Low and High replace the severity that the rule gives.
const (
	On   Level = "on"
	Off  Level = "off"
	Low  Level = "low"
	High Level = "high"
)

// A Rule is the level of one rule.
type Rule struct {
	Name  string
	Level Level
	Line  int // in File; 0 when a flag says so
}

// Level returns how much of rule is wanted; the last word on it counts.
func (c *Config) Level(rule string) Level {
	level := On
	if c.Only {
		level = Off
	}
	for _, r := range c.Rules {
		if r.Name == rule {
			level = r.Level
		}
	}
	return level
}

// CheckRules reports the first rule that is none of names.
func (c *Config) CheckRules(names []string) error {
	known := map[string]bool{}
	for _, n := range names {
		known[n] = true
	}
	for _, r := range c.Rules {
		if !known[r.Name] {
			return c.at(r.Line, fmt.Errorf("no rule %q: the rules are %s", r.Name, strings.Join(names, ", ")))
		}
	}
	return nil
}

// CheckSchema reports the first schema of which there is nothing below root.
func (c *Config) CheckSchema(root string) error {
	if len(c.Schema) == 0 {
		return nil
	}
	dir, err := confine.Open(root)
	if err != nil {
		return err
	}
	defer dir.Close()
	for _, s := range c.Schema {
		found, err := fs.Glob(dir, path.Clean(s.Path))
		if err != nil || len(found) == 0 {
			return c.at(s.Line, fmt.Errorf("schema %s: no such file or directory in %s", s.Path, root))
		}
		tree := path.Clean(strings.TrimSuffix(s.For, "..."))
		if info, err := fs.Stat(dir, tree); err != nil || !info.IsDir() {
			return c.at(s.Line, fmt.Errorf("schema %s: %s, which it is for, is no directory in %s", s.Path, s.For, root))
		}
	}
	return nil
}

// at puts file and line before err, when a line is known.
func (c *Config) at(line int, err error) error {
	if line == 0 {
		return err
	}
	return fmt.Errorf("%s:%d: %w", c.File, line, err)
}

// Overlay lays over on c: what is given there wins, and a list takes the place of c's.
func (c *Config) Overlay(over *Config) {
	if len(over.Schema) > 0 {
		c.Schema = over.Schema
	}
	if len(over.SmallTables) > 0 {
		c.SmallTables = over.SmallTables
	}
	if len(over.Exclude) > 0 {
		c.Exclude = over.Exclude
	}
	if over.Postgres != 0 {
		c.Postgres = over.Postgres
	}
	if over.Only {
		c.Rules, c.Only = nil, true
	}
	c.Rules = append(c.Rules, over.Rules...)
	if over.Catalog != "" {
		c.Catalog, c.CatalogFile = over.Catalog, over.File
	}
}

// SchemaPaths returns the paths of all schemas.
func (c *Config) SchemaPaths() []string {
	var ps []string
	for _, s := range c.Schema {
		ps = append(ps, s.Path)
	}
	return ps
}

// SchemaTrees returns the directory of the package tree for each schema that has one, by path.
func (c *Config) SchemaTrees() map[string]string {
	trees := map[string]string{}
	for _, s := range c.Schema {
		if s.For != "" {
			trees[s.Path] = path.Clean(strings.TrimSuffix(s.For, "/..."))
		}
	}
	return trees
}

// Small reports whether table is said to stay small. A name without a schema speaks for the table
// in any schema.
func (c *Config) Small(schema, table string) bool {
	for _, t := range c.SmallTables {
		if strings.EqualFold(t, table) || strings.EqualFold(t, schema+"."+table) {
			return true
		}
	}
	return false
}

// Excludes reports whether nothing is wanted of the file at rel, a slash-separated path relative
// to the root.
func (c *Config) Excludes(rel string) bool {
	for _, p := range c.Exclude {
		if matches(p, rel) {
			return true
		}
	}
	return false
}

// matches reports whether pattern p is rel, a directory above it or a glob of either: without a
// slash it is matched against each element of the path.
func matches(p, rel string) bool {
	p = strings.TrimSuffix(strings.TrimPrefix(p, "./"), "/...")
	for at := rel; at != "." && at != "/"; at = path.Dir(at) {
		name := at
		if !strings.Contains(p, "/") && strings.ContainsAny(p, "*?[") {
			name = path.Base(at)
		}
		if ok, _ := path.Match(p, name); ok {
			return true
		}
	}
	return false
}

// Table returns the built-in rows with the project's own, which win. An error begins with file and
// line.
func (c *Config) Table() (*catalog.Table, error) {
	if strings.TrimSpace(c.Catalog) == "" {
		return catalog.Default(), nil
	}
	file := c.CatalogFile
	if file == "" {
		file = c.File
	}
	return catalog.Default().With(file, c.Catalog)
}
