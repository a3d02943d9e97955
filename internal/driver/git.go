package driver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// harmless are what each git command is told: write nothing, run nothing that the repository
// configures. A directory of the project may look like a repository.
var harmless = []string{
	"--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
	"-c", "diff.autoRefreshIndex=false", "-c", "safe.bareRepository=explicit",
}

// gitEnv is the environment of git: it fetches nothing that a partial clone lacks, neither from the
// network nor through a program that the repository names, and the filters that are configured for the
// files of the checkout are off. They run programs, and no file that we read needs one.
func gitEnv(ctx context.Context, dir string) ([]string, error) {
	env := append(os.Environ(), "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0")
	keys, err := git(ctx, env, dir, "config", "--null", "--name-only", "--list")
	if err != nil {
		return nil, err
	}
	n, _ := strconv.Atoi(os.Getenv("GIT_CONFIG_COUNT")) // the user's own come first
	for key := range strings.SplitSeq(keys, "\x00") {
		if !strings.HasPrefix(key, "filter.") {
			continue
		}
		value := ""
		if strings.HasSuffix(key, ".required") {
			value = "false"
		}
		// Not by -c, which cannot hold each name.
		env = append(env, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", n, key), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", n, value))
		n++
	}
	return append(env, fmt.Sprintf("GIT_CONFIG_COUNT=%d", n)), nil
}

// git runs a git command that only reads. Its error is one line.
func git(ctx context.Context, env []string, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", append(harmless[:len(harmless):len(harmless)], args...)...)
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return "", fmt.Errorf("git %s: %s", args[0], gitComplaint(string(exit.Stderr)))
	case err != nil:
		return "", fmt.Errorf("cannot run git: %w", err)
	}
	return string(out), nil
}

// gitComplaint is the line of what git says on stderr that tells why it failed.
func gitComplaint(stderr string) string {
	for strings.HasPrefix(stderr, "warning: ") && strings.Count(stderr, "\n") > 1 {
		_, stderr, _ = strings.Cut(stderr, "\n")
	}
	line := firstLine(stderr)
	if strings.HasSuffix(line, " from promisor remote") || strings.HasSuffix(line, " not allowed") {
		line += "; this clone is partial, and scalevet fetches nothing: run git diff with the revision first"
	}
	return line
}
