// Scalevet finds what works on a laptop and falls over under load. See the README.
package main

import (
	"context"
	"os"
	"os/signal"
	"strings"

	"github.com/scalevet/scalevet/internal/driver"
)

func main() {
	args := os.Args[1:]
	if isVettool(args) {
		driver.Vettool()
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	code := driver.Main(ctx, args, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// isVettool reports whether the go command runs us as go vet -vettool.
func isVettool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return strings.HasSuffix(last, ".cfg") || args[0] == "-flags" || strings.HasPrefix(args[0], "-V")
}
