package web

import (
	"database/sql"
	"html/template"
	"net/http"
	"os"
	"regexp"
	"sync"

	"example.com/shop/domain"
	"example.com/shop/invoice"
)

func (s *server) catalogRoutes(mux *http.ServeMux) {
	mux.HandleFunc("PUT /products", s.putProduct)
	mux.HandleFunc("PUT /settings/well", s.putSettingWell)
	mux.HandleFunc("POST /reviews", s.review)
	mux.HandleFunc("GET /reviews/well", s.reviewsWell)
	mux.HandleFunc("GET /search", s.search)
	mux.HandleFunc("GET /search/well", s.searchWell)
	mux.HandleFunc("GET /report", s.report)
	mux.HandleFunc("GET /report/well", s.reportWell)
	mux.HandleFunc("GET /invoice", s.invoice)
	mux.HandleFunc("GET /archive", s.archive)
	mux.HandleFunc("GET /stock", s.stock)
	mux.HandleFunc("GET /partner", s.partner)
	mux.HandleFunc("GET /partner/well", s.partnerWell)
	mux.HandleFunc("GET /terms", s.terms)
	mux.HandleFunc("GET /terms/well", s.termsWell)
}

func (s *server) putProduct(w http.ResponseWriter, r *http.Request) {
	p := domain.Product{SKU: r.FormValue("sku"), Title: r.FormValue("title"), Price: number(r, "price")}
	show(w, nil, s.store.PutProduct(r.Context(), p))
}

func (s *server) putSettingWell(w http.ResponseWriter, r *http.Request) {
	show(w, nil, s.store.PutSetting(r.Context(), r.FormValue("name"), number(r, "value")))
}

func (s *server) review(w http.ResponseWriter, r *http.Request) {
	show(w, nil, s.store.Review(r.Context(), number(r, "user"), number(r, "product"), r.FormValue("text")))
}

func (s *server) reviewsWell(w http.ResponseWriter, r *http.Request) {
	texts, err := s.store.Reviews(r.Context(), number(r, "product"))
	show(w, texts, err)
}

// search compiles the pattern for each request.
func (s *server) search(w http.ResponseWriter, r *http.Request) {
	if !regexp.MustCompile(`^\w+$`).MatchString(r.FormValue("q")) {
		http.Error(w, "one word, please", http.StatusBadRequest)
	}
}

var word = regexp.MustCompile(`^\w+$`)

// searchWell uses the one that was compiled at the start.
func (s *server) searchWell(w http.ResponseWriter, r *http.Request) {
	if !word.MatchString(r.FormValue("q")) {
		http.Error(w, "one word, please", http.StatusBadRequest)
	}
}

// report parses its template and reads every order, for each request.
func (s *server) report(w http.ResponseWriter, r *http.Request) {
	t, err := template.ParseFiles("pages/report.html")
	if err != nil {
		show(w, nil, err)
		return
	}
	orders, err := s.store.Everything(r.Context())
	if err != nil {
		show(w, nil, err)
		return
	}
	t.Execute(w, orders)
}

// reportWell shows a page of them by a template that was parsed at the start.
func (s *server) reportWell(w http.ResponseWriter, r *http.Request) {
	orders, err := s.store.PageAfter(r.Context(), number(r, "after"))
	if err != nil {
		show(w, nil, err)
		return
	}
	s.pages.ExecuteTemplate(w, "report.html", orders)
}

// invoice waits for a program that renders a document. A worker should, as for previews.
func (s *server) invoice(w http.ResponseWriter, r *http.Request) {
	doc, err := invoice.PDF(r.Context(), []byte("<h1>Invoice</h1>"))
	if err != nil {
		show(w, nil, err)
		return
	}
	w.Write(doc)
}

// archive packs files while the user waits.
func (s *server) archive(w http.ResponseWriter, r *http.Request) {
	if err := invoice.Archive(w, map[string][]byte{"invoice.txt": []byte("Invoice")}); err != nil {
		show(w, nil, err)
	}
}

// stock opens a pool for each request.
func (s *server) stock(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("pgx", os.Getenv("STOCK_URL"))
	if err != nil {
		show(w, nil, err)
		return
	}
	defer db.Close()
	var n int
	err = db.QueryRowContext(r.Context(), `SELECT count FROM stock WHERE product_id = $1`, number(r, "product")).Scan(&n)
	show(w, n, err)
}

// partner shakes hands with the partner's server for each request, and waits for its answer.
func (s *server) partner(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: http.DefaultTransport.(*http.Transport).Clone()}
	resp, err := client.Get("https://partner.example.com/stock")
	if err != nil {
		show(w, nil, err)
		return
	}
	resp.Body.Close()
	show(w, resp.Status, nil)
}

// partnerWell sends the browser there: nobody waits here.
func (s *server) partnerWell(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://partner.example.com/stock", http.StatusSeeOther)
}

// terms reads the same file for each request.
func (s *server) terms(w http.ResponseWriter, r *http.Request) {
	text, err := os.ReadFile("pages/terms.html")
	if err != nil {
		show(w, nil, err)
		return
	}
	w.Write(text)
}

var terms = sync.OnceValues(func() ([]byte, error) { return os.ReadFile("pages/terms.html") })

// termsWell has read it once.
func (s *server) termsWell(w http.ResponseWriter, r *http.Request) {
	text, err := terms()
	if err != nil {
		show(w, nil, err)
		return
	}
	w.Write(text)
}
