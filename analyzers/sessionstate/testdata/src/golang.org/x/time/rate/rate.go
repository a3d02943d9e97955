package rate

type Limiter struct{}

func NewLimiter(r float64, b int) *Limiter { return nil }

func (l *Limiter) Allow() bool { return true }
