// Package waits tells who waits from who does not.
package waits

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/smtp"

	"github.com/gammazero/workerpool"
	"github.com/hibiken/asynq"
	"golang.org/x/sync/errgroup"
)

// Wait waits.
func grouped(w http.ResponseWriter, r *http.Request) {
	var g errgroup.Group
	g.Go(func() error {
		_, err := http.Get("https://example.com") // want `handler waits.grouped waits for another service`
		return err
	})
	g.Wait()
}

func received(w http.ResponseWriter, r *http.Request) {
	done := make(chan error)
	go func() {
		done <- smtp.SendMail("mx:25", nil, "a", nil, nil) // want `handler waits.received waits for mail`
	}()
	<-done
}

// What is deferred is done before the answer is complete.
func deferred(w http.ResponseWriter, r *http.Request) {
	defer smtp.SendMail("mx:25", nil, "a", nil, nil) // want `handler waits.deferred waits for mail`
	w.Write(nil)
}

type server struct {
	pool  *workerpool.WorkerPool
	tasks *asynq.Client
	proxy *httputil.ReverseProxy
}

func (s *server) pooled(w http.ResponseWriter, r *http.Request) {
	s.pool.SubmitWait(func() {
		http.Get("https://example.com") // want `handler waits.server.pooled waits for another service`
	})
}

// What is told could be told later: the body is read only to say what went wrong.
func told(w http.ResponseWriter, r *http.Request) {
	if err := tell("https://hooks.example.com"); err != nil {
		http.Error(w, err.Error(), 502)
	}
}

func tell(url string) error {
	resp, err := http.Post(url, "text/plain", nil) // want `handler waits.told waits for another service`
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != 200 {
		text, _ := io.ReadAll(resp.Body)
		return errors.New(string(text))
	}
	return nil
}

func counted(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Post("https://stats.example.com", "text/plain", nil) // want `handler waits.counted waits for another service`
	if err == nil {
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}

// Should not match.

// The answer is what was asked for: of low severity.
func rates(w http.ResponseWriter, r *http.Request) {
	rate, err := rate("EUR")
	if err != nil {
		return
	}
	fmt.Fprint(w, rate)
	var all map[string]float64
	if err := fetch("https://rates.example.com", &all); err == nil {
		fmt.Fprint(w, all)
	}
	today := new(map[string]float64)
	if err := fetch("https://rates.example.com/today", today); err == nil {
		fmt.Fprint(w, *today)
	}
	latest := struct{ Rate float64 }{}
	if err := fetch("https://rates.example.com/latest", &latest); err == nil {
		fmt.Fprint(w, latest.Rate)
	}
	chart(w)
}

func chart(w http.ResponseWriter) {
	resp, err := http.Get("https://rates.example.com/chart")
	if err == nil {
		io.Copy(w, resp.Body)
		resp.Body.Close()
	}
}

// The user's own context holds the request and its answer.
type exchange struct {
	w http.ResponseWriter
	r *http.Request
}

func checkout(w http.ResponseWriter, r *http.Request) {
	if err := pay(&exchange{w, r}); err != nil {
		http.Error(w, err.Error(), 502)
	}
}

func pay(x *exchange) error {
	resp, err := http.Get("https://pay.example.com/" + x.r.FormValue("plan"))
	if err == nil {
		io.Copy(x.w, resp.Body)
		resp.Body.Close()
	}
	return err
}

// What is checked has to be known first: of low severity.
func login(w http.ResponseWriter, r *http.Request) {
	if err := verifyCode(r.FormValue("code")); err != nil {
		http.Error(w, err.Error(), 401)
	}
}

func verifyCode(code string) error {
	resp, err := http.Post("https://codes.example.com/"+code, "text/plain", nil)
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode != 200 {
		return errors.New("wrong code")
	}
	return nil
}

func rate(currency string) (float64, error) {
	var v struct{ Rate float64 }
	err := fetch("https://rates.example.com/"+currency, &v)
	return v.Rate, err
}

func fetch(url string, into any) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

func flushed(w http.ResponseWriter, r *http.Request) {
	defer smtp.SendMail("mx:25", nil, "a", nil, nil)
	defer func() {
		http.Get("https://example.com")
	}()
	w.Write(nil)
	w.(http.Flusher).Flush()
}

func controlled(w http.ResponseWriter, r *http.Request) {
	defer notify()
	http.NewResponseController(w).Flush()
}

func notify() { http.Get("https://example.com") }

func (s *server) submitted(w http.ResponseWriter, r *http.Request) {
	s.pool.Submit(func() { http.Get("https://example.com") })
}

func (s *server) queued(w http.ResponseWriter, r *http.Request) {
	s.tasks.Enqueue(asynq.NewTask("mail", nil))
}

func send(ctx context.Context, t *asynq.Task) error {
	return smtp.SendMail("mx:25", nil, "a", nil, nil)
}

func workers(mux *asynq.ServeMux) { mux.HandleFunc("mail", send) }

// Calling out is what a proxy is for.
func (s *server) forward(w http.ResponseWriter, r *http.Request) { s.proxy.ServeHTTP(w, r) }

// A health check asks; it is of low severity.
func healthz(w http.ResponseWriter, r *http.Request) { http.Get("https://example.com") }
