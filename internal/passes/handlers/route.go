package handlers

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

var methods = map[string]bool{
	"GET": true, "HEAD": true, "POST": true, "PUT": true, "PATCH": true, "DELETE": true, "OPTIONS": true, "CONNECT": true, "TRACE": true,
}

// route reads method and path pattern off a registration.
func (f *finder) route(c *calls.Call) (method, route string) {
	if c.Callee != nil && methods[strings.ToUpper(c.Callee.Name())] {
		method = strings.ToUpper(c.Callee.Name())
	}
	for _, arg := range c.Expr.Args {
		if m, p := f.written(arg); p != "" {
			method, route = m, p
			break
		}
		s, ok := f.path(arg, 0)
		switch {
		case !ok:
			continue
		case methods[strings.ToUpper(s)]:
			method = strings.ToUpper(s)
			continue
		}
		if m, pattern, ok := strings.Cut(s, " "); ok && methods[m] { // "GET /users"
			method, s = m, strings.TrimSpace(pattern)
		}
		route = s
		break
	}
	if m := f.chainedMethods(c); m != "" {
		method = m
	}
	return method, f.prefix(c, 0) + route
}

// written reads method and path off a literal that has fields of these names.
func (f *finder) written(x ast.Expr) (method, route string) {
	if u, ok := ast.Unparen(x).(*ast.UnaryExpr); ok {
		x = u.X
	}
	lit, ok := ast.Unparen(x).(*ast.CompositeLit)
	if !ok {
		return "", ""
	}
	for _, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		id, _ := kv.Key.(*ast.Ident)
		s, known := f.path(kv.Value, 0)
		switch {
		case id == nil || !known:
		case id.Name == "Method":
			method = strings.ToUpper(s)
		case id.Name == "Path":
			route = s
		}
	}
	return method, route
}

// path returns the text of a path as far as it is constant; what is not shows as an ellipsis.
func (f *finder) path(x ast.Expr, depth int) (string, bool) {
	if s, ok := gosrc.ConstString(f.Info, x); ok {
		return s, true
	}
	if depth > maxDepth {
		return "", false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		if x.Op != token.ADD {
			return "", false
		}
		left, okL := f.path(x.X, depth+1)
		right, okR := f.path(x.Y, depth+1)
		switch {
		case okL && okR:
			return left + right, true
		case okL:
			return left + "…", true
		case okR:
			return "…" + right, true
		}
	case *ast.CallExpr:
		return f.joined(x, depth)
	case *ast.Ident, *ast.SelectorExpr:
		if v := gosrc.VarOf(f.Info, x); v != nil && !v.IsField() {
			if val := f.Value(v); val != nil {
				return f.path(val, depth+1)
			}
		}
	}
	return "", false
}

// joined returns the text of path.Join("/api", "users").
func (f *finder) joined(x *ast.CallExpr, depth int) (string, bool) {
	c := f.CallOf(x)
	if c == nil || c.Callee == nil || c.Callee.Name() != "Join" && c.Callee.Name() != "JoinPath" {
		return "", false
	}
	var parts []string
	for _, arg := range x.Args {
		s, ok := f.path(arg, depth+1)
		if !ok {
			s = "…"
		}
		if s = strings.Trim(s, "/"); s != "" {
			parts = append(parts, s)
		}
	}
	return "/" + strings.Join(parts, "/"), true
}

// relate notes which call is made on the result of which, of which function, and to mount what.
func (f *finder) relate() {
	f.outer, f.of, f.mounts = map[*ast.CallExpr]*calls.Call{}, map[*types.Func][]*calls.Call{}, map[*types.Func][]*calls.Call{}
	for _, c := range f.Calls {
		if c.Callee != nil {
			f.of[c.Callee] = append(f.of[c.Callee], c)
			if made := f.mounted(c); made != nil {
				f.mounts[made] = append(f.mounts[made], c)
			}
		}
		sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
		if !ok {
			continue
		}
		if on, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok {
			f.outer[on] = c
		}
	}
}

// chainedMethods reads HandleFunc(…).Methods("GET", "POST"), wherever in the chain it stands.
func (f *finder) chainedMethods(c *calls.Call) string {
	for o := f.outer[c.Expr]; o != nil; o = f.outer[o.Expr] {
		if m := f.methodNames(o.Expr); m != "" {
			return m
		}
	}
	for x := c.Expr; x != nil; {
		sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		if !ok {
			break
		}
		if x, ok = ast.Unparen(sel.X).(*ast.CallExpr); !ok {
			break
		}
		if m := f.methodNames(x); m != "" {
			return m
		}
	}
	return ""
}

func (f *finder) methodNames(x *ast.CallExpr) string {
	sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Methods" {
		return ""
	}
	var names []string
	for _, arg := range x.Args {
		if s, ok := gosrc.ConstString(f.Info, arg); ok {
			names = append(names, strings.ToUpper(s))
		}
	}
	return strings.Join(names, ",")
}

// prefix returns the path of the groups that a registration stands in: of the closure around it,
// and of the group that it is made on.
func (f *finder) prefix(c *calls.Call, depth int) string {
	if depth > maxDepth {
		return ""
	}
	p := ""
	if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok {
		p = f.groupOf(sel.X, depth)
	}
	for fn := c.In; fn != nil; fn = fn.Parent {
		if by := fn.By; by != nil && fn.Use == calls.Passed && len(by.Expr.Args) > 0 && (by.Row == nil || by.Row.Word == catalog.Group) {
			if s, ok := f.path(by.Expr.Args[0], 0); ok && strings.HasPrefix(s, "/") {
				p = f.prefix(by, depth+1) + strings.TrimSuffix(s, "/") + p
				return p
			}
		}
		if fn.Decl != nil {
			return f.mountedAt(fn, depth) + p
		}
	}
	return p
}

// mounted returns the function that makes the router which c mounts, or nil.
func (f *finder) mounted(c *calls.Call) *types.Func {
	if c.Callee.Name() != "Mount" || len(c.Expr.Args) != 2 {
		return nil
	}
	made, ok := ast.Unparen(c.Expr.Args[1]).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if m := f.CallOf(made); m != nil {
		return m.Callee
	}
	return nil
}

// mountedAt returns the path at which the router that fn makes is mounted.
func (f *finder) mountedAt(fn *calls.Func, depth int) string {
	for _, c := range f.mounts[fn.Obj] {
		if s, ok := f.path(c.Expr.Args[0], 0); ok {
			return f.prefix(c, depth+1) + strings.TrimSuffix(s, "/")
		}
	}
	return ""
}

// groupOf returns the path of the group that x is: g of g := r.Group("/api").
func (f *finder) groupOf(x ast.Expr, depth int) string {
	if depth > maxDepth {
		return ""
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		if v := gosrc.VarOf(f.Info, x); v != nil {
			if val := f.Value(v); val != nil {
				return f.groupOf(val, depth+1)
			}
			return f.passedGroup(x, depth)
		}
	case *ast.CallExpr:
		sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		if !ok {
			return ""
		}
		up := f.groupOf(sel.X, depth+1)
		switch sel.Sel.Name {
		case "Group", "Party", "PathPrefix", "Subrouter", "With", "Use":
		default:
			return up
		}
		if len(x.Args) > 0 {
			if s, ok := f.path(x.Args[0], 0); ok {
				return up + strings.TrimSuffix(s, "/")
			}
		}
		return up
	}
	return ""
}

// passedGroup returns the path of a group that is a function's parameter, when one call alone
// passes it.
func (f *finder) passedGroup(id *ast.Ident, depth int) string {
	v := gosrc.VarOf(f.Info, id)
	for _, fn := range f.Funcs {
		if fn.Obj == nil || fn.Decl.Pos() > v.Pos() || v.Pos() > fn.Decl.Body.Pos() {
			continue
		}
		params := fn.Obj.Signature().Params()
		for i := range params.Len() {
			if params.At(i) == v {
				return f.onlyArg(fn, i, depth)
			}
		}
	}
	return ""
}

func (f *finder) onlyArg(fn *calls.Func, i, depth int) string {
	var found []*calls.Call
	for _, c := range f.of[fn.Obj] {
		if i < len(c.Expr.Args) {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return f.groupOf(found[0].Expr.Args[i], depth+1)
}
