// Package low makes anew what costs little.
package low

import (
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

// Should not match.

func page(w http.ResponseWriter, r *http.Request) { os.ReadFile(r.FormValue("page")) }
