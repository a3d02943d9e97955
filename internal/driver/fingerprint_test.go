package driver

import "testing"

func TestWithoutChain(t *testing.T) {
	tests := []struct{ message, want string }{
		{"no chain", "no chain"},
		{"query in loop: A runs (p.F → (*sql.DB).Query)", "query in loop: A runs"},
		{"filter on t.a has no index (t has: (id), (b))", "filter on t.a has no index (t has: (id), (b))"},
		{"waits for mail (a → b), and 2 other handlers", "waits for mail, and 2 other handlers"},
		{"open ( only → here", "open ( only → here"},
		{"(first → group) stays", "(first → group) stays"},
	}
	for _, test := range tests {
		if got := withoutChain(test.message); got != test.want {
			t.Errorf("withoutChain(%q) = %q, want %q", test.message, got, test.want)
		}
	}
}

func TestPrintable(t *testing.T) {
	const hostile = "a\tb\x1b[31mred\x07 \u202eright to left\n"
	if got := printable(hostile); got != "a    b\ufffd[31mred\ufffd \ufffdright to left\ufffd" {
		t.Errorf("printable(%q) = %q", hostile, got)
	}
}
