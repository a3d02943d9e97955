package config

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// CheckPath reports why s is no path or glob below a module's root.
func CheckPath(s string) error {
	slashed := strings.ReplaceAll(s, `\`, "/")
	if path.IsAbs(slashed) || path.Clean(slashed) == ".." || strings.HasPrefix(path.Clean(slashed), "../") {
		return fmt.Errorf("%q leads out of the module", s)
	}
	if _, err := path.Match(s, ""); err != nil {
		return fmt.Errorf("%q is no pattern: a bracket is not closed", s)
	}
	if strings.Contains(s, "**") {
		return fmt.Errorf("%q is no pattern: a directory is all below it, and a name without a slash is at any depth", s)
	}
	return nil
}

// readSchema reads one path, or a list of paths and of mappings with path and for.
func (c *Config) readSchema(n *yaml.Node) error {
	els := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		els = n.Content
	}
	for _, el := range els {
		s, err := c.schema(target(el))
		if err != nil {
			return err
		}
		c.Schema = append(c.Schema, s)
	}
	return nil
}

func (c *Config) schema(n *yaml.Node) (s Schema, err error) {
	s.Line = n.Line
	if n.Kind == yaml.ScalarNode {
		if s.Path, err = c.text(n, "a schema"); err != nil {
			return s, err
		}
		return s, c.checkPattern(n, s.Path)
	}
	err = c.mapping(n, "a schema", func(key, value *yaml.Node) (err error) {
		switch key.Value {
		case "path":
			s.Path, err = c.text(value, "path")
		case "for":
			s.For, err = c.text(value, "for")
		default:
			return c.errorf(key, "unknown key %q of a schema: want path, for", key.Value)
		}
		if err != nil {
			return err
		}
		return c.checkPattern(value, target(value).Value)
	})
	if err == nil && s.Path == "" {
		err = c.errorf(n, "a schema has no path")
	}
	return s, err
}

// The majors of PostgreSQL that the schema may be for.
const minPostgres, maxPostgres = 9, 99

// CheckPostgres reports why v is no major version.
func CheckPostgres(v int) error {
	if v < minPostgres || v > maxPostgres {
		return fmt.Errorf("postgres %d is no major version: want a number such as 16", v)
	}
	return nil
}

func (c *Config) readPostgres(n *yaml.Node) error {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
		return c.errorf(n, "postgres is no major version: want a number such as 16")
	}
	if err := CheckPostgres(v); err != nil {
		return c.errorf(n, "%v", err)
	}
	c.Postgres = v
	return nil
}

// readRules reads a level for each rule, or the long form of it: a mapping with off and severity.
// A list names the only ones that are on.
func (c *Config) readRules(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		c.Only = true
		if len(n.Content) == 0 {
			return c.errorf(n, "rules is an empty list: leave the key out for all of them")
		}
		for _, el := range n.Content {
			name, err := c.text(el, "a rule")
			if err != nil {
				return err
			}
			c.Rules = append(c.Rules, Rule{Name: name, Level: On, Line: target(el).Line})
		}
		return nil
	}
	return c.mapping(n, "rules", func(key, value *yaml.Node) error {
		level, err := c.level(key.Value, value)
		if err != nil {
			return err
		}
		c.Rules = append(c.Rules, Rule{Name: key.Value, Level: level, Line: key.Line})
		return nil
	})
}

func (c *Config) level(rule string, n *yaml.Node) (Level, error) {
	if n.Kind == yaml.ScalarNode {
		level, err := ParseLevel(n.Value)
		if err != nil {
			return "", c.errorf(n, "rule %s: %v", rule, err)
		}
		return level, nil
	}
	level := On
	err := c.mapping(n, "rule "+rule, func(key, value *yaml.Node) error {
		switch v := value.Value; {
		case key.Value == "off" && v == "true":
			level = Off
		case key.Value == "off" && v == "false":
		case key.Value == "off":
			return c.errorf(value, "rule %s: off is %q, want true or false", rule, v)
		case key.Value != "severity":
			return c.errorf(key, "unknown key %q of a rule: want off, severity", key.Value)
		case v != string(Low) && v != string(High):
			return c.errorf(value, "rule %s: severity is %q, want high or low", rule, v)
		case level != Off:
			level = Level(v)
		}
		return nil
	})
	return level, err
}

// ParseLevel reads a level; true and false are on and off.
func ParseLevel(s string) (Level, error) {
	switch s {
	case "true":
		return On, nil
	case "false":
		return Off, nil
	}
	if l := Level(s); slices.Contains([]Level{On, Off, Low, High}, l) {
		return l, nil
	}
	return "", fmt.Errorf("%q is no level: want on, off, low or high", s)
}

func (c *Config) readBaseline(n *yaml.Node) (err error) {
	if c.Baseline, err = c.text(n, "baseline"); err != nil {
		return err
	}
	return c.checkPattern(n, c.Baseline)
}

// readCatalog reads the rows of a block. Blank lines before them give each row the line that it
// has in the file.
func (c *Config) readCatalog(n *yaml.Node) error {
	text, err := c.text(n, "catalog")
	if err != nil {
		return err
	}
	if n.Style&yaml.LiteralStyle == 0 {
		return c.errorf(n, "catalog is not a block: write catalog: | and the rows below it")
	}
	c.Catalog = strings.Repeat("\n", n.Line) + text
	if _, err := c.Table(); err != nil {
		return err
	}
	return nil
}
