package unindexed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/filter"
	"github.com/scalevet/scalevet/internal/sql/schema"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// message writes what is wrong with r, and the indexes that its table has.
func message(r *filter.Relation) string {
	t := r.Table.Name.Name
	switch r.Kind {
	case "conflict":
		return fmt.Sprintf("on conflict on %s matches no unique index: the statement fails (%s)", t, sqljoin.Indexes(r.Table))
	case "unusable":
		return fmt.Sprintf("filter on %s cannot be served by an index as it is written (%s)", asked(r), sqljoin.Indexes(r.Table))
	case "sort":
		return fmt.Sprintf("sort of %s before its limit has no index to serve it (%s)", sorted(r), sqljoin.Indexes(r.Table))
	}
	return fmt.Sprintf("%s on %s has no index to serve it (%s)", r.Kind, asked(r), sqljoin.Indexes(r.Table))
}

// asked names the columns or expressions that r was filtered or joined by.
func asked(r *filter.Relation) string {
	var keys []string
	for _, w := range r.Wants {
		if w.Join && r.Kind == "filter" && !allJoins(r) || strings.HasPrefix(w.Key, "$") {
			continue
		}
		key := w.Key
		if w.Column != "" {
			key = w.Column
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return named(r.Table, keys)
}

func allJoins(r *filter.Relation) bool {
	return !slices.ContainsFunc(r.Wants, func(w filter.Want) bool { return !w.Join })
}

// sorted names the table that is sorted, and by what when nothing else is asked of it.
func sorted(r *filter.Relation) string {
	if r.Class == filter.Served {
		return r.Table.Name.Name // the keys of the index are the filter's too
	}
	return named(r.Table, r.Suggest[0].Keys)
}

// named writes table.column, table.(a, b), or the table alone.
func named(t *schema.Table, keys []string) string {
	const most = 4
	if len(keys) > most {
		keys = append(slices.Clone(keys[:most]), "…")
	}
	switch len(keys) {
	case 0:
		return t.Name.Name
	case 1:
		return t.Name.Name + "." + keys[0]
	}
	return t.Name.Name + ".(" + strings.Join(keys, ", ") + ")"
}
