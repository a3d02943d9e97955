// Package mid stands between handlers and the disk.
package mid

import "near"

func Save(name string) { near.Write("uploads/" + name) }

func Spool() (string, error) { return near.Temp() }

func Load(name string) { near.Read(name) }
