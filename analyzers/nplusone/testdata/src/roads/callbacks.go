package roads

import (
	"context"
	"iter"
	"slices"

	"github.com/samber/lo"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"
)

func libraries(ctx context.Context, r *Repo, ids []int) {
	lo.ForEach(ids, func(id, _ int) {
		r.User(ctx, id) // want `query in loop: roads.Repo.User runs once per element of lo.ForEach`
	})
	_ = lo.Map(ids, func(id, _ int) string {
		return r.name(ctx, id) // want `query in loop: roads.Repo.name runs once per element of lo.Map`
	})
	_ = slices.ContainsFunc(ids, func(id int) bool {
		return r.User(ctx, id) != nil // want `query in loop: roads.Repo.User runs once per element of slices.ContainsFunc`
	})
}

func groups(ctx context.Context, r *Repo, ids []int) {
	var g errgroup.Group
	var flight singleflight.Group
	for _, id := range ids {
		g.Go(func() error {
			r.User(ctx, id) // want `query in loop: roads.Repo.User runs once per iteration`
			return nil
		})
		flight.Do(string(rune(id)), func() (any, error) {
			return r.User(ctx, id), nil // want `query in loop: roads.Repo.User runs once per iteration`
		})
	}
	g.Wait()
}

// What a range over a function yields is an element; what the function does for each is its own.
func (r *Repo) all(ctx context.Context, ids []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, id := range ids {
			r.User(ctx, id) // want `query in loop: roads.Repo.User runs once per iteration`
			if !yield(id) {
				return
			}
		}
	}
}

func ranged(ctx context.Context, r *Repo, seq iter.Seq[int]) {
	for id := range seq {
		r.User(ctx, id) // want `query in loop: roads.Repo.User runs once per iteration`
	}
}

// The batch function of a loader, and a batch of one.
func loaderBatch(ctx context.Context, r *Repo, keys []int) []string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = r.name(ctx, key) // want `query in loop: roads.Repo.name runs once per iteration`
	}
	for _, key := range keys {
		r.users(ctx, []int{key}) // want `query in loop: roads.Repo.users runs once per iteration`
	}
	return names
}

func (r *Repo) users(ctx context.Context, ids []int) {
	r.db.QueryContext(ctx, "SELECT name FROM users WHERE id = ANY($1)", ids)
}

// Should not match.

func chunks(ctx context.Context, r *Repo, ids []int) {
	for _, part := range lo.Chunk(ids, 100) {
		r.users(ctx, part)
	}
	r.users(ctx, ids)
}
