package lex

import "testing"

// FuzzToken cuts any text into tokens: each has a length, and together they are the text.
func FuzzToken(f *testing.F) {
	for _, seed := range []string{
		"SELECT a::text FROM \"t\"\"u\" WHERE b = E'\\'' AND c = $tag$ ? $tag$ /* /* */ */ -- end",
		"`a` [b] @c #d :e ?f $1 $$", "'open", "\"open", "/* open", "$a$ open", "E'\\", "\xff\x00\u00a0",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for rest := text; rest != ""; {
			n, _ := Token(rest)
			if n <= 0 || n > len(rest) {
				t.Fatalf("the token at %q of %q has length %d", rest, text, n)
			}
			rest = rest[n:]
		}
	})
}
