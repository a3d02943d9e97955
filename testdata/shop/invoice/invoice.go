// Package invoice makes documents, which takes its time.
package invoice

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os/exec"
)

// PDF runs a program that turns a page into a document.
func PDF(ctx context.Context, page []byte) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "wkhtmltopdf", "-", "-")
	cmd.Stdin = bytes.NewReader(page)
	return cmd.Output()
}

// Archive packs files by their names.
func Archive(w io.Writer, files map[string][]byte) error {
	z := zip.NewWriter(w)
	for name, text := range files {
		f, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := f.Write(text); err != nil {
			return err
		}
	}
	return z.Close()
}
