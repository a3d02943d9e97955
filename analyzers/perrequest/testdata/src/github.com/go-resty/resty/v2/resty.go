package resty

type Client struct{}

func New() *Client { return nil }
