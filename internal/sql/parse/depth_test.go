package parse

import (
	"strings"
	"testing"
)

// Each of these overflowed the C parser's stack or came near it: an error must come first.
func TestTooDeep(t *testing.T) {
	long := func(head, piece string) string {
		return head + strings.Repeat(piece, (200<<10)/len(piece))
	}
	deep := []string{
		long("SELECT 1", "+1"), long("SELECT 1", "::int"), long("SELECT 1", " COLLATE x"), long("SELECT 1", " IS NULL"),
		long("SELECT a", " AT TIME ZONE b"), long("SELECT 1", " UNION SELECT 1, 2"), long("SELECT 1 FROM a", " JOIN a ON x AND y"),
		long("SELECT t.and", " + t.and"), long("SELECT ", "NOT "), long("SELECT ", "- "), long("SELECT ", "(SELECT 1 end, "),
		long("SELECT ", "("), long("SELECT ", "CASE WHEN a THEN "), long("SELECT ", "(1+"),
		long("SELECT 1", " OPERATOR(+) 1"), long("SELECT ", "OPERATOR(x.-) ") + "1", long("SELECT 1", " BETWEEN 1 AND 2 IS NULL"),
	}
	for _, text := range deep {
		if _, err := Parse(text); err == nil {
			t.Errorf("Parse(%.40q…) gave no error", text)
		}
	}
}

func TestNotTooDeep(t *testing.T) {
	flat := []string{
		"SELECT 1 WHERE a = 1" + strings.Repeat(" AND a = 1", 5000),
		"SELECT 1 WHERE a BETWEEN 1 AND 2" + strings.Repeat(" AND a BETWEEN 1 AND b + 1", 3000),
		"SELECT 1 WHERE a IN (1" + strings.Repeat(", -1", 10000) + ")",
		"INSERT INTO t VALUES (1)" + strings.Repeat(", (1 + 2, 'x' || 'y')", 2000),
		"SELECT CASE" + strings.Repeat(" WHEN a + 1 > 2 THEN -b", 1000) + " END",
		"SELECT 'a'" + strings.Repeat(" || 'a'", 500),
		"SELECT 1" + strings.Repeat(" UNION ALL SELECT 1 + 1", 500),
		"SELECT " + strings.Repeat("(", 300) + "1" + strings.Repeat(")", 300),
	}
	for _, text := range flat {
		if _, err := Parse(text); err != nil {
			t.Errorf("Parse(%.40q…): %v", text, err)
		}
	}
}
