package migrate

import "strings"

// clean blanks what is no SQL: psql's commands, the data of COPY, and templates. Positions stay.
func clean(text string) string {
	if strings.Contains(text, "\n\\") || strings.HasPrefix(text, "\\") || strings.Contains(text, "FROM stdin") {
		text = psql(text)
	}
	if strings.Contains(text, "{{") {
		text = template(text, "{{", "}}")
	}
	if strings.Contains(text, "${") {
		text = template(text, "${", "}")
	}
	return text
}

func psql(text string) string {
	var b strings.Builder
	data := false
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case data:
			data = trimmed != `\.`
			b.WriteString(blank(line))
		case strings.HasPrefix(trimmed, `\`):
			b.WriteString(blank(line))
		case strings.HasPrefix(trimmed, "COPY ") && strings.HasSuffix(trimmed, "FROM stdin;"):
			data = true
			b.WriteString(blank(line))
		default:
			b.WriteString(line)
		}
	}
	return b.String()
}

// template removes {{ … }} and ${…}: before a dot it is a schema's name and goes with the dot,
// elsewhere it becomes an identifier.
func template(text, open, end string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, open)
		if i < 0 {
			break
		}
		n := strings.Index(text[i:], end)
		if n < 0 {
			break
		}
		n += len(end)
		before, inner, after := text[:i], text[i:i+n], text[i+n:]
		quote := strings.HasSuffix(before, `"`) && strings.HasPrefix(after, `".`)
		switch {
		case quote:
			before, after = before[:len(before)-1]+" ", "  "+after[2:]
			b.WriteString(before + blank(inner))
		case strings.HasPrefix(after, "."):
			b.WriteString(before + blank(inner))
			after = " " + after[1:]
		default:
			b.WriteString(before + identifier(inner))
		}
		text = after
	}
	return b.String() + text
}

// identifier makes a word of a template, as long as the template.
func identifier(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '\n' {
			return r
		}
		return '_'
	}, s)
}
