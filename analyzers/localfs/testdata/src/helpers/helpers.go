// Package helpers saves what is uploaded by the helpers of frameworks.
package helpers

import (
	"io/ioutil"
	"log"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/spf13/afero"
	"github.com/syndtr/goleveldb/leveldb"
)

func avatar(c *gin.Context) {
	file, _ := c.FormFile("avatar")
	c.SaveUploadedFile(file, "uploads/"+file.Filename) // want `handler helpers.avatar saves an upload to this machine's disk: a path made for the request`
}

func photo(c *fiber.Ctx) error {
	file, err := c.FormFile("photo")
	if err != nil {
		return err
	}
	return c.SaveFile(file, "photo.jpg") // want `handler helpers.photo saves an upload to this machine's disk: photo.jpg`
}

func note(w http.ResponseWriter, r *http.Request) {
	ioutil.WriteFile("note.txt", nil, 0o644) // want `handler helpers.note writes to this machine's disk: note.txt`
}

type site struct{ fs afero.Fs }

func (s *site) page(w http.ResponseWriter, r *http.Request) {
	afero.WriteFile(s.fs, r.FormValue("page"), nil, 0o644) // want `handler helpers.site.page writes to this machine's disk: a path made for the request`
}

func (s *site) draft(w http.ResponseWriter, r *http.Request) {
	f, _ := s.fs.Create("draft.html") // want `handler helpers.site.draft writes to this machine's disk: draft.html`
	f.Close()
}

type index struct{ db *leveldb.DB }

func (i *index) put(w http.ResponseWriter, r *http.Request) {
	i.db.Put([]byte("k"), []byte("v"), nil) // want `handler helpers.index.put writes to a database in a file`
}

// Should not match.

func stored(c *fiber.Ctx) error {
	file, err := c.FormFile("photo")
	if err != nil {
		return err
	}
	return c.SaveFileToStorage(file, "photo.jpg", nil)
}

func (i *index) get(w http.ResponseWriter, r *http.Request) { i.db.Get([]byte("k"), nil) }

func (s *site) read(w http.ResponseWriter, r *http.Request) {
	s.fs.OpenFile("page.html", os.O_RDONLY, 0)
}

func piped(w http.ResponseWriter, r *http.Request) {
	in, out, _ := os.Pipe()
	out.WriteString("x")
	in.Close()
	os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	log.SetOutput(os.Stderr)
}
