// Package far serves requests that leave files two packages away.
package far

import (
	"net/http"
	"os"

	"mid"
)

func upload(w http.ResponseWriter, r *http.Request) {
	mid.Save(r.FormValue("name")) // want `handler far.upload writes to this machine's disk: a path made for the request \(far.upload → mid.Save → near.Write → os.WriteFile\)`
}

func spool(w http.ResponseWriter, r *http.Request) {
	mid.Spool() // want `handler far.spool writes to this machine's disk`
}

// Should not match.

// What a helper makes is removed by who asked for it.
func convert(w http.ResponseWriter, r *http.Request) {
	name, err := mid.Spool()
	if err != nil {
		return
	}
	defer os.Remove(name)
}

func read(w http.ResponseWriter, r *http.Request) { mid.Load(r.FormValue("name")) }
