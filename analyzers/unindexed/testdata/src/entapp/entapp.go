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

// along goes along the edges: cars are not found by their owner.
func along(ctx context.Context, c *ent.Client, u *ent.User) {
	u.QueryCars().All(ctx)
	c.User.Query().Where(user.Email("x")).WithCars().All(ctx)
	c.User.Query().Where(user.Email("x"), user.HasCars()).All(ctx)
}

// Should not match.

func alongServed(ctx context.Context, c *ent.Client, u *ent.User) {
	c.User.QueryPhones(u).All(ctx)
	c.User.Query().Where(user.Email("x")).QueryPhones().All(ctx)
	c.User.Query().Where(user.Email("x"), user.HasPhones()).WithPhones().All(ctx)
	c.User.Query().Where(user.NameEQ("x"), user.HasFriends()).All(ctx)
	c.User.Query().Where(user.Email("x")).WithCars(func(*ent.CarQuery) {}).All(ctx)
}

func served(ctx context.Context, c *ent.Client) {
	c.User.Query().Where(user.Email("x")).OnlyX(ctx)
	c.User.Query().Where(user.AgeGT(3), user.NameEQ("x")).Order(ent.Desc(user.FieldAge)).Limit(3).All(ctx)
	c.User.Query().Where(user.NameEQ("x"), user.HasPets()).All(ctx)
}
