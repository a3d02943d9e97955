// Package a serves requests that wait, and requests that do not.
package a

import (
	"log"
	"net/http"
	"net/smtp"
	"os/exec"
	"sync"
	"sync/atomic"
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

// What is tried another way goes on.
func fallback(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		smtp.SendMail("mx:25", nil, "ops", nil, nil) // want `handler a.fallback waits for mail`
	}
	w.WriteHeader(http.StatusNoContent)
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

// A value that holds an error so far is asked again, and one made for the request is empty.
type steps struct {
	err  error
	body []byte
}

func (s *steps) run() {
	if s.err == nil {
		s.err = step()
	}
}

func step() error {
	_, err := http.Get("https://example.com/a") // want `handler a.stepwise waits for another service`
	return err
}

func stepwise(w http.ResponseWriter, r *http.Request) {
	s := &steps{}
	s.run()
}

func (s *steps) load() []byte {
	if s.body == nil {
		s.body = download()
	}
	return s.body
}

func download() []byte {
	http.Get("https://example.com/b") // want `handler a.loaded waits for another service`
	return nil
}

func loaded(w http.ResponseWriter, r *http.Request) {
	s := &steps{}
	w.Write(s.load())
}

// Should not match.

// What fills a variable that outlives the request is done once.
var routesMu sync.Mutex
var known []string
var knownErr error

func knownRoutes() ([]string, error) {
	routesMu.Lock()
	defer routesMu.Unlock()
	if known == nil && knownErr == nil {
		known, knownErr = calculate()
	}
	return known, knownErr
}

func calculate() ([]string, error) { _, err := http.Get("https://example.com/c"); return nil, err }

func listed(w http.ResponseWriter, r *http.Request) { knownRoutes() }

var keys atomic.Pointer[string]

func keySet() *string {
	if k := keys.Load(); k != nil {
		return k
	}
	k := fetchKeys()
	keys.Store(k)
	return k
}

func fetchKeys() *string { http.Get("https://example.com/d"); return new(string) }

func verified(w http.ResponseWriter, r *http.Request) { keySet() }

type discovery struct {
	once   sync.Once
	url    string
	loaded bool
}

func (d *discovery) endpoint() string {
	if d.url != "" {
		return d.url
	}
	d.url = discover()
	return d.url
}

func discover() string { http.Get("https://example.com/e"); return "" }

func (d *discovery) signin(w http.ResponseWriter, r *http.Request) { d.endpoint() }

func (d *discovery) signout(w http.ResponseWriter, r *http.Request) {
	d.once.Do(func() { http.Get("https://example.com/f") })
}

func (d *discovery) warm(w http.ResponseWriter, r *http.Request) {
	if !d.loaded {
		http.Get("https://example.com/g")
		d.loaded = true
	}
}

type catalog struct{ products []string }

type shop struct{ catalog catalog }

// It is filled through its address.
func (s *shop) products() []string {
	if len(s.catalog.products) == 0 {
		fill(&s.catalog)
	}
	return s.catalog.products
}

func fill(c *catalog) { http.Get("https://example.com/h") }

func (s *shop) list(w http.ResponseWriter, r *http.Request) { s.products() }

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

// To tell of what failed is rare: of low severity.
func failed(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		smtp.SendMail("mx:25", nil, "ops", nil, nil)
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
}

// What it waits for is something else, started before.
func goneLast(w http.ResponseWriter, r *http.Request) {
	sizes := make(chan int)
	go func() { sizes <- len(r.FormValue("x")) }()
	if <-sizes > 0 {
		go tell(r)
	}
}

// Its parameter makes it request code, but nobody waits for it.
func tell(r *http.Request) { smtp.SendMail("mx:25", nil, r.FormValue("to"), nil, nil) }

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
