package config

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxSize bounds a configuration file, in bytes.
const maxSize = 1 << 20

// Parse reads the text of a configuration. The first mistake is an error that begins with
// file:line.
func Parse(file string, text []byte) (*Config, error) {
	if len(text) > maxSize {
		return nil, fmt.Errorf("%s: larger than %d bytes", file, maxSize)
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&doc); err != nil && err != io.EOF {
		return nil, syntaxError(file, err)
	}
	var more yaml.Node
	if err := dec.Decode(&more); err == nil {
		return nil, fmt.Errorf("%s:%d: a second document begins here", file, more.Line)
	} else if err != io.EOF {
		return nil, syntaxError(file, err)
	}
	if len(doc.Content) == 0 {
		return &Config{File: file}, nil // an empty file, or comments only
	}
	return read(file, doc.Content[0], nil)
}

// Decode reads a configuration that stands in another program's file, and the keys there that only
// that program's users have: into pointers, by name. The first mistake is an error that begins
// with name.
func Decode(name string, v any, more map[string]any) (*Config, error) {
	var n yaml.Node
	if err := n.Encode(v); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return read(name, &n, more)
}

// read reads a document. A node without a line is of no file.
func read(file string, doc *yaml.Node, more map[string]any) (*Config, error) {
	c := &Config{File: file}
	if doc.Tag == "!!null" {
		return c, nil
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
	for key, to := range more {
		keys[key] = func(n *yaml.Node) error {
			if n.Decode(to) != nil {
				return c.errorf(n, "%s is not a %s", key, strings.TrimPrefix(fmt.Sprintf("%T", to), "*"))
			}
			return nil
		}
	}
	err := c.mapping(doc, "the configuration", func(key, value *yaml.Node) error {
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
	return fmt.Errorf("%s:1: %s", file, msg) // the yaml package names no first line
}

func (c *Config) errorf(n *yaml.Node, format string, args ...any) error {
	if n.Line == 0 {
		return fmt.Errorf("%s: %s", c.File, fmt.Sprintf(format, args...))
	}
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

func sorted[V any](m map[string]V) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}
