// Shop is a small service with every fault that scalevet finds, and its mend beside it.
//
// It has no dependencies, so that the example runs without a download. To serve real requests,
// import a driver of PostgreSQL here, such as _ "github.com/jackc/pgx/v5/stdlib".
package main

import (
	"context"
	"database/sql"
	"html/template"
	"log"
	"net/http"
	"os"

	"example.com/shop/domain"
	"example.com/shop/notify"
	"example.com/shop/postgres"
	"example.com/shop/rates"
	"example.com/shop/web"
	"example.com/shop/worker"
)

func main() {
	db, err := sql.Open("pgx", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(20)
	pages, err := template.ParseGlob("pages/*.html")
	if err != nil {
		log.Fatal(err)
	}
	store := postgres.New(db)
	mail := notify.New(os.Getenv("SMTP_ADDR"))
	shop := domain.New(store, mail, rates.New(os.Getenv("RATES_URL")))
	go mail.Work()
	go worker.Run(context.Background(), store, mail)
	log.Fatal(http.ListenAndServe(":8080", web.Routes(shop, store, pages)))
}
