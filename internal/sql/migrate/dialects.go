package migrate

import (
	"path"
	"slices"
	"strings"
)

// dialects names the dialect of each source. Where the files of one are of several, it becomes
// one source for each: files that show none stay with PostgreSQL's.
func (f *finder) dialects(sources []*Source) []*Source {
	var out []*Source
	for _, s := range sources {
		if s.Config != "" || s.Dialect != "" { // sqlc's engine is the word
			out = append(out, s)
			continue
		}
		out = append(out, f.apart(s)...)
	}
	for _, s := range out {
		if s.Dialect == "" {
			f.incomplete(s)
		}
	}
	return out
}

// incomplete says what of the sequence of s is no SQL.
func (f *finder) incomplete(s *Source) {
	for _, p := range s.GoFiles {
		f.problem(p, 0, "migration "+number(path.Base(p))+" is Go code, schema may be incomplete")
	}
}

// apart returns s, or what it falls into.
func (f *finder) apart(s *Source) []*Source {
	verdicts, certain := judgeAll(s)
	if !certain && s.Tool != plain.name {
		verdicts = unite(verdicts)
	}
	theirs := map[string][]File{}
	var mine []File
	for i, x := range s.Files {
		d := verdicts[i].dialect
		if d == "" {
			mine = append(mine, x)
			continue
		}
		if len(theirs[d]) == 0 {
			f.problem(x.Path, verdicts[i].line(x.Text), "dialect "+d+" ("+verdicts[i].evidence+"): not analysed")
		}
		theirs[d] = append(theirs[d], x)
	}
	names := sortedKeys(theirs)
	switch {
	case len(names) == 0:
		return []*Source{s}
	case !certain && (s.Tool != plain.name || !createsAny(mine)):
		s.Dialect = names[0] // one schema, some of its files without a mark
		return []*Source{s}
	}
	var out []*Source
	if len(mine) > 0 {
		rest := *s
		rest.Files = mine
		out = append(out, &rest)
	}
	for _, d := range names {
		out = append(out, &Source{Tool: s.Tool, Dir: path.Dir(theirs[d][0].Path), Files: theirs[d], Dialect: d})
	}
	return out
}

// unite leaves of several dialects in one sequence of migrations the one with most files, where a
// doubtful word or a backtick, which several take, counts less than one file.
func unite(verdicts []verdict) []verdict {
	votes := map[string]int{}
	for _, v := range verdicts {
		switch {
		case v.dialect == "":
		case v.dialect == "other" || v.evidence == "`":
			votes[v.dialect]++
		default:
			votes[v.dialect] += len(verdicts) + 1
		}
	}
	best := ""
	for _, d := range sortedKeys(votes) {
		if votes[d] > votes[best] {
			best = d
		}
	}
	out := slices.Clone(verdicts)
	for i := range out {
		if out[i].dialect != best {
			out[i].dialect = ""
		}
	}
	return out
}

// judgeAll judges each file of s, and reports whether some are PostgreSQL's for certain. In the
// sequence of such migrations a doubtful word is no other dialect.
func judgeAll(s *Source) (verdicts []verdict, certain bool) {
	for _, x := range s.Files {
		v := judge(x)
		verdicts = append(verdicts, v)
		certain = certain || v.dialect == "" && v.ours
	}
	for i, v := range verdicts {
		if v.dialect == "other" && certain && s.Tool != plain.name {
			verdicts[i].dialect = ""
		}
	}
	return verdicts, certain
}

// judge joins what a file's path and its text say about its dialect. A path is enough; of a
// text that shows both PostgreSQL and a doubtful word the word does not count.
func judge(x File) verdict {
	told := dialectOfFile(x)
	if told == "postgresql" {
		return verdict{ours: true}
	}
	v := dialectOf(x.Text)
	switch {
	case told != "" && v.dialect != told:
		return verdict{dialect: told, evidence: "its path", offset: -1}
	case v.dialect == "other" && v.ours:
		v.dialect = ""
	}
	return v
}

// line returns the line of the evidence, 0 when it is not in the text.
func (v verdict) line(text string) int {
	if v.offset < 0 {
		return 0
	}
	return 1 + strings.Count(text[:v.offset], "\n")
}
