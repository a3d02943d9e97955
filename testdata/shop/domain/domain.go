// Package domain is what the shop does, whoever stores it.
package domain

import "context"

// A Store keeps the shop's data; package postgres has one.
type Store interface {
	Orders(ctx context.Context, user int64) ([]Order, error)
	Items(ctx context.Context, order int64) ([]Item, error)
	ItemsOf(ctx context.Context, orders []int64) ([]Item, error)
	AddItem(ctx context.Context, order int64, it Item) error
	AddItems(ctx context.Context, order int64, its []Item) error
	Bought(ctx context.Context, product int64) ([]int64, error)
	Newest(ctx context.Context, limit int) ([]Order, error)
	Page(ctx context.Context, offset int) ([]Order, error)
	PageAfter(ctx context.Context, id int64) ([]Order, error)
	Everything(ctx context.Context) ([]Order, error)
	UserByEmail(ctx context.Context, email string) (User, error)
	AddOrder(ctx context.Context, user int64) (int64, error)
	AddMail(ctx context.Context, user int64, text string) error
	UserByName(ctx context.Context, name string) (User, error)
}

// A Mailer tells people.
type Mailer interface {
	Send(to, text string) error
	Queue(to, text string)
}

type (
	// An Order is what a user bought.
	Order struct {
		ID, User int64
		Items    []Item
	}
	// An Item is one line of an order.
	Item struct {
		Order, Product int64
		Count          int
	}
	// A User is a customer.
	User struct {
		ID    int64
		Email string
	}
)

// A Service is the shop.
type Service struct {
	store Store
	mail  Mailer
}

// New returns a shop over store.
func New(store Store, mail Mailer) *Service { return &Service{store, mail} }

// History asks for the items of each order: N+1 queries.
func (s *Service) History(ctx context.Context, user int64) ([]Order, error) {
	orders, err := s.store.Orders(ctx, user)
	for i := range orders {
		orders[i].Items, err = s.store.Items(ctx, orders[i].ID)
	}
	return orders, err
}

// HistoryAtOnce asks once for all orders.
func (s *Service) HistoryAtOnce(ctx context.Context, user int64) ([]Order, error) {
	orders, err := s.store.Orders(ctx, user)
	if err != nil {
		return nil, err
	}
	at := map[int64]int{}
	var ids []int64
	for i, o := range orders {
		at[o.ID] = i
		ids = append(ids, o.ID)
	}
	items, err := s.store.ItemsOf(ctx, ids)
	for _, it := range items {
		o := &orders[at[it.Order]]
		o.Items = append(o.Items, it)
	}
	return orders, err
}

// Reorder inserts the items one by one.
func (s *Service) Reorder(ctx context.Context, order int64, items []Item) error {
	for _, it := range items {
		if err := s.store.AddItem(ctx, order, it); err != nil {
			return err
		}
	}
	return nil
}

// ReorderAtOnce inserts them all in one statement.
func (s *Service) ReorderAtOnce(ctx context.Context, order int64, items []Item) error {
	return s.store.AddItems(ctx, order, items)
}

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

// Buy makes an order.
func (s *Service) Buy(ctx context.Context, user int64) (int64, error) {
	return s.store.AddOrder(ctx, user)
}

// Store gives the pages what they show.
func (s *Service) Store() Store { return s.store }
