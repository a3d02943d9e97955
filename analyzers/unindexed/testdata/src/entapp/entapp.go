// Package entapp asks through ent's generated code.
package entapp

import (
	"context"

	"entapp/ent"
	_ "entapp/ent/migrate"
	"entapp/ent/user"
)

func ask(ctx context.Context, c *ent.Client, name string) {
	c.User.Query().Where(user.NameEQ(name)).All(ctx) // the whole program knows that users.name has no index
	q := c.User.Query()
	if name != "" {
		q = q.Where(user.And(user.NameEQ(name)))
	}
	q.OnlyX(ctx)
	c.User.Delete().Where(user.NameEQ(name)).Exec(ctx)
}

// Should not match.

func served(ctx context.Context, c *ent.Client) {
	c.User.Query().Where(user.Email("x")).OnlyX(ctx)
	c.User.Query().Where(user.AgeGT(3), user.NameEQ("x")).Order(ent.Desc(user.FieldAge)).Limit(3).All(ctx)
	c.User.Query().Where(user.NameEQ("x"), user.HasPets()).All(ctx)
}
