// Package libs makes clients, sessions and keys of libraries.
package libs

import (
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/go-resty/resty/v2"
	"github.com/golang-jwt/jwt/v5"
)

func upload(w http.ResponseWriter, r *http.Request) {
	session.Must(session.NewSession()) // want `client is made for each request \(libs.upload → session.NewSession\)`
}

func fetch(w http.ResponseWriter, r *http.Request) {
	resty.New() // want `client is made for each request \(libs.fetch → resty.New\)`
}

type server struct{ pem []byte }

func (s *server) verify(w http.ResponseWriter, r *http.Request) {
	jwt.ParseRSAPublicKeyFromPEM(s.pem) // want `key is made for each request \(libs.server.verify → jwt.ParseRSAPublicKeyFromPEM\)`
}

// Should not match.

var client = resty.New()

// The key is the tenant's, who is known by the request.
func tenant(w http.ResponseWriter, r *http.Request) {
	pem, _ := os.ReadFile("keys/" + r.FormValue("tenant"))
	jwt.ParseRSAPublicKeyFromPEM(pem)
}
