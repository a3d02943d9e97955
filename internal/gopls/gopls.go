// Package gopls builds a gopls that runs scalevet's rules beside its own.
//
// It is gopls's own source, copied out of the module cache, with one more file that registers the
// rules. It must keep its own version of golang.org/x/tools, of which it uses what is not public: so
// that version is put in the place of the newer one that scalevet asks for.
package gopls

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/scalevet/scalevet/internal/driver"
)

// version is the gopls that is built, unless the user names another: the one that the rules are
// tested in.
const version = "v0.23.0"

const usage = `usage: scalevet gopls build -o PATH [-gopls VERSION] [-scalevet DIR]

build makes a gopls with scalevet's rules in it and writes it to PATH. It needs a C compiler, and the
network for what is not in the module cache.

  -o PATH          the file to write
  -gopls VERSION   the gopls to build (default ` + version + `)
  -scalevet DIR    a checkout of scalevet to take the rules from (default: the version of this binary)
`

// Main runs the command with the arguments after "gopls" and returns its exit code: 0 when it is
// done, 1 when it cannot be, 2 for a mistake in args.
func Main(ctx context.Context, args []string, stderr io.Writer) int {
	b, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stderr, usage)
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "scalevet: gopls: %v\n%s", err, usage)
		return 2
	}
	fmt.Fprintf(stderr, "scalevet: building gopls %s with the rules of %s\n", b.gopls, b.origin())
	if err := b.build(ctx); err != nil {
		fmt.Fprintf(stderr, "scalevet: gopls: %v\n", err)
		return 1
	}
	return 0
}

// parse reads the arguments.
func parse(args []string) (*builder, error) {
	if len(args) == 0 {
		return nil, errors.New("want a command")
	}
	if args[0] != "build" {
		if strings.TrimLeft(args[0], "-") == "h" || strings.TrimLeft(args[0], "-") == "help" {
			return nil, flag.ErrHelp
		}
		return nil, fmt.Errorf("unknown command %q", args[0])
	}
	b := &builder{}
	fs := flag.NewFlagSet("gopls build", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&b.out, "o", "", "")
	fs.StringVar(&b.gopls, "gopls", version, "")
	fs.StringVar(&b.checkout, "scalevet", "", "")
	if err := fs.Parse(args[1:]); err != nil {
		return nil, err
	}
	switch {
	case fs.NArg() > 0:
		return nil, fmt.Errorf("unknown argument %q", fs.Arg(0))
	case b.out == "":
		return nil, errors.New("-o PATH is missing")
	}
	return b, b.locate()
}

// locate finds what the rules are taken from, and makes paths absolute.
func (b *builder) locate() (err error) {
	if b.out, err = filepath.Abs(b.out); err != nil {
		return err
	}
	if b.checkout == "" {
		b.version = driver.Version()
		if b.version == "(devel)" || strings.Contains(b.version, "+") {
			return errors.New("this scalevet was built from a checkout: name it with -scalevet DIR")
		}
		return nil
	}
	if b.checkout, err = filepath.Abs(b.checkout); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(b.checkout, "cmd", "goplsplugin")); err != nil {
		return fmt.Errorf("-scalevet %s is no checkout of scalevet", b.checkout)
	}
	return nil
}
