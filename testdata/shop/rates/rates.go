// Package rates asks a third party for exchange rates.
package rates

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// A Client asks one server.
type Client struct {
	url  string
	http *http.Client
}

// New returns a client that keeps its connections.
func New(url string) *Client {
	return &Client{url, &http.Client{Timeout: 5 * time.Second}}
}

// Rate returns the rate of one currency.
func (c *Client) Rate(ctx context.Context, currency string) (rate float64, err error) {
	return rate, c.get(ctx, "/rates/"+currency, &rate)
}

// All returns all rates.
func (c *Client) All(ctx context.Context) (rates map[string]float64, err error) {
	return rates, c.get(ctx, "/rates", &rates)
}

func (c *Client) get(ctx context.Context, path string, to any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+path, nil)
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(to)
}
