// Package web serves two forms, of which one compiles a pattern.
package web

import (
	"net/http"
	"regexp"

	"meant/bind"
)

type named struct{ name string }

func (f *named) Check() bool { return regexp.MustCompile(`^\w+$`).MatchString(f.name) }

type counted struct{ n int }

func (f *counted) Check() bool { return f.n > 0 }

func rename(w http.ResponseWriter, r *http.Request) { bind.Bind(&named{r.FormValue("name")}) }

func count(w http.ResponseWriter, r *http.Request) { bind.Bind(&counted{len(r.FormValue("n"))}) }
