// Package frameworks registers handlers with routers of others.
package frameworks

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/mux"
	"github.com/labstack/echo/v4"
)

func ginList(c *gin.Context) {} // want "GET /api/items registered"

func ginAuth() gin.HandlerFunc {
	return func(c *gin.Context) { c.Next() } // want "middleware registered"
}

func ginCheck(c *gin.Context) { c.Next() } // want "middleware registered"

func ginID(c *gin.Context) int { return 0 } // want "helper signature"

func ginRoutes() {
	e := gin.New()
	e.Use(ginAuth())
	g := e.Group("/api")
	g.GET("/items", ginCheck, ginList)
	more(g.Group("/more"))
}

func more(g *gin.RouterGroup) {
	g.Handle("POST", "/x", func(c *gin.Context) { ginID(c) }) // want "POST /api/more/x registered"
}

func echoShow(c echo.Context) error { return nil } // want "GET /show registered"

func echoPut(c echo.Context) error { return nil } // want "PUT /g/put registered"

func echoAuth(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error { return next(c) } // want "middleware registered"
}

func echoRoutes() {
	e := echo.New()
	e.Use(echoAuth)
	e.GET("/show", echoShow, echoAuth)
	e.Group("/g").PUT("/put", echoPut)
}

func chiGet(w http.ResponseWriter, r *http.Request) {} // want "GET /v1/things/ registered"

func chiAdmin(w http.ResponseWriter, r *http.Request) {} // want "POST /admin/stats registered"

func chiMiddleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) }) // want "middleware registered"
}

func chiRoutes() {
	r := chi.NewRouter()
	r.Use(chiMiddleware)
	r.Route("/v1", func(r chi.Router) {
		r.Route("/things", func(r chi.Router) {
			r.With(chiMiddleware).Get("/", chiGet)
		})
	})
	r.Mount("/admin", adminRouter())
}

func adminRouter() http.Handler {
	r := chi.NewRouter()
	r.Post("/stats", chiAdmin)
	return r
}

func muxList(w http.ResponseWriter, r *http.Request) {} // want "GET,HEAD /v2/list registered"

func muxRoutes() {
	r := mux.NewRouter()
	s := r.PathPrefix("/v2").Subrouter()
	s.HandleFunc("/list", muxList).Methods(http.MethodGet, http.MethodHead)
}

func fiberGet(c *fiber.Ctx) error { return nil } // want "GET /f registered"

func fiberRoutes() {
	a := fiber.New()
	a.Use(func(c *fiber.Ctx) error { return c.Next() }) // want "middleware registered"
	a.Get("/f", fiberGet)
}
