// Package notify sends mail.
package notify

import (
	"log"
	"net/smtp"
)

// A Mailer sends mail by one server.
type Mailer struct {
	addr  string
	queue chan message
}

type message struct{ to, text string }

// New returns a mailer for the server at addr.
func New(addr string) *Mailer { return &Mailer{addr, make(chan message, 100)} }

// Send waits for the server.
func (m *Mailer) Send(to, text string) error {
	return smtp.SendMail(m.addr, nil, "shop@example.com", []string{to}, []byte(text))
}

// Queue leaves the mail to Work: what waits in the channel is lost when the process ends.
func (m *Mailer) Queue(to, text string) { m.queue <- message{to, text} }

// Work sends what is queued.
func (m *Mailer) Work() {
	for msg := range m.queue {
		if err := m.Send(msg.to, msg.text); err != nil {
			log.Print(err)
		}
	}
}
