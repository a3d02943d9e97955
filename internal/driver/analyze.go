package driver

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// Analyze runs the rules over the module around opt.Dir, and leaves out what opt does not ask for.
func Analyze(ctx context.Context, opt Options, p *progress) (*Result, error) {
	res := &Result{Dir: opt.Dir}
	err := eachModule(ctx, opt, p, visitor{
		ready: func(root string, c *config.Config) error { return res.checkBaseline(root, opt, c) },
		visit: func(m *module, prog *link.Program) error {
			p.say("judging " + count(len(m.units), "package"))
			res.judge(m, prog, opt)
			return nil
		},
	})
	if err != nil {
		return nil, err
	}
	res.sources = newSources(res.roots)
	res.sort()
	return res, nil
}

// A visitor is what is done with each module.
type visitor struct {
	ready func(root string, c *config.Config) error // before it is loaded; may be nil
	visit func(*module, *link.Program) error
}

// eachModule loads and links the modules around opt.Dir, one after the other, and calls v with each.
func eachModule(ctx context.Context, opt Options, p *progress, v visitor) error {
	roots, err := moduleRoots(ctx, opt.Dir)
	if err != nil {
		return err
	}
	for _, root := range roots {
		opt.whole = root
		c, err := configure(root, opt)
		if err != nil {
			return err
		}
		if v.ready != nil {
			if err := v.ready(root, c); err != nil {
				return err
			}
		}
		m, prog, err := open(ctx, root, opt, p.say)
		if err != nil {
			return err
		}
		m.config = c
		if err := v.visit(m, prog); err != nil {
			return err
		}
	}
	return nil
}

// open loads and links the module at root, and says what it is at. Precondition: configure was
// called for it.
func open(ctx context.Context, root string, opt Options, say func(string)) (*module, *link.Program, error) {
	guard(asError, link.Extract)
	say("loading " + root)
	m, err := load(ctx, root, opt)
	if err != nil {
		return nil, nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	say("linking " + count(len(m.units), "package"))
	prog, err := linked(m)
	if err != nil {
		m.problems = append(m.problems, err.Error())
		prog = &link.Program{}
	}
	return m, prog, nil
}

// linked is m.link, with a panic there made an error.
func linked(m *module) (p *link.Program, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("%s", internalError("link", "", fmt.Errorf("panic: %v", e)))
		}
	}()
	return m.link(), nil
}

// judge asks the rules about one module.
func (r *Result) judge(m *module, p *link.Program, opt Options) {
	r.roots = append(r.roots, m.root)
	r.packages += len(m.units)
	r.broken += m.broken
	r.Problems = append(r.Problems, m.problems...)
	for _, rule := range analyzers.Rules {
		level := m.config.Level(rule.Name)
		if level == config.Off {
			continue
		}
		r.rules = append(r.rules, rule.Name)
		fs, err := ask(rule, p)
		if err != nil {
			r.Problems = append(r.Problems, err.Error())
		}
		for _, f := range fs {
			if f.Apply(level) {
				r.add(m, f)
			}
		}
	}
	for _, f := range m.files {
		if !m.excludes(f) {
			r.files = append(r.files, f)
		}
	}
	r.schemaNotes(m, p, opt)
}

// excludes reports whether the configuration wants nothing of file.
func (m *module) excludes(file string) bool {
	rel, err := filepath.Rel(m.root, file)
	return err == nil && m.config.Excludes(filepath.ToSlash(rel))
}

// ask puts one rule's question. A panic there is our own fault: it becomes one line, and the other
// rules go on.
func ask(rule analyzers.Rule, p *link.Program) (fs []*report.Finding, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("%s", internalError(rule.Name, "", fmt.Errorf("panic: %v", e)))
		}
	}()
	return rule.Judge(p), nil
}

// add keeps f if it was asked for.
func (r *Result) add(m *module, f *report.Finding) {
	found := resolve(m.fset, f)
	if m.wants(found.At.Filename) && !m.excludes(found.At.Filename) {
		r.Findings = append(r.Findings, found)
	}
}

// schemaNotes says what of the schema could not be read, if a rule that needs it is on; when opt is
// verbose, what was read too.
func (r *Result) schemaNotes(m *module, p *link.Program, opt Options) {
	if opt.Verbose {
		r.Notes = append(r.Notes, fmt.Sprintf("module %s: %s, %s", r.rel(m.root), count(len(m.units), "package"), count(len(p.Handlers), "handler")))
		if m.config.File != "" {
			r.Notes = append(r.Notes, "configuration "+r.rel(m.config.File))
		}
	}
	needs := func(rule string) bool { return m.config.Level(rule) != config.Off }
	if len(p.Units) == 0 || !slices.ContainsFunc([]string{"unindexed", "fullscan"}, needs) {
		return
	}
	world := sqljoin.Of(p)
	if !opt.Verbose {
		r.warn(world.Warnings)
		return
	}
	r.unread += len(world.Warnings)
	for _, s := range world.Schemas {
		r.Notes = append(r.Notes, fmt.Sprintf("schema %s: %s", s.Name, count(len(s.Tables), "table")))
	}
	r.Notes = append(r.Notes, judged(world))
	r.Notes = append(r.Notes, world.Notes...)
}

// warn notes the first of the statements and files that could not be read.
func (r *Result) warn(warnings []string) {
	const most = 10
	r.unread += len(warnings)
	shown := warnings
	if len(shown) > most {
		shown = append(slices.Clone(shown[:most]), fmt.Sprintf("%d more statements and files cannot be read; -v lists them", len(shown)-most))
	}
	r.Notes = append(r.Notes, shown...)
}

// judged counts the statements, and those that are not judged, by the reason.
func judged(w *sqljoin.World) string {
	why := map[string]int{}
	for _, s := range w.Statements {
		reason, _, _ := strings.Cut(s.Err, ":")
		why[reason]++
	}
	line := fmt.Sprintf("%s of SQL, %d judged", count(len(w.Statements), "statement"), why[""])
	for _, reason := range slices.Sorted(maps.Keys(why)) {
		if reason != "" {
			line += fmt.Sprintf("; %d: %s", why[reason], reason)
		}
	}
	return line
}
