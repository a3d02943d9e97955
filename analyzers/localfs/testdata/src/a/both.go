package a

import (
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// What is kept here and there is kept here.
func both(w http.ResponseWriter, r *http.Request) {
	var bucket s3.Client
	if r.FormValue("far") != "" {
		bucket.PutObject(r.Context(), nil)
	}
	os.WriteFile("/srv/"+r.FormValue("id"), nil, 0o644) // want `handler a.both writes to this machine's disk: a path made for the request`
}
