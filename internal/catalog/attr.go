package catalog

import (
	"fmt"
	"strconv"
	"strings"
)

// attrs are the attributes that rows may set.
var attrs = map[string]string{
	"store": "store", "op": "op", "bulk": "bulk", "cache": "cache", "kind": "kind", "flags": "flags",
	"sql": "sql", "path": "path", "handler": "handler", "callback": "callback", "arg": "arg",
}

// setAttr sets one attribute: name=value, or name for a yes.
func (r *Row) setAttr(attr string) error {
	name, value, ok := strings.Cut(attr, "=")
	value = strings.Trim(value, `"`)
	if attrs[name] == "" {
		return fmt.Errorf("unknown attribute %q", name)
	}
	if ok == (name == "cache") || ok && value == "" {
		return fmt.Errorf("bad attribute %q", attr)
	}
	switch name {
	case "cache":
		r.Cache = true
	case "kind":
		r.Kind = value
	case "op":
		r.Op = value
	case "store":
		r.Store = value
	case "bulk":
		r.Bulk = value
	case "flags":
		return setInt(&r.Flags, attr, value)
	default: // the argument that matters, by its role
		if r.Role != "" {
			return fmt.Errorf("%s and %s: only one argument can matter", r.Role, name)
		}
		r.Role = name
		if value == "last" {
			r.Last, r.Arg = true, 0
			return nil
		}
		return setInt(&r.Arg, attr, value)
	}
	return nil
}

func setInt(to *int, attr, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return fmt.Errorf("bad number in %q", attr)
	}
	*to = n
	return nil
}

// share takes from the package line what r's word knows and r does not say itself.
func (r *Row) share(pkg Row, g grammar) {
	if r.Store == "" && has(g.takes, "store") {
		r.Store = pkg.Store
	}
	if r.Kind == "" && pkg.Kind != "" && has(g.takes, "kind") && oneOf("", pkg.Kind, g.kinds) == nil {
		r.Kind = pkg.Kind
	}
	if r.Word != Query {
		return
	}
	if r.Bulk == "" && r.Op != "read" {
		r.Bulk = pkg.Bulk
	}
	r.Cache = r.Cache || pkg.Cache && r.Op == "read"
}

// complete reports what r lacks, or says wrongly.
func (r *Row) complete(g grammar) error {
	switch {
	case r.Store == "" && has(g.needs, "store"):
		return fmt.Errorf("%s needs store=", r.Word)
	case r.Op == "" && has(g.needs, "op"):
		return fmt.Errorf("%s needs op=", r.Word)
	case r.Kind == "" && has(g.needs, "kind"):
		return fmt.Errorf("%s needs kind=", r.Word)
	case r.Arg < 0 && has(g.needs, "callback"):
		return fmt.Errorf("%s needs callback=", r.Word)
	}
	if r.Op != "" {
		if err := oneOf("op", r.Op, g.ops); err != nil {
			return err
		}
	}
	if r.Kind != "" {
		return oneOf("kind", r.Kind, g.kinds)
	}
	return nil
}
