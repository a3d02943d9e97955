package low

import (
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

type attachments struct {
	kind   string
	dir    string
	bucket *s3.Client
}

// Where it is put is a setting: a bucket is served by every instance.
func (a *attachments) put(w http.ResponseWriter, r *http.Request) {
	if a.kind == "local" {
		os.WriteFile(a.dir+r.FormValue("id"), nil, 0o644) // want `handler low.attachments.put writes to this machine's disk: a path made for the request .*, one choice beside \(\*s3.Client\).PutObject`
	} else {
		a.bucket.PutObject(r.Context(), nil)
	}
}

func (a *attachments) save(w http.ResponseWriter, r *http.Request) {
	switch a.kind {
	case "local":
		a.write(r.FormValue("id"))
	default:
		a.upload(r)
	}
}

func (a *attachments) write(id string) { os.Create(a.dir + id) } // want `low.attachments.save writes to this machine's disk: a path made for the request .*, one choice beside low.attachments.upload`

func (a *attachments) upload(r *http.Request) { a.bucket.PutObject(r.Context(), nil) }

func (a *attachments) store(w http.ResponseWriter, r *http.Request) {
	if a.kind == "bucket" {
		a.upload(r)
		return
	}
	os.WriteFile(a.dir+r.FormValue("id"), nil, 0o644) // want `low.attachments.store writes to this machine's disk: a path made for the request .*, one choice beside low.attachments.upload`
}
