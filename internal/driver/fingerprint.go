package driver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// fingerprints gives each finding its function and its fingerprint: a hash of rule, category, file
// within the module, function and message. It holds no line, and of a message not the chain, which
// differs between the command and go vet. The second of two that are alike gets a number, so that
// each is told apart. Precondition: the findings are sorted.
func (r *Result) fingerprints() {
	seen := map[string]int{}
	for _, f := range r.Findings {
		f.Func = r.sources.file(f.At.Filename).funcAt(f.At.Line)
		parts := []string{f.Rule, f.Category, r.inModule(f.At.Filename), f.Func, withoutChain(f.Message), f.Suggest}
		sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
		f.Fingerprint = hex.EncodeToString(sum[:12])
		seen[f.Fingerprint]++
		if n := seen[f.Fingerprint]; n > 1 {
			f.Fingerprint = fmt.Sprintf("%s-%d", f.Fingerprint, n)
		}
	}
}

// withoutChain cuts the parentheses that hold names with arrows between them.
func withoutChain(message string) string {
	var b strings.Builder
	for rest := message; ; {
		open := strings.Index(rest, " (")
		if open < 0 {
			b.WriteString(rest)
			return b.String()
		}
		end := closing(rest, open+1)
		if end < 0 {
			b.WriteString(rest)
			return b.String()
		}
		if strings.Contains(rest[open:end], "→") {
			b.WriteString(rest[:open])
		} else {
			b.WriteString(rest[:end])
		}
		rest = rest[end:]
	}
}

// closing returns the index after the parenthesis that closes the one at open, or -1.
func closing(s string, open int) int {
	depth := 0
	for i := open; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
			if depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
