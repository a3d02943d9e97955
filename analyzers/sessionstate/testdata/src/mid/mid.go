// Package mid stands between handlers and the state.
package mid

import "near"

func Remember(user string) { near.Put(user) }

func Known(user string) bool { return near.Has(user) }

// A Cache keeps what it is told how to make.
type Cache struct{ values map[string]string }

func (c *Cache) Get(key string) (string, bool) {
	v, ok := c.values[key]
	return v, ok
}

func (c *Cache) put(key, value string) { c.values[key] = value }

func (c *Cache) Memo(key string, load func() string) string {
	if v, ok := c.Get(key); ok {
		return v
	}
	v := load()
	c.put(key, v)
	return v
}
