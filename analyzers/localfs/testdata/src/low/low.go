// Package low serves requests whose files are of low severity: nobody else looks for them, or they
// can be made again.
package low

import (
	"net/http"
	"os"
	"path/filepath"
)

// A scratch file is handed to a goroutine that removes it.
func imported(w http.ResponseWriter, r *http.Request) {
	f, err := os.CreateTemp("", "import") // want `handler low.imported writes to this machine's disk: a scratch file`
	if err != nil {
		return
	}
	go load(f.Name())
}

func load(name string) { defer os.Remove(name) }

// So is a file in a folder for scratch.
func extracted(w http.ResponseWriter, r *http.Request) {
	dir, err := os.MkdirTemp("", "zip")
	if err != nil {
		return
	}
	path := filepath.Join(dir, r.FormValue("name"))
	f, _ := os.Create(path) // want `handler low.extracted writes to this machine's disk: a scratch file`
	f.Close()
	go load(dir)
}

// What the disk keeps is made again where it is missing.
func thumbnail(w http.ResponseWriter, r *http.Request) {
	path := filepath.Join("cache", r.FormValue("id"))
	if b, err := os.ReadFile(path); err == nil {
		w.Write(b)
		return
	}
	make(path)
}

func make(path string) { os.WriteFile(path, nil, 0o644) } // want `handler low.thumbnail writes to this machine's disk`

type storage interface {
	Put(name string, b []byte) error
}

type disk struct{ dir string }

func (d disk) Put(name string, b []byte) error {
	return os.WriteFile(d.dir+name, b, 0o644)
}

type bucket struct{}

func (bucket) Put(string, []byte) error { return nil }

type server struct{ files storage }

func (s *server) upload(w http.ResponseWriter, r *http.Request) {
	s.files.Put(r.FormValue("id"), nil) // want `handler low.server.upload writes to this machine's disk: a path made for the request .*, one choice beside low.bucket.Put`
}

// Should not match.

func answered(w http.ResponseWriter, r *http.Request) {
	f, err := os.CreateTemp("", "x")
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	http.ServeFile(w, r, f.Name())
}
