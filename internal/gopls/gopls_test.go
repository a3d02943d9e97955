package gopls

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMistakes holds that each mistake is said and nothing is written. That a gopls is built and finds
// what it should is a row of internal/dev/parity.
func TestMistakes(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	out := filepath.Join(t.TempDir(), "gopls")
	for _, test := range []struct {
		args string
		code int
		want string
	}{
		{"", 2, "want a command"},
		{"install", 2, `unknown command "install"`},
		{"-h", 0, "usage: scalevet gopls build -o PATH"},
		{"build -h", 0, "usage: scalevet gopls build -o PATH"},
		{"build", 2, "-o PATH is missing"},
		{"build -nonsense", 2, "-nonsense"},
		{"build -o " + out + " more", 2, `unknown argument "more"`},
		{"build -o " + out, 2, "name it with -scalevet DIR"},
		{"build -o " + out + " -scalevet " + t.TempDir(), 2, "is no checkout of scalevet"},
		{"build -o " + out + " -scalevet ../.. -gopls v0.0.99", 1, "cannot get golang.org/x/tools/gopls@v0.0.99: "},
		{"build -o " + out + " -scalevet ../.. -gopls ./x", 1, "cannot get golang.org/x/tools/gopls@./x: "},
	} {
		var stderr bytes.Buffer
		code := Main(context.Background(), strings.Fields(test.args), &stderr)
		if code != test.code || !strings.Contains(stderr.String(), test.want) {
			t.Errorf("gopls %s: exit code %d and %s\nwant %d and %s", test.args, code, stderr.String(), test.code, test.want)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("something is written")
	}
}

// TestOwnTools holds that the build keeps the x/tools of gopls, and takes scalevet by its version or
// from a checkout.
func TestOwnTools(t *testing.T) {
	const text = "module golang.org/x/tools/gopls\n\ngo 1.26.0\n\nrequire golang.org/x/tools v0.47.1\n"
	for _, test := range []struct {
		builder
		want []string
	}{
		{builder{version: "v1.2.3"}, []string{"github.com/scalevet/scalevet v1.2.3", "replace golang.org/x/tools => golang.org/x/tools v0.47.1"}},
		{builder{checkout: "/src/scalevet"}, []string{"replace golang.org/x/tools => golang.org/x/tools v0.47.1", "replace github.com/scalevet/scalevet => /src/scalevet"}},
	} {
		dir := t.TempDir()
		name := filepath.Join(dir, "go.mod")
		if err := os.WriteFile(name, []byte(text), 0o444); err != nil {
			t.Fatal(err)
		}
		if err := test.require(dir, ""); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range test.want {
			if !strings.Contains(string(got), line) {
				t.Errorf("go.mod is\n%s\nwant %s", got, line)
			}
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module golang.org/x/tools/gopls\n"), 0o444); err != nil {
		t.Fatal(err)
	}
	if err := (&builder{gopls: "v0.0.1"}).require(dir, ""); err == nil {
		t.Error("a gopls without x/tools is built")
	}
}
