// Package a serves requests that leave files, and requests that do not.
package a

import (
	"net/http"
	"os"
	"path/filepath"
)

func upload(w http.ResponseWriter, r *http.Request) {
	os.WriteFile(filepath.Join("uploads", r.FormValue("id")), nil, 0o644) // want `handler a.upload writes to this machine's disk: a path made for the request \(a.upload → os.WriteFile\)`
}

func constant(w http.ResponseWriter, r *http.Request) {
	f, _ := os.Create("last.txt") // want `handler a.constant writes to this machine's disk: last.txt`
	f.Close()
}

func appended(w http.ResponseWriter, r *http.Request) {
	os.OpenFile("visits.txt", os.O_APPEND|os.O_WRONLY, 0o644) // want `handler a.appended writes to this machine's disk`
}

type store struct{ dir string }

func (s *store) save(name string) error {
	return os.WriteFile(s.dir, nil, 0o644) // want `handler a.store.put writes to this machine's disk: a configured path \(a.store.put → a.store.save → os.WriteFile\)`
}

func (s *store) put(w http.ResponseWriter, r *http.Request) { s.save("x") }

// What is removed is another file.
func otherRemoved(w http.ResponseWriter, r *http.Request) {
	lock := "lock"
	defer os.Remove(lock)
	name := r.FormValue("name")
	os.WriteFile(name, nil, 0o644) // want `handler a.otherRemoved writes to this machine's disk`
}

// One way out leaves the file behind.
func leaves(w http.ResponseWriter, r *http.Request) {
	f, err := os.CreateTemp("uploads", "x") // want `handler a.leaves writes to this machine's disk`
	if err != nil {
		return
	}
	if r.FormValue("q") == "" {
		return
	}
	os.Remove(f.Name())
}

// Should not match.

func temporary(w http.ResponseWriter, r *http.Request) {
	f, err := os.CreateTemp("", "x")
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	os.WriteFile(f.Name(), nil, 0o600)
}

func temporaryClosure(w http.ResponseWriter, r *http.Request) {
	f, _ := os.CreateTemp("", "x")
	defer func() {
		f.Close()
		os.Remove(f.Name())
	}()
}

func removedBelow(w http.ResponseWriter, r *http.Request) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return
	}
	path := filepath.Join(dir, "page")
	os.WriteFile(path, nil, 0o600)
	os.RemoveAll(dir)
}

func inDir(w http.ResponseWriter, r *http.Request) {
	dir, _ := os.MkdirTemp("", "x")
	defer os.RemoveAll(dir)
	f, _ := os.Create(filepath.Join(dir, "page"))
	f.Close()
}

func logs(w http.ResponseWriter, r *http.Request) {
	os.OpenFile("/var/tmp/access.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
}

func reading(w http.ResponseWriter, r *http.Request) {
	os.Open("page.html")
	os.ReadFile("page.html")
	os.OpenFile("page.html", os.O_RDONLY, 0)
}

func device(w http.ResponseWriter, r *http.Request) {
	os.OpenFile("/dev/null", os.O_WRONLY, 0)
}

func removed(w http.ResponseWriter, r *http.Request) { os.Remove("x") }

func atStart() { os.WriteFile("pid", nil, 0o644) }
