// Package mid stands between handlers and what waits.
package mid

import (
	"net/http"

	"near"
)

func Welcome(to string) { near.Send(to) }

func Fetch(url string) { near.Get(url) }

func Render(w http.ResponseWriter, r *http.Request, name, title string) {
	near.Get("https://example.com/" + name) // want `request in mid.Render waits for another service \(mid.Render → near.Get → net/http.Get\)`
}

func Later(to string) { go near.Send(to) }

var queue = make(chan string, 100)

func Enqueue(to string) { queue <- to }

// Work does what was queued.
func Work() {
	for to := range queue {
		near.Send(to)
	}
}

func Name() string { return "mid" }
