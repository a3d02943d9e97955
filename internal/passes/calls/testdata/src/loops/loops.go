package loops

import "time"

func turn(args ...any) error { return nil }
func page(args ...any) []int { return nil }
func next() (int, bool)      { return 0, false }

type rows struct{}

func (rows) Next() bool { return false }

func each(xs []int, m map[string]int, n int, r rows, seq func(func(int) bool)) {
	for range xs {
		turn() // want "^each$"
	}
	for k := range m {
		turn(k) // want "^each$"
	}
	for i := range n {
		turn(i) // want "^each$"
	}
	for i := 0; i < len(xs); i++ {
		turn(i) // want "^each$"
	}
	for r.Next() {
		turn() // want "^each$"
	}
	for x := range seq {
		turn(x) // want "^each$"
	}
	for len(xs) > 0 {
		turn(xs[0]) // want "^each$"
		xs = xs[1:]
	}
	for _, x := range xs {
		for attempt := 0; attempt < 3; attempt++ {
			if err := turn(x); err == nil { // want "^retry in each$"
				break
			}
		}
	}
}

func chunks(xs []int, parts [][]int, size int) {
	for i := 0; i < len(xs); i += size {
		turn(xs[i:min(i+size, len(xs))]) // want "^chunk$"
	}
	for _, part := range parts {
		turn(part) // want "^chunk$"
	}
	for len(xs) > 0 {
		n := min(len(xs), 100)
		turn(xs[:n]) // want "^chunk$"
		xs = xs[n:]
	}
}

func pages(cursor string) {
	for offset := 0; ; offset += 100 {
		items := page(offset)
		turn() // want "^page$"
		if len(items) == 0 {
			break
		}
	}
	for {
		items := page(cursor)
		if len(items) < 100 {
			return
		}
		turn() // want "^page$"
	}
	n := 100
	for n == 100 {
		items := page()
		n = len(items)
		turn() // want "^page$"
	}
}

func fill(out *[]int) error { return nil }

func filled() {
	var out []int
	for {
		if err := fill(&out); err != nil {
			return
		}
		turn() // want "^page$"
		if len(out) == 0 {
			break
		}
	}
	first := -1
	for {
		batch := page()
		turn() // want "^page$"
		if first == -1 {
			first = len(batch)
		} else if len(batch) < first {
			break
		}
	}
}

func attempts(n int) (err error) {
	for range n {
		err = turn() // want "^retry$"
		if err != nil {
			time.Sleep(time.Second)
		} else {
			break
		}
	}
	for i := 0; i < n; i++ {
		err = turn() // want "^retry$"
		if err != nil {
			select {
			case <-time.After(time.Second):
			}
			continue
		}
		switch {
		default:
			return nil
		}
	}
	return err
}

func retries() error {
	for i := 0; i < 5; i++ {
		if err := turn(); err == nil { // want "^retry$"
			return nil
		}
	}
	for {
		err := turn() // want "^retry$"
		if err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
}

func fallback(xs []int) error {
	for i := 0; i <= 20; i++ {
		if err := turn(); err != nil { // want "^retry$"
			continue
		}
		return nil
	}
	for _, x := range xs {
		if err := turn(x); err != nil { // want "^retry$"
			continue
		}
		return nil
	}
	return nil
}

func workers(jobs chan int, done chan struct{}, tick *time.Ticker) {
	for j := range jobs {
		turn(j) // want "^consume$"
	}
	for {
		select {
		case j := <-jobs:
			turn(j) // want "^consume$"
		case <-done:
			return
		}
	}
}

func ticks(tick *time.Ticker, xs []int) {
	for range tick.C {
		turn() // want "^consume$"
		for range xs {
			turn() // want "^each in consume$"
		}
	}
}

func forever() {
	for {
		turn() // want "^consume$"
	}
}

func once(xs []int) error {
	for _, x := range xs {
		return turn(x) // want "^once$"
	}
	for _, x := range xs {
		turn(x) // want "^once$"
		break
	}
	return nil
}

var kinds = []string{"a", "b"}

func short() {
	for range 3 {
		turn() // want "^short$"
	}
	for i := 0; i < 4; i++ {
		turn(i) // want "^short$"
	}
	for _, k := range []string{"a", "b"} {
		turn(k) // want "^short$"
	}
	for _, k := range kinds {
		turn(k) // want "^short$"
	}
	list := []int{1, 2, 3}
	for _, k := range list {
		turn(k) // want "^short$"
	}
	var days [7]int
	for range days {
		turn() // want "^short$"
	}
}

// Should not be taken for the loop around it.
func outside(xs []int) {
	for range page(turn()) { // want "^none$"
	}
	for i := len(page(turn())); i < 9; i++ { // want "^none$"
	}
	for range xs {
		func() {
			turn() // want "^none$"
		}()
	}
}

// Should not count as short: the list grows.
func grows(n int) {
	list := []int{1}
	for i := 0; i < n; i++ {
		list = append(list, i)
	}
	for _, k := range list {
		turn(k) // want "^each$"
	}
}
