package driver

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/passes/scope"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// configure reads the configuration of the module at root, lays the flags over it, and hands its
// parts to those who need them. It is called before the first package is analyzed.
func configure(root string, opt Options) (*config.Config, error) {
	rows, err := readCatalog(opt.Catalog)
	if err != nil {
		return nil, err
	}
	file := opt.Config
	if file != "" {
		file = opt.abs(file)
	}
	var outside error
	config.Override(file, func(root string, c *config.Config) {
		outside = opt.override(root, c)
		if rows != "" {
			c.Catalog, c.CatalogFile = rows, opt.Catalog
		}
	})
	c, err := config.For(root)
	for _, err := range []error{err, outside, c.CheckRules(ruleNames())} {
		if err != nil {
			return nil, err
		}
	}
	table, err := c.Table()
	if err != nil {
		return nil, err
	}
	scope.Configure(scope.Settings{Tests: opt.Tests, Catalog: table})
	sqljoin.Configure(sqljoin.Settings{Schema: c.SchemaPaths(), For: c.SchemaTrees(), Postgres: c.Postgres, Small: c.Small})
	report.ShowLow(opt.Low)
	return c, nil
}

func readCatalog(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	text, err := os.ReadFile(file)
	return string(text), err
}

// override lays the flags over c. Paths of flags are relative to the working directory, those of c
// to root.
func (o *Options) override(root string, c *config.Config) error {
	if len(o.Schema) > 0 {
		c.Schema = nil
		for _, s := range o.Schema {
			path, tree, _ := strings.Cut(s, "=")
			rel, err := filepath.Rel(root, o.abs(path))
			if err != nil || config.CheckPath(rel) != nil {
				return usageError{fmt.Errorf("-schema %s leads out of the module at %s", path, root)}
			}
			c.Schema = append(c.Schema, config.Schema{Path: filepath.ToSlash(rel), For: tree})
		}
	}
	if len(o.Small) > 0 {
		c.SmallTables = o.Small
	}
	if len(o.Exclude) > 0 {
		c.Exclude = o.Exclude
	}
	if o.Postgres != 0 {
		c.Postgres = o.Postgres
	}
	c.Baseline = o.baseline(root, c.Baseline)
	c.Rules = append(c.Rules, o.Rules...)
	for _, name := range ruleNames() {
		if slices.Contains(o.Off, name) || len(o.Only) > 0 && !slices.Contains(o.Only, name) {
			c.Rules = append(c.Rules, config.Rule{Name: name, Level: config.Off})
		}
	}
	return nil
}

// baseline returns the absolute path of the baseline file, or "".
func (o *Options) baseline(root, configured string) string {
	switch {
	case o.Baseline != "":
		return o.abs(o.Baseline)
	case configured != "":
		return filepath.Join(root, filepath.FromSlash(configured))
	}
	return ""
}

// needsBaseline reports that a baseline shall be written and nobody says where.
func needsBaseline(opt Options, c *config.Config) error {
	if opt.Write && c.Baseline == "" {
		return usageError{fmt.Errorf("-write-baseline needs -baseline FILE")}
	}
	return nil
}
