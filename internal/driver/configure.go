package driver

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/confine"
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
		if opt.settings != nil {
			c.Overlay(opt.settings)
		}
		var flags *config.Config
		flags, outside = opt.given(root)
		flags.Catalog, flags.File = rows, opt.Catalog
		c.Overlay(flags)
		opt.choose(c)
		if opt.Baseline != "" {
			c.Baseline = opt.abs(opt.Baseline)
		}
	})
	c, err := config.For(root)
	for _, err := range []error{err, outside, c.CheckRules(ruleNames()), c.CheckSchema(root)} {
		if err != nil {
			return nil, err
		}
	}
	table, err := c.Table()
	if err != nil {
		return nil, err
	}
	scope.Configure(scope.Settings{Tests: opt.Tests, Catalog: table, Root: opt.whole})
	sqljoin.Configure(sqljoin.Settings{Schema: c.SchemaPaths(), For: c.SchemaTrees(), Postgres: c.Postgres, Small: c.Small})
	report.ShowLow(opt.Low)
	return c, nil
}

func readCatalog(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("cannot read the catalog %s: %s", file, confine.Reason(err))
	}
	return string(text), nil
}

// given returns the configuration that the flags are. Their paths are relative to the working
// directory, those of a configuration to root.
func (o *Options) given(root string) (*config.Config, error) {
	flags := &config.Config{SmallTables: o.Small, Exclude: o.Exclude, Postgres: o.Postgres, Rules: o.Rules}
	for _, s := range o.Schema {
		path, tree, _ := strings.Cut(s, "=")
		rel, err := filepath.Rel(root, o.abs(path))
		if err != nil || config.CheckPath(rel) != nil {
			return flags, usageError{fmt.Errorf("-schema %s leads out of the module at %s", path, root)}
		}
		flags.Schema = append(flags.Schema, config.Schema{Path: filepath.ToSlash(rel), For: tree})
	}
	return flags, nil
}

// choose switches rules off that flags leave out, and those on that are named alone.
func (o *Options) choose(c *config.Config) {
	for _, name := range ruleNames() {
		switch named := slices.Contains(o.Only, name); {
		case slices.Contains(o.Off, name), len(o.Only) > 0 && !named:
			c.Rules = append(c.Rules, config.Rule{Name: name, Level: config.Off})
		case named && c.Level(name) == config.Off:
			c.Rules = append(c.Rules, config.Rule{Name: name, Level: config.On})
		}
	}
}
