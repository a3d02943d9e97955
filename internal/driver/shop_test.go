package driver

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const shop = "../../testdata/shop"

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file beside the example service.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("findings differ from %s (go test ./internal/driver -run Shop -update writes it anew):\n%s", file, got)
	}
}

// ran is what the command has printed in the example service, by its arguments.
var ran = map[string]string{}

// inShop returns what the command prints in the example service, where it is run once with the same arguments.
func inShop(t *testing.T, args ...string) string {
	t.Helper()
	key := strings.Join(args, " ")
	if out, ok := ran[key]; ok {
		return out
	}
	var stdout, stderr bytes.Buffer
	args = append([]string{"-C", shop, "-color=never"}, args...)
	if code := Main(context.Background(), append(args, "./..."), &stdout, &stderr); code != exitFindings || strings.Count(stderr.String(), "\n") != 1 {
		t.Fatalf("exit %d, want %d, and a summary alone on stderr: %s", code, exitFindings, stderr.String())
	}
	ran[key] = stdout.String()
	return ran[key]
}

func TestShop(t *testing.T) { golden(t, shop+".golden", inShop(t)) }

// TestShopLow adds the findings of low severity, a line each.
func TestShopLow(t *testing.T) {
	golden(t, shop+".low.golden", strings.Join(findingLines(inShop(t, "-low", "-tests")), "\n")+"\n")
}

// mends are the functions of the service that do right what the one beside them does wrong.
var mends = regexp.MustCompile(`Well$|AtOnce$|^(AddItems|AddToCart|ItemsOf|JoinedWithin|Last|NextMail|PageAfter|PutSetting|` +
	`Run|Sent|Titles|UserByName|WelcomeLater|sendNext)$`)

// TestShopMended holds that nothing is said in mends, not even of low severity.
func TestShopMended(t *testing.T) {
	mended := 0
	accused := map[string]bool{} // file:line
	for _, line := range findingLines(inShop(t, "-low")) {
		fields := strings.SplitN(line, ":", 3)
		accused[fields[0]+":"+fields[1]] = true
	}
	fset := token.NewFileSet()
	files, err := filepath.Glob(shop + "/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !mends.MatchString(fn.Name.Name) {
				continue
			}
			mended++
			for line := fset.Position(fn.Pos()).Line; line <= fset.Position(fn.End()).Line; line++ {
				if at := fmt.Sprintf("%s:%d", strings.TrimPrefix(name, shop+"/"), line); accused[at] {
					t.Errorf("%s: mend %s is accused", at, fn.Name.Name)
				}
			}
		}
	}
	if mended < 20 {
		t.Errorf("only %d mends", mended)
	}
}

// TestShopCategories holds that the service has a fault of every category that needs no library
// beside Go's own.
func TestShopCategories(t *testing.T) {
	want := strings.Fields(`nplusone/read nplusone/write nplusone/rpc nplusone/invariant
		unindexed/filter unindexed/join unindexed/sort unindexed/unusable unindexed/foreign-key unindexed/conflict
		fullscan/scan fullscan/offset
		sessionstate/session sessionstate/state sessionstate/cache sessionstate/limiter sessionstate/job sessionstate/hub
		localfs/write
		slowcall/mail slowcall/http slowcall/document slowcall/exec
		perrequest/pool perrequest/client perrequest/template perrequest/regexp perrequest/config`)
	out := inShop(t, "-low")
	for _, category := range want {
		if !strings.Contains(out, "("+category+")") && !strings.Contains(out, "("+category+", low)") {
			t.Errorf("no finding of %s", category)
		}
	}
}

// TestShopVet runs the same rules under go vet. It finds a part of what the command does, and
// nothing else: what needs more than a package and its imports is missing.
func TestShopVet(t *testing.T) {
	tool, err := exec.LookPath("scalevet")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "vet", "-vettool="+tool, "./...")
	cmd.Dir = shop
	out, err := cmd.CombinedOutput()
	if ee := (*exec.ExitError)(nil); !errors.As(err, &ee) || ee.ExitCode() != 1 {
		t.Fatalf("go vet: %v\n%s", err, out)
	}
	lines := findingLines(string(out))
	golden(t, shop+".vet.golden", strings.Join(lines, "\n")+"\n")

	whole := inShop(t)
	for _, line := range lines {
		message, _, _ := strings.Cut(line, "; ") // go vet shows the suggestion in the same line
		if !strings.Contains(whole, message) {
			t.Errorf("go vet alone finds %s", line)
		}
	}
}

// findingLines returns the first lines of the findings in out, sorted. go vet indents related places.
func findingLines(out string) []string {
	position := regexp.MustCompile(`^\S+:\d+:\d+: \S`)
	lines := slices.DeleteFunc(strings.Split(out, "\n"), func(line string) bool { return !position.MatchString(line) })
	slices.Sort(lines)
	return lines
}
