package migrate

import (
	"path"
	"strings"
)

// sqitch reads https://sqitch.org: a plan, and a file for each change in the directory deploy
// beside it. Their order is the plan's.
var sqitch = tool{name: "sqitch", order: byName}

const sqitchPlan = "sqitch.plan"

// sqitchSources makes a source of each plan. The directories beside it, which hold the ways back and
// the checks too, are no longer looked at.
func (f *finder) sqitchSources() []*Source {
	var out []*Source
	for _, dir := range sortedKeys(f.dirs) {
		if d := f.dirs[dir]; d == nil || !d.has(sqitchPlan) {
			continue // or a part of the plan before
		}
		s := &Source{Tool: sqitch.name, Dir: path.Join(dir, "deploy")}
		deploy := f.dirs[s.Dir]
		for _, name := range changes(f.read(path.Join(dir, sqitchPlan))) {
			if deploy == nil || !deploy.has(name) {
				f.problem(path.Join(dir, sqitchPlan), 0, "no file deploy/"+name+", schema may be incomplete")
				continue
			}
			x := f.file(path.Join(s.Dir, name))
			x.tool = &sqitch
			s.Files = append(s.Files, x)
		}
		if !createsAny(s.Files) {
			continue
		}
		for _, part := range []string{"deploy", "revert", "verify"} {
			delete(f.dirs, path.Join(dir, part))
		}
		f.include(s)
		out = append(out, s)
	}
	return out
}

// changes returns the files of a plan in order. A change that is reworked is named again: what it was
// until then stands in a file with the next tag in its name.
func changes(plan string) []string {
	var names []string
	open := map[string]int{} // index of the latest file of a change, until a tag follows it
	tagged := map[string]string{}
	for line := range strings.Lines(plan) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0][0] == '%' || words[0][0] == '#':
		case words[0][0] == '@':
			for name := range open {
				if tagged[name] == "" {
					tagged[name] = words[0]
				}
			}
		default:
			name := words[0]
			if i, again := open[name]; again {
				names[i] = name + tagged[name] + ".sql"
				delete(tagged, name)
			}
			open[name] = len(names)
			names = append(names, name+".sql")
		}
	}
	return names
}
