CREATE INDEX orders_user_id_idx ON orders (user_id);
CREATE INDEX users_name_idx ON users (name);
