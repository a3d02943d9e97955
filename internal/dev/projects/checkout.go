package projects

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A blob is a file of a commit.
type blob struct {
	path, hash string
	executable bool
}

// checkout writes the files of commit in the repository git below dest, which must not exist. Files
// that the repository lacks are left out, since a fetched snapshot has none of 4 MiB and more; so are
// symbolic links and submodules. Unlike git worktree it leaves the repository as it is.
func checkout(ctx context.Context, git, commit, dest string) error {
	blobs, err := listBlobs(ctx, git, commit)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dest), 0o755); err != nil {
		return err
	}
	part, err := os.MkdirTemp(filepath.Dir(dest), "part")
	if err != nil {
		return err
	}
	defer os.RemoveAll(part)
	if err := writeBlobs(ctx, git, part, blobs); err != nil {
		return err
	}
	return os.Rename(part, dest)
}

func listBlobs(ctx context.Context, git, commit string) ([]blob, error) {
	out, err := exec.CommandContext(ctx, "git", "--git-dir="+git, "ls-tree", "-r", "-z", commit, "--").Output()
	if err != nil {
		return nil, fmt.Errorf("%s has no tree of %s", git, commit)
	}
	var blobs []blob
	for _, entry := range strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		meta, path, _ := strings.Cut(entry, "\t")
		f := strings.Fields(meta) // mode, type, hash
		if len(f) != 3 || f[1] != "blob" || f[0] == "120000" || !filepath.IsLocal(path) {
			continue
		}
		blobs = append(blobs, blob{path, f[2], f[0] == "100755"})
	}
	return blobs, nil
}

func writeBlobs(ctx context.Context, git, dest string, blobs []blob) (err error) {
	var hashes bytes.Buffer
	for _, b := range blobs {
		fmt.Fprintln(&hashes, b.hash)
	}
	cmd := exec.CommandContext(ctx, "git", "--git-dir="+git, "cat-file", "--batch")
	cmd.Stdin = &hashes
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() {
		out.Close() // before Wait, so that a git with more to say ends
		if waited := cmd.Wait(); err == nil {
			err = waited
		}
	}()
	in := bufio.NewReader(out)
	for _, b := range blobs {
		if err := writeBlob(in, b, dest); err != nil {
			return err
		}
	}
	return nil
}

// writeBlob writes the next answer of git cat-file --batch, "HASH TYPE SIZE" and the contents, or
// "HASH missing".
func writeBlob(in *bufio.Reader, b blob, dest string) error {
	head, err := in.ReadString('\n')
	if err != nil {
		return err
	}
	var hash, kind string
	var size int64
	if strings.HasSuffix(head, " missing\n") {
		return nil
	}
	if _, err := fmt.Sscan(head, &hash, &kind, &size); err != nil {
		return fmt.Errorf("git cat-file says %q", head)
	}
	path := filepath.Join(dest, b.path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	mode := os.FileMode(0o644)
	if b.executable {
		mode = 0o755
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = io.CopyN(file, in, size)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	_, err = in.Discard(1) // the line's end
	return err
}
