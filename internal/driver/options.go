// Package driver is the command: it loads the module, links what the passes extract, asks the
// rules, and prints what they find.
package driver

// Options are the choices of one run.
type Options struct {
	Dir   string // where to start; "" is the working directory
	Tests bool   // analyze test files too
	Tags  string // build tags
	Low   bool   // show findings of low severity too
}

func (o Options) buildFlags() []string {
	if o.Tags == "" {
		return nil
	}
	return []string{"-tags=" + o.Tags}
}
