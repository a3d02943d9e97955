package web

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// avatar leaves the picture on this machine.
func (s *server) avatar(w http.ResponseWriter, r *http.Request) {
	f, err := os.Create(filepath.Join("uploads", filepath.Base(r.FormValue("user"))))
	if err != nil {
		show(w, nil, err)
		return
	}
	defer f.Close()
	_, err = io.Copy(f, r.Body)
	show(w, nil, err)
}

// avatarWell removes the file before it answers.
func (s *server) avatarWell(w http.ResponseWriter, r *http.Request) {
	f, err := os.CreateTemp("", "avatar")
	if err != nil {
		show(w, nil, err)
		return
	}
	defer os.Remove(f.Name())
	defer f.Close()
	n, err := io.Copy(f, r.Body)
	show(w, n, err)
}

// thumbnailWell leaves the work to whoever reads the table of previews.
func (s *server) thumbnailWell(w http.ResponseWriter, r *http.Request) {
	show(w, nil, s.shop.Preview(r.Context(), number(r, "product")))
}
