package slowcall

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer reports slow calls that requests wait for.
var Analyzer = &analysis.Analyzer{
	Name:             "slowcall",
	Doc:              report.MustDoc(doc, "slowcall"),
	URL:              report.URL("slowcall"),
	Requires:         []*analysis.Analyzer{link.Analyzer},
	RunDespiteErrors: true,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) {
	report.All(pass, Judge(pass.ResultOf[link.Analyzer].(*link.Program)))
	return nil, nil
}

// Judge returns the findings of the packages of p: one for each fault and place.
func Judge(p *link.Program) []*report.Finding {
	fs := p.Findings(effects.Slow, finding)
	slices.SortStableFunc(fs, func(a, b *report.Finding) int { return rank(a) - rank(b) })
	at := map[report.Place]*report.Finding{}
	return slices.DeleteFunc(fs, func(f *report.Finding) bool {
		first := at[f.Place]
		if first == nil {
			at[f.Place] = f
			return false
		}
		first.Message += ", and for " + words[f.Category]
		return true
	})
}

// rank orders findings at one place: first the surest, then what takes longest.
func rank(f *report.Finding) int {
	n := slices.Index(longest, f.Category)
	if f.Severity == report.Low {
		n += len(longest)
	}
	return n
}

// longest are the categories, those first for which one waits longest or whose failing hurts most.
var longest = []string{"llm", "mail", "sms", "http", "document", "exec", "media", "storage", "sleep"}

// words say what a request waits for.
var words = map[string]string{
	"mail": "mail", "http": "another service", "document": "document work", "media": "media work", "exec": "a process",
	"sleep": "a sleep", "llm": "a language model", "sms": "a text message", "storage": "object storage",
}

func finding(s *link.Site) *report.Finding {
	word := words[s.Path.Kind.Category()]
	if word == "" {
		return nil // no category of ours
	}
	f := &report.Finding{
		Rule: "slowcall", Category: s.Path.Kind.Category(), Place: s.Place(), Chain: s.Places(),
		Message: fmt.Sprintf("%s waits for %s (%s)%s%s", s.Who(), word, link.Arrow(s.Chain()), s.Others(), s.Among()),
	}
	if s.Aside() || s.Path.Failed || expected(s) {
		f.Severity = report.Low
	}
	return f
}

// expected reports whether waiting is what the request is for: it needs the answer, signs in through
// somebody else, proxies, checks health, tries out settings, or fetches from the object storage that it asks of.
func expected(s *link.Site) bool {
	names := strings.Join(s.Chain(), " ")
	switch s.Path.Kind.Category() {
	case "storage", "sleep":
		return true
	case "http", "llm":
		if s.Path.Answer || link.HasWord(names, checks...) {
			return true // what could be put off is what is only told
		}
	}
	return link.HasWord(s.Chain()[0], "webhook", "callback", "test") || link.HasWord(names, purposes...) ||
		strings.Contains(strings.ToLower(names), "oauth") // O and Auth are two words
}

// purposes are words on the way to what the request is for.
var purposes = []string{"oidc", "proxy", "proxies", "health-", "ready", "readiness", "ping", "exchange", "captcha-"}

// checks are words on the way to what has to be known before the request can go on.
var checks = []string{"verif-", "validat-", "authoriz-", "authenticat-", "introspect-"}
