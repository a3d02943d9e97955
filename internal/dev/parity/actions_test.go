package parity

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// An action is what of action.yml runs.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Steps []struct {
			Run, Shell string
			Dir        string `yaml:"working-directory"`
			Env        map[string]string
		}
	}
}

// decode reads a file of the repository.
func decode(t *testing.T, name string, to any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, to); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// runAction runs the steps of action.yml as GitHub does in the checkout dir, and returns what they
// print, the outputs, and whether all succeed.
func runAction(t *testing.T, dir string, with map[string]string) (stdout, outputs string, ok bool) {
	t.Helper()
	var a action
	decode(t, "action.yml", &a)
	here, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	expand := func(s string) string {
		return regexp.MustCompile(`\$\{\{ inputs\.([a-z-]+) \}\}`).ReplaceAllStringFunc(s, func(e string) string {
			name := strings.TrimSuffix(strings.TrimPrefix(e, "${{ inputs."), " }}")
			input, declared := a.Inputs[name]
			if !declared {
				t.Fatalf("action.yml uses the input %s, which it does not declare", name)
			}
			if value, ok := with[name]; ok {
				return value
			}
			return input.Default
		})
	}
	output := filepath.Join(t.TempDir(), "output")
	env := append(os.Environ(), "GITHUB_ACTION_PATH="+here, "GITHUB_OUTPUT="+output, "RUNNER_TEMP="+filepath.Join(scratch, "runner"))
	for _, step := range a.Runs.Steps {
		if step.Shell != "bash" {
			t.Fatalf("a step runs in %q", step.Shell)
		}
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
		cmd.Dir, cmd.Env = filepath.Join(dir, expand(step.Dir)), env
		for name, value := range step.Env {
			cmd.Env = append(cmd.Env, name+"="+expand(value))
		}
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		stdout += string(out)
		if err != nil {
			return stdout, outputs, false
		}
	}
	text, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	return stdout, string(text), true
}

// TestAction runs the composite action on the example service.
func TestAction(t *testing.T) {
	heavy(t)
	dir := repository(t)
	if stdout, _, ok := runAction(t, dir, nil); ok || stdout != "" {
		t.Errorf("in the checkout's root, which has no module, it says %q and succeeds: %v", stdout, ok)
	}
	in := map[string]string{"working-directory": "service"}
	stdout, _, ok := runAction(t, dir, in)
	if want := len(command(t, filepath.Join(dir, "service"))(t)); ok || strings.Count(stdout, "::error file=service/") != want {
		t.Errorf("it succeeds: %v, and says, of %d findings: %s", ok, want, stdout)
	}
	in["fail"] = "false"
	if _, outputs, ok := runAction(t, dir, in); !ok || outputs != "findings=true\n" {
		t.Errorf("it succeeds: %v, with the outputs %q", ok, outputs)
	}
	in["flags"], in["packages"] = "-nplusone -low", "./domain ./rates"
	if stdout, _, _ := runAction(t, dir, in); strings.Count(stdout, "::error file=service/domain/") < 3 || strings.Contains(stdout, "web/") {
		t.Errorf("with flags and packages it says %s", stdout)
	}
	in = map[string]string{"working-directory": "service", "new-from-rev": "HEAD"}
	if stdout, outputs, ok := runAction(t, dir, in); !ok || stdout != "" || outputs != "findings=false\n" {
		t.Errorf("nothing is new, and it succeeds: %v, with the outputs %q, and says %s", ok, outputs, stdout)
	}
	in = map[string]string{"working-directory": "service", "sarif": "findings.sarif"}
	stdout, _, ok = runAction(t, dir, in)
	var log struct{ Runs []struct{ Results []any } }
	text := read(t, dir, "service/findings.sarif")
	if err := json.Unmarshal([]byte(text), &log); err != nil || ok || stdout != "" || len(log.Runs) != 1 || len(log.Runs[0].Results) < 20 {
		t.Errorf("%v; it succeeds: %v, says %q and writes %.200s", err, ok, stdout, text)
	}
}

// TestPageCI holds that the workflows on the page give the action inputs that it has, and that the hook
// they name is there.
func TestPageCI(t *testing.T) {
	var a action
	decode(t, "action.yml", &a)
	uses := 0
	for _, block := range blocks(t, "docs/ci.md") {
		var workflow struct {
			Jobs map[string]struct {
				Steps []struct {
					Uses string
					With map[string]string
				}
			}
		}
		if !strings.Contains(block, "jobs:") {
			continue
		}
		if err := yaml.Unmarshal([]byte(block), &workflow); err != nil {
			t.Fatal(err)
		}
		for _, step := range workflow.Jobs["scalevet"].Steps {
			if !strings.HasPrefix(step.Uses, "scalevet/scalevet@") {
				continue
			}
			uses++
			for name := range step.With {
				if _, ok := a.Inputs[name]; !ok {
					t.Errorf("docs/ci.md gives the action %s, which it does not take", name)
				}
			}
		}
	}
	if uses != 2 {
		t.Errorf("docs/ci.md uses the action %d times, want 2", uses)
	}
}

// repository makes a checkout that has the example service in a directory below its root.
func repository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := shop(t)
	service := filepath.Join(dir, "service")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(service, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Rename(filepath.Join(dir, e.Name()), filepath.Join(service, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	commit(t, dir)
	return dir
}

// commit makes dir a checkout with all of it committed.
func commit(t *testing.T, dir string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"commit", "-q", "-m", "first"}} {
		run(t, dir, 0, append([]string{"git", "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
	}
}

// TestPreCommit runs the entry of the hook for pre-commit, which go install puts on the path.
func TestPreCommit(t *testing.T) {
	heavy(t)
	var hooks []struct {
		ID, Name, Description, Entry, Language, Files string
		Args                                          []string
		PassFilenames                                 bool `yaml:"pass_filenames"`
		RequireSerial                                 bool `yaml:"require_serial"`
	}
	decode(t, ".pre-commit-hooks.yaml", &hooks)
	scalevet, err := tool()
	if err != nil {
		t.Fatal(err)
	}
	if len(hooks) != 1 || hooks[0].Language != "golang" || hooks[0].PassFilenames {
		t.Fatalf("got %+v", hooks)
	}
	hook := hooks[0]
	if _, err := os.Stat(filepath.Join(root, "cmd", hook.Entry)); err != nil {
		t.Errorf("go install makes no %s: %v", hook.Entry, err)
	}
	for file, want := range map[string]bool{"web/catalog.go": true, "migrations/000001_init.up.sql": true, "README.md": false} {
		if regexp.MustCompile(hook.Files).MatchString(file) != want {
			t.Errorf("files: %s is %v for %s", hook.Files, !want, file)
		}
	}
	dir := repository(t)
	service := filepath.Join(dir, "service")
	args := append([]string{scalevet}, hook.Args...)
	if stdout, _ := run(t, service, 0, args...); stdout != "" {
		t.Errorf("nothing has changed, and it says %s", stdout)
	}
	write(t, service, "web/photo.go", photo)
	if stdout, _ := run(t, service, 3, args...); strings.Count(stdout, "(localfs/write)") != 1 || !strings.HasPrefix(stdout, "web/photo.go:") {
		t.Errorf("of a new file it says %s", stdout)
	}
}
