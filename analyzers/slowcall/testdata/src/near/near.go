// Package near waits.
package near

import (
	"net/http"
	"net/smtp"
)

func Send(to string) { smtp.SendMail("mx:25", nil, "a", []string{to}, nil) }

func Get(url string) { http.Get(url) }
