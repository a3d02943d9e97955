package domain

import "context"

// History asks for the items of each order: N+1 queries.
func (s *Service) History(ctx context.Context, user int64) ([]Order, error) {
	orders, err := s.store.Orders(ctx, user)
	if err != nil {
		return nil, err
	}
	for i := range orders {
		if orders[i].Items, err = s.store.Items(ctx, orders[i].ID); err != nil {
			return nil, err
		}
	}
	return orders, nil
}

// HistoryAtOnce asks once for the items of all orders.
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

// ReorderAtOnce inserts them all by one statement.
func (s *Service) ReorderAtOnce(ctx context.Context, order int64, items []Item) error {
	return s.store.AddItems(ctx, order, items)
}

// Discount asks for the same setting again and again.
func (s *Service) Discount(ctx context.Context, items []Item) (int64, error) {
	var sum int64
	for _, it := range items {
		percent, err := s.store.Setting(ctx, "discount")
		if err != nil {
			return 0, err
		}
		sum += percent * int64(it.Count)
	}
	return sum, nil
}

// DiscountAtOnce asks for it before the loop.
func (s *Service) DiscountAtOnce(ctx context.Context, items []Item) (int64, error) {
	percent, err := s.store.Setting(ctx, "discount")
	if err != nil {
		return 0, err
	}
	var sum int64
	for _, it := range items {
		sum += percent * int64(it.Count)
	}
	return sum, nil
}

// Prices calls another service for each currency.
func (s *Service) Prices(ctx context.Context, cents int64, currencies []string) (map[string]float64, error) {
	prices := map[string]float64{}
	for _, c := range currencies {
		rate, err := s.rates.Rate(ctx, c)
		if err != nil {
			return nil, err
		}
		prices[c] = rate * float64(cents)
	}
	return prices, nil
}

// Buy makes an order.
func (s *Service) Buy(ctx context.Context, user int64) (int64, error) {
	return s.store.AddOrder(ctx, user)
}
