// Package a serves requests that wait, and requests that do not.
package a

import (
	"log"
	"net/http"
	"net/smtp"
	"os/exec"
	"sync"
	"time"
)

func direct(w http.ResponseWriter, r *http.Request) {
	smtp.SendMail("mx:25", nil, "a", nil, nil) // want `handler a.direct waits for mail \(a.direct → net/smtp.SendMail\)`
}

type server struct{ mail mailer }

type mailer interface{ Send(to string) error }

type smtpMailer struct{}

func (smtpMailer) Send(to string) error {
	return smtp.SendMail("mx:25", nil, "a", []string{to}, nil)
}

func (s *server) signup(w http.ResponseWriter, r *http.Request) {
	s.mail.Send(r.FormValue("email")) // want `handler a.server.signup waits for mail \(a.server.signup → a.smtpMailer.Send → net/smtp.SendMail\)`
}

// Decorators hand the call on: they do not speak against it.
type service interface{ Welcome(to string) }

type core struct{}

func (core) Welcome(to string) { smtp.SendMail("mx:25", nil, "a", []string{to}, nil) }

type logging struct{ next service }

func (l logging) Welcome(to string) {
	defer log.Print("welcome")
	l.next.Welcome(to)
}

type metrics struct{ next service }

func (m metrics) Welcome(to string) {
	defer func() { log.Print("counted") }()
	m.next.Welcome(to)
}

func decorated(s service) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.Welcome("x") // want `handler a.decorated waits for mail \(a.decorated → a.core.Welcome → net/smtp.SendMail\)`
	}
}

// A constructor runs at the start, what it returns runs per request.
func closure(url string) http.HandlerFunc {
	if _, err := http.Get(url); err != nil {
		log.Print(err)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		http.Get(url) // want `handler a.closure waits for another service`
	}
}

func convert(w http.ResponseWriter, r *http.Request) {
	exec.Command("convert", r.FormValue("f")).Run() // want `handler a.convert waits for a process`
}

// errgroup and WaitGroup wait.
func joined(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	wg.Go(func() {
		http.Get("https://example.com") // want `handler a.joined waits for another service`
	})
	wg.Wait()
}

// A wrapper hands the request on: it waits as its handler does, and by itself.
func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Post("https://log.example.com", "", nil) // want `middleware a.logged waits for another service`
		next.ServeHTTP(w, r)
	})
}

func routes(s *server) {
	http.HandleFunc("/signup", s.signup)
	http.Handle("/x", logged(closure("https://example.com")))
}

// Should not match.

// Most implementations do not wait.
type quiet interface{ Tell(to string) }

type never struct{}

func (never) Tell(string) {}

type logs struct{}

func (logs) Tell(to string) { log.Print(to) }

type mails struct{}

func (mails) Tell(to string) { smtp.SendMail("mx:25", nil, "a", []string{to}, nil) }

func told(q quiet) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { q.Tell("x") }
}

func gone(w http.ResponseWriter, r *http.Request) {
	go smtp.SendMail("mx:25", nil, "a", nil, nil)
	go func() {
		http.Get("https://example.com")
	}()
}

func local(w http.ResponseWriter, r *http.Request) {
	http.Get("http://127.0.0.1:8080/metrics")
	http.Get("http://localhost/metrics")
}

func worker(jobs chan string) {
	for to := range jobs {
		smtp.SendMail("mx:25", nil, "a", []string{to}, nil)
		time.Sleep(time.Second)
	}
}

func startWorker(w http.ResponseWriter, r *http.Request) {
	go worker(make(chan string))
}

func notARequest() { http.Get("https://example.com") }

type client struct{}

// A client takes a request and serves none.
func (client) send(r *http.Request) (*http.Response, error) { return http.DefaultClient.Do(r) }

type smtpLike struct{}

func (smtpLike) SendMail() {}

func rightNameWrongType(w http.ResponseWriter, r *http.Request) { smtpLike{}.SendMail() }
