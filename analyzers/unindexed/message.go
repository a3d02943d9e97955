package unindexed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/filter"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// message writes what is wrong with r, and the indexes that its table has.
func message(r *filter.Relation) string {
	t := r.Table.Name.Name
	switch r.Kind {
	case "conflict":
		return fmt.Sprintf("on conflict on %s matches no unique index: the statement fails (%s)", t, sqljoin.Indexes(r.Table))
	case "unusable":
		return fmt.Sprintf("filter on %s cannot be served by an index as it is written (%s)", sqljoin.Keys(r.Table, asked(r)), sqljoin.Indexes(r.Table))
	case "sort":
		return fmt.Sprintf("sort of %s before its limit has no index to serve it (%s)", sorted(r), sqljoin.Indexes(r.Table))
	}
	return fmt.Sprintf("%s on %s has no index to serve it (%s)", r.Kind, sqljoin.Keys(r.Table, asked(r)), sqljoin.Indexes(r.Table))
}

// asked names the columns or expressions that r was filtered or joined by: those that the index
// suggested has, since the others need none then.
func asked(r *filter.Relation) (keys []string) {
	for _, w := range r.Wants {
		key := w.Key
		if w.Column != "" {
			key = w.Column
		}
		switch {
		case strings.HasPrefix(key, "$") || slices.Contains(keys, key):
			continue
		case len(r.Suggest) > 0 && r.Suggest[0].Method == "" && !slices.Contains(r.Suggest[0].Keys, key):
			continue
		}
		keys = append(keys, key)
	}
	if len(keys) > 0 {
		return keys
	}
	for _, w := range r.Wants {
		if !strings.HasPrefix(w.Key, "$") && !slices.Contains(keys, w.Key) {
			keys = append(keys, w.Key)
		}
	}
	return keys
}

// sorted names the table that is sorted, and by what when nothing else is asked of it.
func sorted(r *filter.Relation) string {
	if r.Class == filter.Served {
		return r.Table.Name.Name // the keys of the index are the filter's too
	}
	return sqljoin.Keys(r.Table, r.Suggest[0].Keys)
}
