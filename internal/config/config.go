// Package config reads .scalevet.yml, the configuration that nobody needs. Every key is a flag of
// the command too.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/scalevet/scalevet/internal/catalog"
)

// Name is the file that is looked for at the module's root.
const Name = ".scalevet.yml"

// A Config is what the file says.
type Config struct {
	Schema      []string        `yaml:"schema"`       // files or directories of the schema, instead of looking
	Postgres    int             `yaml:"postgres"`     // major version, 15 when not given
	SmallTables []string        `yaml:"small-tables"` // tables that stay small: nothing is said of them
	Rules       map[string]Rule `yaml:"rules"`
	Catalog     string          `yaml:"catalog"` // rows of the catalog's own format, which win over its own
	Exclude     []string        `yaml:"exclude"` // paths left out, as in .gitignore: a prefix, or a pattern with *
}

// A Rule is what the file says of one rule.
type Rule struct {
	Off      bool   `yaml:"off"`
	Severity string `yaml:"severity"` // high or low
}

// Read reads file; a file that does not exist is an empty configuration. Errors begin with the file
// and, where it is known, the line.
func Read(file string) (*Config, error) {
	c := &Config{}
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(c); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %s", file, oneLine(err))
	}
	return c, c.check(file)
}

// oneLine shortens yaml's list of errors to the first.
func oneLine(err error) string {
	text := err.Error()
	var te *yaml.TypeError
	if errors.As(err, &te) && len(te.Errors) > 0 {
		text = te.Errors[0]
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "config.", ""), "\n", " ")
}

func (c *Config) check(file string) error {
	for name, r := range c.Rules {
		if !slices.Contains([]string{"", "high", "low"}, r.Severity) {
			return fmt.Errorf("%s: rules.%s.severity is %q, want high or low", file, name, r.Severity)
		}
	}
	if c.Postgres < 0 {
		return fmt.Errorf("%s: postgres is %d", file, c.Postgres)
	}
	_, err := c.Table()
	return err
}

// Table returns the built-in catalog with the configured rows.
func (c *Config) Table() (*catalog.Table, error) {
	if strings.TrimSpace(c.Catalog) == "" {
		return catalog.Default(), nil
	}
	return catalog.Default().With(Name+": catalog", c.Catalog)
}

// Excludes reports whether a path, relative to the module, is left out.
func (c *Config) Excludes(path string) bool {
	path = filepath.ToSlash(path)
	for _, p := range c.Exclude {
		p = strings.TrimPrefix(filepath.ToSlash(p), "./")
		if path == p || strings.HasPrefix(path, strings.TrimSuffix(p, "/")+"/") {
			return true
		}
		if ok, err := filepath.Match(p, path); err == nil && ok {
			return true
		}
		if ok, err := filepath.Match(p, filepath.Base(path)); err == nil && ok {
			return true
		}
	}
	return false
}
