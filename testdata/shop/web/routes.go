// Package web serves the shop's pages. Where the path ends in /well, the fault of the handler
// beside it is mended.
package web

import (
	"context"
	"encoding/json"
	"html/template"
	"net/http"
	"strconv"
	"time"

	"example.com/shop/domain"
)

// A Store is what the pages show and take; package postgres has one.
type Store interface {
	Bought(ctx context.Context, product int64) ([]domain.Item, error)
	Newest(ctx context.Context) ([]domain.Order, error)
	Last(ctx context.Context) ([]domain.Order, error)
	Page(ctx context.Context, offset int) ([]domain.Order, error)
	PageAfter(ctx context.Context, id int64) ([]domain.Order, error)
	Everything(ctx context.Context) ([]domain.Order, error)
	Coupons(ctx context.Context, user int64) ([]string, error)
	Titles(ctx context.Context, user int64) ([]string, error)
	UserByName(ctx context.Context, name string) (domain.User, error)
	JoinedOn(ctx context.Context, day time.Time) ([]string, error)
	JoinedWithin(ctx context.Context, from, to time.Time) ([]string, error)
	AddUser(ctx context.Context, email, name string) error
	DeleteUser(ctx context.Context, id int64) error
	Review(ctx context.Context, user, product int64, text string) error
	Reviews(ctx context.Context, product int64) ([]string, error)
	PutProduct(ctx context.Context, p domain.Product) error
	Setting(ctx context.Context, name string) (int64, error)
	PutSetting(ctx context.Context, name string, value int64) error
	AddCoupon(ctx context.Context, order int64, code string) error
}

type server struct {
	shop  *domain.Service
	store Store
	pages *template.Template

	carts carts
	cache cache
	limit limiter
	live  hub
}

// Routes returns the shop's handler.
func Routes(shop *domain.Service, store Store, pages *template.Template) http.Handler {
	s := &server{
		shop: shop, store: store, pages: pages,
		carts: carts{of: map[string][]domain.Item{}},
		cache: cache{values: map[string]int64{}},
		limit: limiter{last: map[string]time.Time{}},
		live:  hub{followers: map[chan string]bool{}},
	}
	mux := http.NewServeMux()
	s.orderRoutes(mux)
	s.accountRoutes(mux)
	s.catalogRoutes(mux)
	mux.HandleFunc("POST /cart", s.addToCart)
	mux.HandleFunc("POST /cart/well", s.addToCartWell)
	mux.HandleFunc("GET /looked", s.look)
	mux.HandleFunc("GET /setting", s.setting)
	mux.HandleFunc("GET /live", s.follow)
	mux.HandleFunc("POST /live", s.publish)
	mux.HandleFunc("POST /avatar", s.avatar)
	mux.HandleFunc("POST /avatar/well", s.avatarWell)
	mux.HandleFunc("POST /thumbnail/well", s.thumbnailWell)
	return s.limited(mux)
}

// show writes v, or what went wrong.
func show(w http.ResponseWriter, v any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}

func number(r *http.Request, name string) int64 {
	n, _ := strconv.ParseInt(r.FormValue(name), 10, 64)
	return n
}

func items(r *http.Request) (its []domain.Item, err error) {
	return its, json.NewDecoder(r.Body).Decode(&its)
}
