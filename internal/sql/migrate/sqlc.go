package migrate

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A sqlcConfig is the part of sqlc.yaml, of either version, that says where schema and queries
// are. JSON is read as YAML.
type sqlcConfig struct {
	SQL      []sqlcEntry `yaml:"sql"`      // version 2
	Packages []sqlcEntry `yaml:"packages"` // version 1
}

type sqlcEntry struct {
	Engine  string     `yaml:"engine"`
	Schema  stringList `yaml:"schema"`
	Queries stringList `yaml:"queries"`
}

// stringList is a string or a list of strings.
type stringList []string

// UnmarshalYAML implements yaml.Unmarshaler.
func (s *stringList) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		return n.Decode((*[]string)(s))
	}
	var one string
	if err := n.Decode(&one); err != nil {
		return err
	}
	*s = stringList{one}
	return nil
}

// sqlc makes a source of each entry of each sqlc configuration. Entries with the same schema are
// one source.
func (f *finder) sqlc() []*Source {
	var out []*Source
	for _, p := range f.sqlcs {
		var c sqlcConfig
		if err := yaml.Unmarshal([]byte(f.read(p)), &c); err != nil {
			f.problem(p, 0, "cannot read: "+strings.ReplaceAll(err.Error(), "\n", " "))
			continue
		}
		for _, e := range append(c.SQL, c.Packages...) {
			if s := f.sqlcEntry(p, e); s != nil {
				out = f.addEntry(out, s)
			}
		}
	}
	return out
}

func (f *finder) addEntry(sources []*Source, src *Source) []*Source {
	for _, s := range sources {
		if s.Dialect == src.Dialect && slices.EqualFunc(s.Files, src.Files, samePath) {
			s.Queries = append(s.Queries, src.Queries...)
			return sources
		}
	}
	if src.Dialect != "" {
		f.problem(src.Config, 0, "dialect "+src.Dialect+" (sqlc engine of "+src.Dir+"): not analysed")
	}
	return append(sources, src)
}

// sqlcEntry returns the source of an entry, nil when it names no schema.
func (f *finder) sqlcEntry(config string, e sqlcEntry) *Source {
	src := f.sqlcSchema(config, e)
	if src == nil {
		return nil
	}
	for _, q := range e.Queries {
		for _, file := range f.expand(path.Join(path.Dir(config), q)) {
			if isSQL(file) {
				src.Queries = append(src.Queries, file)
			}
		}
	}
	return src
}

func samePath(a, b File) bool { return a.Path == b.Path }

// sqlcSchema reads the schema of an entry: its paths in the order given, each as its tool applies
// it. It is nil when there is none.
func (f *finder) sqlcSchema(config string, e sqlcEntry) *Source {
	var src *Source
	for _, p := range e.Schema {
		part := f.named(path.Join(path.Dir(config), p))
		if part == nil {
			continue
		}
		f.warnOrder(part)
		if src == nil {
			src = part
		} else {
			f.join(src, part)
		}
	}
	if src == nil {
		return nil
	}
	src.Config = config
	if engine := strings.ToLower(e.Engine); engine != "" && engine != "postgresql" {
		src.Dialect = engine
	}
	return src
}

// warnOrder says where sqlc, which reads files by name, and the tool differ in the order.
func (f *finder) warnOrder(s *Source) {
	for i := 1; i < len(s.Files) && s.Tool != plain.name; i++ {
		a, b := path.Base(s.Files[i-1].Path), path.Base(s.Files[i].Path)
		if cmp.Compare(a, b) > 0 {
			f.problem(s.Files[i].Path, 0, "sqlc reads this before "+a+", "+s.Tool+" after it")
			return
		}
	}
}
