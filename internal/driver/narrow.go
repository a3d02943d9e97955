package driver

import (
	"context"
	"fmt"
	"go/token"
	"strings"

	"github.com/scalevet/scalevet/internal/report"
)

// narrow leaves out what nobody wants to see: what comments silence, what is of low severity, what
// the baseline knows, and what stands on lines that have not changed.
func (r *Result) narrow(ctx context.Context, opt Options) error {
	r.ignored = r.drop(r.silenced)
	if opt.Unused {
		r.unusedIgnores()
	}
	if !opt.Low {
		r.low = r.drop(func(f *Found) bool { return f.Severity == report.Low })
	}
	r.fingerprints()
	if opt.NewFrom != "" {
		changed, err := changedLines(ctx, r.Dir, opt.NewFrom, r.kinds())
		if err != nil {
			return fmt.Errorf("-new-from-rev %s: %w", opt.NewFrom, err)
		}
		r.old = r.drop(func(f *Found) bool { return !changed.touch(f) })
	}
	return nil
}

// silenced reports whether a comment speaks against f. One without a reason is noted.
func (r *Result) silenced(f *Found) bool {
	in := r.sources.file(f.At.Filename)
	if !in.asked {
		in.asked = true
		r.noteUnknown(f.At.Filename, in.ignores)
	}
	for _, ig := range in.ignores {
		if !ig.Covers(f.Rule, f.Category, f.At.Line) {
			continue
		}
		if ig.Reason == "" && !ig.Used {
			r.Notes = append(r.Notes, fmt.Sprintf("%s:%d: give a reason for ignoring %s", r.rel(f.At.Filename), ig.Line, f.Rule))
		}
		ig.Used = true
		return true
	}
	return false
}

// noteUnknown notes the comments in a file that name what is no rule.
func (r *Result) noteUnknown(file string, ignores []*report.Ignore) {
	rules := ruleNames()
	for _, ig := range ignores {
		if name := ig.Unknown(rules); name != "" {
			r.Notes = append(r.Notes, fmt.Sprintf("%s:%d: no rule %s to ignore", r.rel(file), ig.Line, name))
		}
	}
}

// ignoreRule is the name under which the comments themselves are found fault with.
const ignoreRule = "ignore"

// unusedIgnores adds a finding for each comment that names a rule which was asked and silences
// nothing. Precondition: the others have been silenced.
func (r *Result) unusedIgnores() {
	rules := ruleNames()
	for _, name := range r.files {
		for _, ig := range r.sources.file(name).ignores {
			message := "comment ignores " + strings.Join(ig.Rules, ", ") + " and nothing is found here"
			switch unknown := ig.Unknown(rules); {
			case unknown != "":
				message = "comment ignores " + unknown + ", which is no rule"
			case ig.Used || !ig.Names(r.rules):
				continue
			}
			at := token.Position{Filename: name, Line: ig.Line, Column: ig.Column}
			r.Findings = append(r.Findings, &Found{Rule: ignoreRule, Category: "unused", At: at, To: at, Message: message})
		}
	}
	r.sort()
}
