package session

type Session struct{}

func NewSession(cfgs ...any) (*Session, error) { return nil, nil }

func Must(s *Session, err error) *Session { return s }
