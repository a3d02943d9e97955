package web

import (
	"net/http"
	"strings"
)

func (s *server) orderRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /orders", s.history)
	mux.HandleFunc("GET /orders/well", s.historyWell)
	mux.HandleFunc("POST /reorder", s.reorder)
	mux.HandleFunc("POST /reorder/well", s.reorderWell)
	mux.HandleFunc("POST /discount", s.discount)
	mux.HandleFunc("POST /discount/well", s.discountWell)
	mux.HandleFunc("GET /prices", s.prices)
	mux.HandleFunc("POST /buy", s.buy)
	mux.HandleFunc("GET /bought", s.bought)
	mux.HandleFunc("GET /newest", s.newest)
	mux.HandleFunc("GET /newest/well", s.newestWell)
	mux.HandleFunc("GET /page", s.page)
	mux.HandleFunc("GET /page/well", s.pageWell)
	mux.HandleFunc("GET /coupons", s.coupons)
	mux.HandleFunc("GET /titles/well", s.titlesWell)
}

func (s *server) history(w http.ResponseWriter, r *http.Request) {
	orders, err := s.shop.History(r.Context(), number(r, "user"))
	show(w, orders, err)
}

func (s *server) historyWell(w http.ResponseWriter, r *http.Request) {
	orders, err := s.shop.HistoryAtOnce(r.Context(), number(r, "user"))
	show(w, orders, err)
}

func (s *server) reorder(w http.ResponseWriter, r *http.Request) {
	its, err := items(r)
	if err == nil {
		err = s.shop.Reorder(r.Context(), number(r, "order"), its)
	}
	show(w, len(its), err)
}

func (s *server) reorderWell(w http.ResponseWriter, r *http.Request) {
	its, err := items(r)
	if err == nil {
		err = s.shop.ReorderAtOnce(r.Context(), number(r, "order"), its)
	}
	show(w, len(its), err)
}

func (s *server) discount(w http.ResponseWriter, r *http.Request) {
	its, err := items(r)
	if err != nil {
		show(w, nil, err)
		return
	}
	sum, err := s.shop.Discount(r.Context(), its)
	show(w, sum, err)
}

func (s *server) discountWell(w http.ResponseWriter, r *http.Request) {
	its, err := items(r)
	if err != nil {
		show(w, nil, err)
		return
	}
	sum, err := s.shop.DiscountAtOnce(r.Context(), its)
	show(w, sum, err)
}

// prices waits for a third party, once for each currency. The mend is a table of rates that a
// worker fills.
func (s *server) prices(w http.ResponseWriter, r *http.Request) {
	prices, err := s.shop.Prices(r.Context(), number(r, "cents"), strings.Split(r.FormValue("currencies"), ","))
	show(w, prices, err)
}

func (s *server) buy(w http.ResponseWriter, r *http.Request) {
	id, err := s.shop.Buy(r.Context(), number(r, "user"))
	if err == nil && r.FormValue("coupon") != "" {
		err = s.store.AddCoupon(r.Context(), id, r.FormValue("coupon"))
	}
	show(w, id, err)
}

func (s *server) bought(w http.ResponseWriter, r *http.Request) {
	its, err := s.store.Bought(r.Context(), number(r, "product"))
	show(w, its, err)
}

func (s *server) newest(w http.ResponseWriter, r *http.Request) {
	orders, err := s.store.Newest(r.Context())
	show(w, orders, err)
}

func (s *server) newestWell(w http.ResponseWriter, r *http.Request) {
	orders, err := s.store.Last(r.Context())
	show(w, orders, err)
}

func (s *server) page(w http.ResponseWriter, r *http.Request) {
	orders, err := s.store.Page(r.Context(), int(number(r, "offset")))
	show(w, orders, err)
}

func (s *server) pageWell(w http.ResponseWriter, r *http.Request) {
	orders, err := s.store.PageAfter(r.Context(), number(r, "after"))
	show(w, orders, err)
}

func (s *server) coupons(w http.ResponseWriter, r *http.Request) {
	codes, err := s.store.Coupons(r.Context(), number(r, "user"))
	show(w, codes, err)
}

func (s *server) titlesWell(w http.ResponseWriter, r *http.Request) {
	titles, err := s.store.Titles(r.Context(), number(r, "user"))
	show(w, titles, err)
}
