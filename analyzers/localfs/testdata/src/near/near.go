// Package near writes.
package near

import "os"

func Write(path string) { os.WriteFile(path, nil, 0o644) }

func Temp() (string, error) {
	f, err := os.CreateTemp("spool", "x")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

func Read(path string) { os.ReadFile(path) }
