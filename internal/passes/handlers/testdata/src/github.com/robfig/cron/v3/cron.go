// Package cron stands in for the real one.
package cron

type Job interface{ Run() }

type EntryID int

type Cron struct{}

func (c *Cron) AddJob(spec string, cmd Job) (EntryID, error) { return 0, nil }
