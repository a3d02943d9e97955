// Shop is a small service with every fault that scalevet finds, and its mend beside it.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"

	"example.com/shop/domain"
	"example.com/shop/notify"
	"example.com/shop/postgres"
	"example.com/shop/web"
)

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	mail := notify.New(os.Getenv("SMTP_ADDR"))
	svc := domain.New(postgres.New(db), mail)
	go mail.Work()
	log.Fatal(http.ListenAndServe(":8080", web.Routes(svc)))
}
