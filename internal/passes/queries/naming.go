package queries

import "strings"

// snake writes a Go name in snake case: UserID is user_id, HTTPServer is http_server.
func snake(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c < 'A' || c > 'Z' {
			b.WriteByte(c)
			continue
		}
		afterLower := i > 0 && (name[i-1] < 'A' || name[i-1] > 'Z')
		beforeLower := i > 0 && i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z'
		if (afterLower || beforeLower) && name[i-1] != '_' {
			b.WriteByte('_')
		}
		b.WriteByte(c + 'a' - 'A')
	}
	return b.String()
}

// irregular are the plurals that no rule makes.
var irregular = map[string]string{
	"person": "people", "man": "men", "woman": "women", "child": "children", "mouse": "mice", "foot": "feet",
	"tooth": "teeth", "goose": "geese", "quiz": "quizzes", "index": "indices", "vertex": "vertices", "matrix": "matrices",
	"datum": "data", "medium": "media", "criterion": "criteria", "analysis": "analyses", "crisis": "crises", "axis": "axes",
	"series": "series", "species": "species", "news": "news", "equipment": "equipment", "information": "information",
	"sheep": "sheep", "fish": "fish", "money": "money", "rice": "rice", "police": "police", "metadata": "metadata",
	"data": "data", "life": "lives", "wife": "wives", "half": "halves", "knife": "knives", "leaf": "leaves",
	"status": "statuses", "alias": "aliases", "bus": "buses", "virus": "viruses", "hero": "heroes", "tomato": "tomatoes",
}

// plural puts the last word of a name in snake case into the plural, as mappers do.
func plural(name string) string {
	i := strings.LastIndexByte(name, '_') + 1
	return name[:i] + pluralWord(name[i:])
}

func pluralWord(w string) string {
	if p, ok := irregular[w]; ok {
		return p
	}
	n := len(w)
	switch {
	case n == 0:
		return w
	case n > 1 && w[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(w[n-2])):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"),
		w[n-1] == 'x', w[n-1] == 'z':
		return w + "es"
	case w[n-1] == 's':
		return w // a plural already
	}
	return w + "s"
}
