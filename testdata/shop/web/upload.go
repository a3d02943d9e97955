package web

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// avatar leaves the picture on this machine.
func (s *server) avatar(w http.ResponseWriter, r *http.Request) {
	f, err := os.Create(filepath.Join("uploads", r.FormValue("user")))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer f.Close()
	io.Copy(f, r.Body)
}
