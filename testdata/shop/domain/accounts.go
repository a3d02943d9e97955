package domain

import (
	"context"
	"time"
)

// Welcome sends the mail before it returns.
func (s *Service) Welcome(ctx context.Context, email string) error {
	u, err := s.store.UserByEmail(ctx, email)
	if err != nil {
		return err
	}
	return s.mail.Send(u.Email, "Welcome!")
}

// WelcomeLater writes down what is to be sent; a worker sends it, whichever instance it runs in.
func (s *Service) WelcomeLater(ctx context.Context, email string) error {
	u, err := s.store.UserByEmail(ctx, email)
	if err != nil {
		return err
	}
	return s.store.AddMail(ctx, u.ID, "Welcome!")
}

// Newsletter leaves the mail to a worker of this process.
func (s *Service) Newsletter(to string) { s.mail.Queue(to, "News!") }

// AddToCart keeps the cart where every instance finds it.
func (s *Service) AddToCart(ctx context.Context, session string, it Item) error {
	return s.store.AddCartItem(ctx, session, it)
}

// Preview writes down that a preview of the product is wanted.
func (s *Service) Preview(ctx context.Context, product int64) error {
	return s.store.AddPreview(ctx, product, time.Now())
}
