// Scalevet finds what works on a laptop and falls over under load. See the README.
package main

import (
	"context"
	"os"
	"os/signal"

	"github.com/scalevet/scalevet/internal/driver"
	"github.com/scalevet/scalevet/internal/lsp"
)

func main() {
	args := os.Args[1:]
	if driver.IsVettool(args) {
		driver.Vettool()
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends us at once
	if len(args) > 0 && args[0] == "lsp" {
		os.Exit(lsp.Main(ctx, args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(driver.Main(ctx, args, os.Stdout, os.Stderr))
}
