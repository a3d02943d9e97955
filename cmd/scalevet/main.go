// Scalevet finds what works on a laptop and falls over under load. See the README.
package main

import (
	"context"
	"os"
	"os/signal"

	"github.com/scalevet/scalevet/internal/driver"
	"github.com/scalevet/scalevet/internal/gopls"
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
	os.Exit(run(ctx, args))
}

func run(ctx context.Context, args []string) int {
	if len(args) > 0 {
		switch args[0] {
		case "lsp":
			return lsp.Main(ctx, args[1:], os.Stdin, os.Stdout, os.Stderr)
		case "gopls":
			return gopls.Main(ctx, args[1:], os.Stderr)
		}
	}
	return driver.Main(ctx, args, os.Stdout, os.Stderr)
}
