package driver

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/confine"
	"github.com/scalevet/scalevet/internal/link"
)

// A Session analyzes one module again and again, for an editor. It keeps what is linked until Go
// code changes, so that a changed migration costs no more than judging. All sessions configure the
// same rules: only one of them may run at a time.
type Session struct {
	root    string
	opt     Options
	module  *module // nil until it is loaded, and when it has to be loaded anew
	program *link.Program
}

// ParseFlags reads the flags of a command line for sessions; -h prints them to w and is
// flag.ErrHelp. Paths of flags are relative to the working directory.
func ParseFlags(args []string, w io.Writer) (Options, error) {
	opt, err := parseFlags(args, w)
	switch {
	case err != nil:
		return opt, err
	case len(opt.Patterns) > 0:
		return opt, fmt.Errorf("no packages are wanted: the editor says what to analyze")
	case opt.Write || opt.Fix || opt.Diff:
		return opt, fmt.Errorf("-write-baseline, -fix and -diff are not for editors")
	}
	for _, path := range []*string{&opt.Config, &opt.Baseline} {
		if *path != "" {
			*path = opt.abs(*path)
		}
	}
	return opt, nil
}

// Modules returns the directories of the modules around dir; see the command's -C.
func Modules(ctx context.Context, dir string) ([]string, error) { return moduleRoots(ctx, dir) }

// NewSession makes the session of the module at root.
func NewSession(root string, opt Options) *Session {
	opt.Dir = root
	return &Session{root: root, opt: opt}
}

// Changed says that file, an absolute name, has changed since the last Analyze.
func (s *Session) Changed(file string) {
	sql := matters(filepath.ToSlash(file)) && filepath.Base(file) != config.Name
	if s.module != nil && (!sql || s.module.embeds[file]) {
		s.module, s.program = nil, nil
	}
}

// Analyze returns the findings of the whole module, with texts in the place of files, and says what
// it is at. A panic is an error: the session can be asked again.
func (s *Session) Analyze(ctx context.Context, texts map[string][]byte, say func(string)) (res *Result, err error) {
	defer func() {
		if e := recover(); e != nil {
			s.module, s.program = nil, nil
			res, err = nil, fmt.Errorf("%s", internalError("driver", s.root, fmt.Errorf("panic: %v", e)))
		}
	}()
	opt := s.opt
	opt.whole, opt.texts = s.root, texts
	confine.SetUnsaved(texts)
	c, err := configure(s.root, opt)
	if err != nil {
		return nil, err
	}
	if s.module == nil {
		if s.module, s.program, err = open(ctx, s.root, opt, say); err != nil {
			return nil, err
		}
	}
	s.module.config = c
	say("judging " + count(len(s.module.units), "package"))
	res = &Result{Dir: s.root}
	if err := res.checkBaseline(s.root, opt, c); err != nil {
		return nil, err
	}
	res.judge(s.module, s.program, opt)
	res.sources = newSources(res.roots)
	res.sort()
	if err := res.narrow(ctx, opt); err != nil {
		return nil, err
	}
	if err := res.accept(opt); err != nil {
		return nil, err
	}
	return res, ctx.Err()
}

// Summary says in one line how much was found, and what was not looked at.
func (r *Result) Summary() string { return r.summary() }

// Applies reports whether the places of a fix are those of its files, which people write. In what is
// generated, or says that its lines are others, they are not.
func (r *Result) Applies(fix Fix) bool {
	return !slices.ContainsFunc(fix.Edits, func(e Edit) bool {
		return moves([]byte(strings.Join(r.sources.file(e.At.Filename).lines, "\n")))
	})
}

// Line returns a line of file as it was analyzed, counted from 1, or "" for one that cannot be read.
func (r *Result) Line(file string, n int) string { return r.sources.file(file).line(n) }
