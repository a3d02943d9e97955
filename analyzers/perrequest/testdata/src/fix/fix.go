// Package fix makes what can be made once.
package fix

import (
	"html/template"
	"net/http"
	"regexp"
)

const page = "<p>{{.}}</p>"

// search keeps its comment.
func search(w http.ResponseWriter, r *http.Request) {
	re := regexp.MustCompile(`^\w+$`) // want "regexp is made for each request"
	re.MatchString(r.FormValue("q"))
}

func show(w http.ResponseWriter, r *http.Request) {
	t := template.Must(template.New("page").Parse(page)) // want "template is made for each request"
	t.Execute(w, r.FormValue("name"))
}

func closure() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if regexp.MustCompile("a+").MatchString(r.URL.Path) { // want "regexp is made for each request"
			w.WriteHeader(http.StatusNotFound)
		}
	}
}

var shadowPattern = 1

func shadow(w http.ResponseWriter, r *http.Request) {
	shadowPattern2 := shadowPattern
	re := regexp.MustCompile("b+") // want "regexp is made for each request"
	_, _ = re, shadowPattern2
}

func twice(w http.ResponseWriter, r *http.Request) {
	one := regexp.MustCompile("e+") // want "regexp is made for each request"
	_ = one
}

type pages struct{}

func (pages) twice(w http.ResponseWriter, r *http.Request) {
	re := regexp.MustCompile("g+") // want "regexp is made for each request"
	_ = re
}

// Should not be fixed: a pattern of the function's own, an error to handle, files that may be missing,
// and what would keep the program from starting.

func local(w http.ResponseWriter, r *http.Request) {
	const pattern = "c+"
	regexp.MustCompile(pattern) // want "regexp is made for each request"
}

func checked(w http.ResponseWriter, r *http.Request) {
	re, err := regexp.Compile("d+") // want "regexp is made for each request"
	_, _ = re, err
}

func files(w http.ResponseWriter, r *http.Request) {
	t := template.Must(template.ParseFiles("page.html")) // want "template is made for each request"
	t.Execute(w, nil)
}

func unsound(w http.ResponseWriter, r *http.Request) {
	t := template.Must(template.New("page").Parse("{{end}}")) // want "template is made for each request"
	re := regexp.MustCompile("(h")                            // want "regexp is made for each request"
	_, _ = t, re
}
