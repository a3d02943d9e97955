ALTER TABLE orders RENAME COLUMN created_at TO placed_at;
CREATE INDEX orders_user_id_idx ON orders (user_id);
CREATE INDEX users_name_idx ON users (lower(name));
CREATE INDEX users_created_at_idx ON users (created_at);
