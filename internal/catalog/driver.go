package catalog

// DriverOf returns which database the module of that path speaks to: postgres, mysql or sqlite, or ""
// when it is no driver that is known.
func (t *Table) DriverOf(module string) string {
	for ; t != nil; t = t.under {
		g := t.byPath[unversioned(module)]
		if g == nil {
			continue
		}
		for _, r := range g.parsed().rows {
			if r.Word == Driver {
				return r.Kind
			}
		}
	}
	return ""
}
