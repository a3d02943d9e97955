package gocron

type Scheduler interface{ Start() }

type SchedulerOption func()

func NewScheduler(options ...SchedulerOption) (Scheduler, error) { return nil, nil }

type Locker interface{ Lock() }

func WithDistributedLocker(l Locker) SchedulerOption { return nil }
