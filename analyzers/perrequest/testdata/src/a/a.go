// Package a makes things per request, and once.
package a

import (
	"crypto/x509"
	"database/sql"
	"html/template"
	"net/http"
	"regexp"
	"sync"
)

func compiled(w http.ResponseWriter, r *http.Request) {
	regexp.MustCompile(`^\w+$`).MatchString(r.FormValue("q")) // want `regexp is made for each request \(a.compiled → regexp.MustCompile\)`
}

func opened(w http.ResponseWriter, r *http.Request) {
	db, _ := sql.Open("postgres", dsn) // want `pool is made for each request \(a.opened → database/sql.Open\)`
	defer db.Close()
}

func trusted(w http.ResponseWriter, r *http.Request) {
	x509.SystemCertPool() // want `crypto/x509.SystemCertPool is called anew for each request \(a.trusted → crypto/x509.SystemCertPool\)`
}

var dsn = "host=db"

type server struct {
	dir   string
	pages *template.Template
}

func (s *server) render() {
	template.ParseFiles(s.dir + "/page.html") // want `template is made for each request \(a.server.page → a.server.render → html/template.ParseFiles\)`
}

func (s *server) page(w http.ResponseWriter, r *http.Request) { s.render() }

// A transport shakes hands anew, whoever holds it.
func fetched(w http.ResponseWriter, r *http.Request) {
	c := &http.Client{Transport: &http.Transport{MaxIdleConns: 10}} // want `client is made for each request \(a.fetched → net/http.Transport\)`
	c.Get("https://example.com")
}

type lazy struct{ t *template.Template }

// It is empty for each request.
func (l *lazy) template() *template.Template {
	if l.t == nil {
		l.t = parsePage()
	}
	return l.t
}

func parsePage() *template.Template {
	return template.Must(template.ParseFiles("lazy.html")) // want `template is made for each request \(a.perRequest → a.lazy.template → a.parsePage → html/template.ParseFiles\)`
}

func perRequest(w http.ResponseWriter, r *http.Request) {
	l := &lazy{}
	l.template().Execute(w, nil)
}

// Should not match.

var client = &http.Client{Transport: &http.Transport{}}

func fetchedWell(w http.ResponseWriter, r *http.Request) { client.Get("https://example.com") }

// A client alone shares the default transport.
func cheap(w http.ResponseWriter, r *http.Request) {
	c := &http.Client{Timeout: 1}
	c.Get("https://example.com")
}

func proxied(w http.ResponseWriter, r *http.Request) {
	c := &http.Client{Transport: &http.Transport{MaxIdleConns: len(r.FormValue("q"))}}
	c.Get("https://example.com")
}

// It is filled once.
func (s *server) index(w http.ResponseWriter, r *http.Request) {
	if s.pages == nil {
		s.pages = parseIndex()
	}
	s.pages.Execute(w, nil)
}

func parseIndex() *template.Template { return template.Must(template.ParseFiles("index.html")) }

var word = regexp.MustCompile(`^\w+$`)

func kept(w http.ResponseWriter, r *http.Request) { word.MatchString("x") }

func fromRequest(w http.ResponseWriter, r *http.Request) {
	regexp.Compile(r.FormValue("pattern"))
}

func dependent(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("page")
	template.ParseFiles(name)
}

var (
	once sync.Once
	page *template.Template
)

func lazily(w http.ResponseWriter, r *http.Request) {
	once.Do(func() { page = template.Must(template.ParseFiles("page.html")) })
}

func stored(w http.ResponseWriter, r *http.Request) {
	if page == nil {
		t, _ := template.ParseFiles("page.html")
		page = t
	}
}

func constructor() http.HandlerFunc {
	re := regexp.MustCompile(`^\d+$`)
	return func(w http.ResponseWriter, r *http.Request) { re.MatchString("1") }
}

func atStart() { sql.Open("postgres", dsn) }

// A message is made for one request, and its template with it.
type message struct{ text string }

func (m *message) parse() { template.New("m").Parse(m.text) }

func send(w http.ResponseWriter, r *http.Request) {
	m := &message{r.FormValue("text")}
	m.parse()
}
