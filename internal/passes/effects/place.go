package effects

import (
	"go/ast"
	"net/url"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// The bits of os.OpenFile's flags that write or create, on every system that Go runs on but Plan 9.
const writeFlags = 0x1 | 0x2 | 0x40 | 0x200 | 0x400

// keepFile drops what leaves nothing behind on the disk: reading, removing, devices, directories,
// and files that the function removes again.
func (e *extractor) keepFile(f *Func, eff *Effect) bool {
	c, row := eff.Call, eff.Row
	name := row.Name
	switch {
	case strings.HasPrefix(name, "Remove"), strings.HasPrefix(name, "Ch"), strings.HasPrefix(name, "Mkdir"), name == "Sync", name == "Close":
		return false
	case row.Arg < 0 && row.Kind == "" && row.Recv == "File":
		return false // its opening counts
	case row.Flags >= 0 && row.Flags < len(c.Expr.Args):
		if n, ok := gosrc.ConstInt(e.Info, c.Expr.Args[row.Flags]); ok && n&writeFlags == 0 {
			return false
		}
	}
	var path ast.Expr
	if row.Arg >= 0 && row.Arg < len(c.Expr.Args) {
		path = c.Expr.Args[row.Arg]
		if s, ok := gosrc.ConstString(e.Info, path); ok && nowhere(s) {
			return false
		}
		if eff.Detail = e.origin(f.Src, path); e.scratch(c) || e.inScratch(f.Src, path) {
			eff.Detail = Scratch
		}
	}
	return !e.removes(f.Src, c.Expr, path)
}

// nowhere reports whether a constant path is no file that anybody misses: a device, memory, a log.
func nowhere(path string) bool {
	return strings.HasPrefix(path, "/dev/") || strings.HasPrefix(path, "/proc/") || strings.HasPrefix(path, "/sys/") ||
		strings.Contains(path, ":memory:") || path == "NUL" || strings.HasSuffix(path, ".log")
}

// origin says where a path comes from.
func (e *extractor) origin(f *calls.Func, x ast.Expr) string {
	if s, ok := gosrc.ConstString(e.Info, x); ok {
		return s
	}
	switch {
	case e.independent(f, x, 0):
		return "a configured path"
	}
	return "a path made for the request"
}

// loopback reports whether c calls a constant address of this machine.
func (e *extractor) loopback(c *calls.Call) bool {
	for _, arg := range c.Expr.Args {
		s, ok := gosrc.ConstString(e.Info, arg)
		if !ok {
			continue
		}
		host := s
		if u, err := url.Parse(s); err == nil && u.Host != "" {
			host = u.Hostname()
		}
		host, _, _ = strings.Cut(host, ":")
		if host == "localhost" || strings.HasPrefix(host, "127.") {
			return true
		}
	}
	return false
}
