package driver

import (
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/packages"
)

// refuse leaves out packages with a file that is a link out of the module: the go command follows
// such links, and nothing of what they lead to is to be shown.
func (m *module) refuse(pkgs []*packages.Package, opt Options) []*packages.Package {
	said := map[string]bool{}
	return slices.DeleteFunc(pkgs, func(p *packages.Package) bool {
		i := slices.IndexFunc(p.GoFiles, m.leadsOut)
		if i < 0 {
			return false
		}
		if file := p.GoFiles[i]; !said[file] { // a package and its test variant
			said[file] = true
			m.broken++
			m.problems = append(m.problems, relative(opt.Dir, file)+": links to a file outside of the module: its package is not analyzed")
		}
		return true
	})
}

// leadsOut reports whether file, which lies in the module, is a symbolic link to one that does not.
func (m *module) leadsOut(file string) bool {
	info, err := os.Lstat(file)
	if err != nil || info.Mode()&os.ModeSymlink == 0 || !within(m.root, file) {
		return false
	}
	real, err := filepath.EvalSymlinks(file)
	root, err2 := filepath.EvalSymlinks(m.root)
	return err != nil || err2 != nil || !within(root, real)
}
