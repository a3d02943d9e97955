// Package far serves requests that wait two packages away.
package far

import (
	"net/http"

	"mid"
)

func signup(w http.ResponseWriter, r *http.Request) {
	mid.Welcome(r.FormValue("email")) // want `handler far.signup waits for mail \(far.signup → mid.Welcome → near.Send → net/smtp.SendMail\)`
}

func fetch(w http.ResponseWriter, r *http.Request) {
	mid.Fetch(r.FormValue("url")) // want `handler far.fetch waits for another service \(far.fetch → mid.Fetch → near.Get → net/http.Get\)`
}

// A helper that takes the request is judged where it stands, not at its callers.
func page(w http.ResponseWriter, r *http.Request) { mid.Render(w, r, "x", "X") }

// Should not match.

func later(w http.ResponseWriter, r *http.Request) { mid.Later(r.FormValue("email")) }

func queued(w http.ResponseWriter, r *http.Request) { mid.Enqueue(r.FormValue("email")) }

func logged(w http.ResponseWriter, r *http.Request) { mid.Name() }
