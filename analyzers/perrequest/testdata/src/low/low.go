// Package low makes anew what costs little.
package low

import (
	"html/template"
	"net/http"
	"os"
)

// A file that is served as it is comes out of the system's cache.
func favicon(w http.ResponseWriter, r *http.Request) {
	b, err := os.ReadFile("favicon.png") // want `file is read for each request`
	if err != nil {
		return
	}
	w.Write(b)
}

var (
	reload bool
	pages  *template.Template
)

// It is made again when somebody asks for it.
func index(w http.ResponseWriter, r *http.Request) {
	if pages == nil || reload {
		pages = parse()
	}
	pages.Execute(w, nil)
}

func parse() *template.Template { return template.Must(template.ParseFiles("index.html")) } // want `template is made for each request`

// Should not match.

func page(w http.ResponseWriter, r *http.Request) { os.ReadFile(r.FormValue("page")) }

// What the kernel says is new at each reading.
func load(w http.ResponseWriter, r *http.Request) {
	b, err := os.ReadFile("/proc/loadavg")
	if err == nil {
		w.Write(b)
	}
}
