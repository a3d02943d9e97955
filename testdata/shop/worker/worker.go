// Package worker does what no request waits for.
package worker

import (
	"context"
	"log"
	"time"

	"example.com/shop/domain"
)

// An Outbox holds mail that is to be sent; package postgres has one.
type Outbox interface {
	NextMail(ctx context.Context) (m domain.Mail, ok bool, err error)
	Sent(ctx context.Context, id int64) error
}

// Run sends what is in the outbox until ctx ends. Several instances may run: each takes another mail.
func Run(ctx context.Context, box Outbox, mail domain.Mailer) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := sendNext(ctx, box, mail); err != nil {
			log.Print(err)
		}
	}
}

func sendNext(ctx context.Context, box Outbox, mail domain.Mailer) error {
	m, ok, err := box.NextMail(ctx)
	if err != nil || !ok {
		return err
	}
	if err := mail.Send(m.To, m.Text); err != nil {
		return err
	}
	return box.Sent(ctx, m.ID)
}
