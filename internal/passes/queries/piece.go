package queries

// A Piece is a literal that a part of a statement stands in, somewhere else than its beginning: a
// condition that a method of a builder of one's own adds.
type Piece struct {
	Span
	Text string
}

// mostPieces bounds how many are kept of one text.
const mostPieces = 50

// A piece is one literal that a value is made of, or, without a text, two pieces.
type piece struct {
	at          Span
	text        string
	left, right *piece
}

// join returns the pieces of two values that are put together.
func join(a, b *piece) *piece {
	switch {
	case a == nil:
		return b
	case b == nil || a == b:
		return a
	}
	return &piece{left: a, right: b}
}

// pieces returns the literals of p in order, but for what lies within place.
func (p *piece) pieces(place Span) []Piece {
	var out []Piece
	seen := map[Span]bool{}
	for todo := []*piece{p}; len(todo) > 0 && len(out) < mostPieces; {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch {
		case p == nil || seen[p.at] && p.left == nil:
		case p.left != nil:
			todo = append(todo, p.right, p.left)
		default:
			seen[p.at] = true
			if p.at.Pos < place.Pos || place.End < p.at.End {
				out = append(out, Piece{p.at, p.text})
			}
		}
	}
	return out
}
