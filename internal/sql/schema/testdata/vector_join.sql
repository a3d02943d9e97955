CREATE TABLE orgs (id bigserial PRIMARY KEY, slug text NOT NULL UNIQUE, parent_id bigint REFERENCES orgs);
CREATE TABLE users (id bigserial PRIMARY KEY, org_id bigint NOT NULL REFERENCES orgs ON DELETE CASCADE, email text NOT NULL UNIQUE, name text NOT NULL, active boolean NOT NULL);
CREATE TABLE orders (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE, buyer_id bigint NOT NULL REFERENCES users, status text NOT NULL, ref text NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE items (order_id bigint NOT NULL REFERENCES orders, sku text NOT NULL, qty int NOT NULL, PRIMARY KEY (order_id, sku));
CREATE TABLE events (id bigserial PRIMARY KEY, user_ref text NOT NULL, kind text NOT NULL);
CREATE INDEX users_org ON users (org_id); CREATE INDEX orders_buyer ON orders (buyer_id, created_at); CREATE INDEX events_ref ON events (user_ref);
CREATE VIEW active_users AS SELECT * FROM users WHERE active;
