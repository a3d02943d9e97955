package config

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxSize bounds a configuration file, in bytes.
const maxSize = 1 << 20

// Parse reads the text of a configuration. The first mistake is an error that begins with
// file:line.
func Parse(file string, text []byte) (*Config, error) {
	c := &Config{File: file}
	if len(text) > maxSize {
		return nil, fmt.Errorf("%s: larger than %d bytes", file, maxSize)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, syntaxError(file, err)
	}
	if len(doc.Content) == 0 || doc.Content[0].Tag == "!!null" {
		return c, nil // an empty file, or comments only
	}
	keys := map[string]func(*yaml.Node) error{
		"schema":       c.readSchema,
		"small-tables": c.list(&c.SmallTables, nil),
		"postgres":     c.readPostgres,
		"rules":        c.readRules,
		"exclude":      c.list(&c.Exclude, c.checkPattern),
		"baseline":     c.readBaseline,
		"catalog":      c.readCatalog,
	}
	err := c.mapping(doc.Content[0], "the configuration", func(key, value *yaml.Node) error {
		read := keys[key.Value]
		if read == nil {
			return c.errorf(key, "unknown key %q: want one of %s", key.Value, strings.Join(sorted(keys), ", "))
		}
		return read(value)
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// syntaxError writes the yaml package's "yaml: line 3: …" as the other errors are written.
func syntaxError(file string, err error) error {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		return fmt.Errorf("%s:%s", file, rest)
	}
	return fmt.Errorf("%s: %s", file, msg)
}

func (c *Config) errorf(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", c.File, n.Line, fmt.Sprintf(format, args...))
}

// mapping calls f with each key of n, a mapping in which no key comes twice.
func (c *Config) mapping(n *yaml.Node, what string, f func(key, value *yaml.Node) error) error {
	n = target(n)
	if n.Kind != yaml.MappingNode {
		return c.errorf(n, "%s is not a mapping of keys to values", what)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], target(n.Content[i+1])
		if key.Kind != yaml.ScalarNode {
			return c.errorf(key, "a key is no word")
		}
		if seen[key.Value] {
			return c.errorf(key, "key %q comes twice", key.Value)
		}
		seen[key.Value] = true
		if err := f(key, value); err != nil {
			return err
		}
	}
	return nil
}

// target follows an alias.
func target(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

// text returns the string that n is.
func (c *Config) text(n *yaml.Node, what string) (string, error) {
	n = target(n)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!str" || strings.TrimSpace(n.Value) == "" {
		return "", c.errorf(n, "%s is not a string", what)
	}
	return n.Value, nil
}

// list returns a reader of a sequence of strings, each of which check accepts.
func (c *Config) list(to *[]string, check func(*yaml.Node, string) error) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.SequenceNode {
			return c.errorf(n, "want a list of strings")
		}
		for _, el := range n.Content {
			s, err := c.text(el, "an element of the list")
			if err != nil {
				return err
			}
			if check != nil {
				if err := check(el, s); err != nil {
					return err
				}
			}
			*to = append(*to, s)
		}
		return nil
	}
}

// checkPattern accepts paths and globs within the module.
func (c *Config) checkPattern(n *yaml.Node, s string) error {
	if err := CheckPath(s); err != nil {
		return c.errorf(n, "%v", err)
	}
	return nil
}

// CheckPath reports why s is no path or glob below a module's root.
func CheckPath(s string) error {
	slashed := strings.ReplaceAll(s, `\`, "/")
	if path.IsAbs(slashed) || path.Clean(slashed) == ".." || strings.HasPrefix(path.Clean(slashed), "../") {
		return fmt.Errorf("%q leads out of the module", s)
	}
	if _, err := path.Match(s, ""); err != nil {
		return fmt.Errorf("%q is no pattern: a bracket is not closed", s)
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

// readRules reads a level for each rule, or the long form: a mapping with off and severity.
func (c *Config) readRules(n *yaml.Node) error {
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

func sorted[V any](m map[string]V) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}
