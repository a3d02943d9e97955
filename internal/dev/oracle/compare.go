//go:build unix

package main

import (
	"fmt"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/filter"
)

// A difference is what the server and we say of one relation; also where we agree.
type difference struct {
	id, query, alias string
	server, ours     filter.Class
	access           access
	err              string // PostgreSQL refuses the query
	ddl              string
	plans            []string
	custom           bool     // planned with the parameters' values
	blocks           bool     // the index by which we say it is served is a BRIN
	leads            []string // the first keys of the indexes by which we say it is served
}

// agree reports whether both call the relation unserved, or both do not. What we call unknown
// accuses nobody, so it agrees with everything.
func (d difference) agree() bool {
	if d.err != "" {
		return true
	}
	return d.ours == filter.Unknown || d.ours != "" && (d.ours == filter.Unserved) == (d.server == filter.Unserved)
}

func (d difference) String() string {
	if d.err != "" {
		return fmt.Sprintf("%s: refused: %s\n\t%s", d.id, d.err, d.query)
	}
	word := "DIFFERS"
	if d.agree() {
		word = "agrees"
	}
	a := d.access
	return fmt.Sprintf("%s %s: %s: server %s, we %s (%s %v %v filter %s join %s)\n\t%s\n\t%s",
		word, d.id, d.alias, d.server, d.ours, a.Node, a.Indexes, a.Conds, a.Filter, a.Join, d.query, d.indexes())
}

// indexes returns the statements that made the relation's table and its indexes, in short.
func (d difference) indexes() string {
	var found []string
	for _, line := range strings.Split(d.ddl, "\n") {
		if strings.HasPrefix(line, "CREATE INDEX CONCURRENTLY ") {
			found = append(found, "SUGGESTED "+line)
		}
		if rest, ok := strings.CutPrefix(line, "CREATE INDEX ON "+d.access.Table+" "); ok {
			found = append(found, rest)
		} else if strings.HasPrefix(line, "CREATE TABLE "+d.access.Table+" ") {
			found = append(found, line)
		}
	}
	return strings.Join(found, " ")
}

// compare asks the server and us about the queries of b.
func (s *server) compare(b *batch) ([]difference, error) {
	answers, err := s.ask(b.ddl, b.queries)
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, b.ddl)
	}
	var ds []difference
	cat := filter.Case{DDL: b.ddl}.Schema()
	for i, a := range answers {
		id, text := b.ids[i], b.queries[i].text
		if a.Err != "" {
			ds = append(ds, difference{id: id, query: text, err: a.Err})
			continue
		}
		v := filter.Case{ID: id, Query: text}.JudgeIn(cat, filter.Options{Postgres: s.version})
		for _, x := range a.Relations {
			ours := our(v, x)
			ds = append(ds, difference{id: id, query: text, alias: x.Alias, server: x.class(), ours: ours.Class, leads: a.leads(ours.Indexes), blocks: a.blocks(ours.Indexes), access: x, ddl: b.ddl, plans: a.Plans, custom: b.queries[i].custom})
		}
	}
	return ds, nil
}

// our returns our verdict on the relation that EXPLAIN calls x: the second t of a statement is t_1
// there.
func our(v filter.CaseVerdict, x access) filter.CaseRelation {
	for _, r := range v.Relations {
		if r.Alias == x.Alias {
			return r
		}
	}
	for _, r := range v.Relations {
		if r.Table == x.Table && (x.Alias == x.Table || strings.HasPrefix(x.Alias, r.Alias)) {
			return r
		}
	}
	return filter.CaseRelation{}
}

// mends creates the indexes that we suggest for each query of b, asks the server again, and drops them: what
// still reads all of its table, or cannot be created, is returned as a difference.
func (s *server) mends(b *batch) (tried int, bad []difference, err error) {
	var c *session // nil until there is one, and after an error, which ends it
	cat := filter.Case{DDL: b.ddl}.Schema()
	for i, q := range b.queries {
		v := filter.Case{ID: b.ids[i], Query: q.text}.JudgeIn(cat, filter.Options{Postgres: s.version})
		if len(v.Suggestions) == 0 {
			continue
		}
		tried++
		if c == nil {
			if c, err = s.openWith(b.ddl); err != nil {
				return tried, bad, err
			}
		}
		answers, err := c.with(v.Suggestions, q)
		if err != nil {
			bad = append(bad, difference{id: b.ids[i], query: q.text, err: err.Error()})
			c = nil
			continue
		}
		ddl := b.ddl + "\n" + strings.Join(v.Suggestions, ";\n") + ";\n"
		for _, x := range answers[0].Relations {
			for _, r := range v.Relations {
				if r.Alias == x.Alias && r.Class == filter.Unserved && len(r.Suggest) > 0 && x.class() == filter.Unserved {
					bad = append(bad, difference{id: b.ids[i], query: q.text, alias: x.Alias, server: x.class(), access: x, ddl: ddl})
				}
			}
		}
	}
	if c != nil {
		err = c.close()
	}
	return tried, bad, err
}

// with asks about q while there are the indexes, or extensions, that the statements make.
func (c *session) with(statements []string, q query) ([]answer, error) {
	if _, err := c.ask(strings.Join(statements, ";\n")); err != nil {
		return nil, err
	}
	answers, err := c.answers([]query{q})
	if err != nil {
		return nil, err
	}
	for _, sql := range statements {
		_, rest, isIndex := strings.Cut(sql, " INDEX CONCURRENTLY ")
		name, _, _ := strings.Cut(rest, " ON ")
		if !isIndex {
			continue // an extension does not serve anything by itself
		}
		if _, err := c.ask("DROP INDEX " + name); err != nil {
			return nil, err
		}
	}
	return answers, nil
}
