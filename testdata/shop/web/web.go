// Package web serves the shop's pages.
package web

import (
	"encoding/json"
	"html/template"
	"net/http"
	"regexp"
	"strconv"
	"sync"

	"example.com/shop/domain"
)

type server struct {
	shop *domain.Service

	mu    sync.Mutex
	carts map[string][]domain.Item
}

// Routes returns the shop's handler.
func Routes(shop *domain.Service) http.Handler {
	s := &server{shop: shop, carts: map[string][]domain.Item{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders", s.history)
	mux.HandleFunc("GET /orders/fast", s.historyAtOnce)
	mux.HandleFunc("POST /orders", s.reorder)
	mux.HandleFunc("POST /buy", s.buy)
	mux.HandleFunc("POST /signup", s.signup)
	mux.HandleFunc("POST /signup/fast", s.signupLater)
	mux.HandleFunc("POST /newsletter", s.newsletter)
	mux.HandleFunc("POST /cart", s.addToCart)
	mux.HandleFunc("POST /avatar", s.avatar)
	mux.HandleFunc("GET /search", s.search)
	mux.HandleFunc("GET /search/fast", s.searchKept)
	mux.HandleFunc("GET /report", s.report)
	mux.HandleFunc("GET /pages", s.pages)
	return mux
}

func (s *server) history(w http.ResponseWriter, r *http.Request) {
	orders, _ := s.shop.History(r.Context(), number(r, "user"))
	json.NewEncoder(w).Encode(orders)
}

func (s *server) historyAtOnce(w http.ResponseWriter, r *http.Request) {
	orders, _ := s.shop.HistoryAtOnce(r.Context(), number(r, "user"))
	json.NewEncoder(w).Encode(orders)
}

func (s *server) reorder(w http.ResponseWriter, r *http.Request) {
	var items []domain.Item
	json.NewDecoder(r.Body).Decode(&items)
	if r.FormValue("fast") == "" {
		s.shop.Reorder(r.Context(), number(r, "order"), items)
		return
	}
	s.shop.ReorderAtOnce(r.Context(), number(r, "order"), items)
}

func (s *server) buy(w http.ResponseWriter, r *http.Request) {
	id, _ := s.shop.Buy(r.Context(), number(r, "user"))
	json.NewEncoder(w).Encode(id)
}

func (s *server) signup(w http.ResponseWriter, r *http.Request) {
	s.shop.Welcome(r.Context(), r.FormValue("email"))
}

func (s *server) signupLater(w http.ResponseWriter, r *http.Request) {
	s.shop.WelcomeLater(r.Context(), r.FormValue("email"))
}

func (s *server) newsletter(w http.ResponseWriter, r *http.Request) {
	s.shop.Newsletter(r.FormValue("email"))
}

// addToCart keeps the cart in this process.
func (s *server) addToCart(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := r.FormValue("session")
	s.carts[id] = append(s.carts[id], domain.Item{Product: number(r, "product")})
}

// search compiles the pattern for each request.
func (s *server) search(w http.ResponseWriter, r *http.Request) {
	if !regexp.MustCompile(`^\w+$`).MatchString(r.FormValue("q")) {
		http.Error(w, "one word, please", http.StatusBadRequest)
	}
}

var word = regexp.MustCompile(`^\w+$`)

// searchKept uses the one that was compiled at the start.
func (s *server) searchKept(w http.ResponseWriter, r *http.Request) {
	if !word.MatchString(r.FormValue("q")) {
		http.Error(w, "one word, please", http.StatusBadRequest)
	}
}

// report parses its template for each request.
func (s *server) report(w http.ResponseWriter, r *http.Request) {
	t, err := template.ParseFiles("report.html")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	all, _ := s.shop.Store().Everything(r.Context())
	t.Execute(w, all)
}

func (s *server) pages(w http.ResponseWriter, r *http.Request) {
	store := s.shop.Store()
	var out []domain.Order
	switch {
	case r.FormValue("after") != "":
		out, _ = store.PageAfter(r.Context(), number(r, "after"))
	case r.FormValue("product") != "":
		store.Bought(r.Context(), number(r, "product"))
	case r.FormValue("name") != "":
		store.UserByName(r.Context(), r.FormValue("name"))
	case r.FormValue("new") != "":
		out, _ = store.Newest(r.Context(), 10)
	default:
		out, _ = store.Page(r.Context(), int(number(r, "offset")))
	}
	json.NewEncoder(w).Encode(out)
}

func number(r *http.Request, name string) int64 {
	n, _ := strconv.ParseInt(r.FormValue(name), 10, 64)
	return n
}
