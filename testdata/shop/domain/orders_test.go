package domain

import (
	"context"
	"reflect"
	"testing"
)

// A counter is a store in memory that counts what it is asked.
type counter struct {
	Store
	asked int
}

func (c *counter) Orders(context.Context, int64) ([]Order, error) {
	c.asked++
	return []Order{{ID: 1}, {ID: 2}, {ID: 3}}, nil
}

func (c *counter) Items(_ context.Context, order int64) ([]Item, error) {
	c.asked++
	return []Item{{Order: order, Product: order * 10}}, nil
}

func (c *counter) ItemsOf(_ context.Context, orders []int64) (its []Item, err error) {
	c.asked++
	for _, o := range orders {
		its = append(its, Item{Order: o, Product: o * 10})
	}
	return its, nil
}

// TestHistory shows that both ways tell the same, and what each costs.
func TestHistory(t *testing.T) {
	slow, fast := &counter{}, &counter{}
	a, errA := New(slow, nil, nil).History(t.Context(), 7)
	b, errB := New(fast, nil, nil).HistoryAtOnce(t.Context(), 7)
	if errA != nil || errB != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("History gives %v, %v, HistoryAtOnce %v, %v", a, errA, b, errB)
	}
	if slow.asked != 4 || fast.asked != 2 {
		t.Errorf("they asked %d and %d times, want 4 and 2", slow.asked, fast.asked)
	}
}
