// Package a makes things per request, and once.
package a

import (
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

var dsn = "host=db"

type server struct{ dir string }

func (s *server) render() {
	template.ParseFiles(s.dir + "/page.html") // want `template is made for each request \(a.server.page → a.server.render → html/template.ParseFiles\)`
}

func (s *server) page(w http.ResponseWriter, r *http.Request) { s.render() }

// Should not match.

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
