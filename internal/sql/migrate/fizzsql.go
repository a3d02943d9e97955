package migrate

import "strings"

// sql writes a call as statements; ok is false for calls that are not known.
func (c *fizzCall) sql() (sqls []string, ok bool) {
	table := ident(c.arg(0))
	alter := func(what string) ([]string, bool) { return []string{"ALTER TABLE " + table + " " + what}, true }
	switch c.name {
	case "create_table":
		return c.createTable()
	case "add_column":
		return alter("ADD COLUMN " + c.column(1))
	case "change_column":
		return alter("ALTER COLUMN " + strings.Replace(strings.TrimSuffix(c.column(1), " NOT NULL"), `" `, `" TYPE `, 1))
	case "drop_column":
		return alter("DROP COLUMN " + ident(c.arg(1)))
	case "rename_column":
		return alter("RENAME COLUMN " + ident(c.arg(1)) + " TO " + ident(c.arg(2)))
	case "rename_table":
		return alter("RENAME TO " + ident(c.arg(1)))
	case "drop_table":
		return []string{"DROP TABLE " + table}, true
	case "add_index":
		return []string{c.index(table, 1)}, true
	case "drop_index":
		return []string{"DROP INDEX " + ident(c.arg(1))}, true
	case "rename_index":
		return []string{"ALTER INDEX " + ident(c.arg(1)) + " RENAME TO " + ident(c.arg(2))}, true
	case "add_foreign_key":
		key, known := c.foreignKey(1)
		if !known {
			return nil, false
		}
		return alter("ADD " + key)
	case "drop_foreign_key":
		return alter("DROP CONSTRAINT IF EXISTS " + ident(c.arg(1)))
	case "sql", "raw":
		for _, s := range split(c.arg(0)) {
			sqls = append(sqls, c.arg(0)[s.start:s.end])
		}
		return sqls, true
	}
	return nil, false
}

// createTable writes create_table(name, options) { … }. Unless it says no, the table has two times.
func (c *fizzCall) createTable() (sqls []string, ok bool) {
	table := ident(c.arg(0))
	var defs, indexes []string
	times := c.value(1).get("timestamps") != "false"
	for _, in := range c.body {
		switch in.name[strings.LastIndexByte(in.name, '.')+1:] {
		case "Column":
			defs = append(defs, in.column(0))
		case "PrimaryKey":
			var keys []string
			for _, a := range in.args {
				keys = append(keys, a.names()...)
			}
			defs = append(defs, "PRIMARY KEY ("+idents(keys)+")")
		case "ForeignKey":
			key, known := in.foreignKey(0)
			if !known {
				return nil, false
			}
			defs = append(defs, key)
		case "Index":
			indexes = append(indexes, in.index(table, 0))
		case "Timestamps":
		case "DisableTimestamps":
			times = false
		default:
			return nil, false
		}
	}
	if times {
		defs = append(defs, `"created_at" timestamp NOT NULL`, `"updated_at" timestamp NOT NULL`)
	}
	return append([]string{"CREATE TABLE " + table + " (" + strings.Join(defs, ", ") + ")"}, indexes...), true
}

// index writes an index of the columns of argument i. Without a name it has fizz's own.
func (c *fizzCall) index(table string, i int) string {
	columns, opts := c.value(i).names(), c.value(i+1)
	unique := ""
	if opts.get("unique") == "true" {
		unique = "UNIQUE "
	}
	name := opts.get("name")
	if name == "" {
		name = strings.Trim(table, `"`) + "_" + strings.Join(columns, "_") + "_idx"
	}
	return "CREATE " + unique + "INDEX " + ident(name) + " ON " + table + " (" + idents(columns) + ")"
}

// foreignKey writes a key of the column of argument i: {"users": ["id"]} is what it refers to.
func (c *fizzCall) foreignKey(i int) (string, bool) {
	ref, opts := c.value(i+1), c.value(i+2)
	if len(ref.keys) != 1 {
		return "", false
	}
	key := "FOREIGN KEY (" + ident(c.arg(i)) + ") REFERENCES " + ident(ref.keys[0]) + " (" + idents(ref.list[0].names()) + ")"
	if name := opts.get("name"); name != "" {
		key = "CONSTRAINT " + ident(name) + " " + key
	}
	if on := opts.get("on_delete"); on != "" {
		key += " ON DELETE " + on
	}
	return key, true
}
