// Package far serves requests that make things two packages away.
package far

import (
	"net/http"

	"near"
)

func normalize(w http.ResponseWriter, r *http.Request) {
	near.Normalize(r.FormValue("name")) // want `regexp is made for each request \(far.normalize → near.Normalize → near.clean → regexp.MustCompile\)`
}

func settings(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Title", near.Settings()["title"]) // want `file is read for each request \(far.settings → near.Settings → os.ReadFile\)`
}

// Should not match.

func kept(w http.ResponseWriter, r *http.Request) { near.Kept(r.FormValue("name")) }

func avatar(w http.ResponseWriter, r *http.Request) { w.Write(near.File(r.FormValue("name"))) }
