CREATE TABLE users (
	id bigserial PRIMARY KEY,
	email text NOT NULL UNIQUE,
	name text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE products (
	id bigserial PRIMARY KEY,
	sku text NOT NULL,
	title text NOT NULL,
	price bigint NOT NULL
);
CREATE TABLE orders (
	id bigserial PRIMARY KEY,
	user_id bigint NOT NULL REFERENCES users,
	created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE order_items (
	order_id bigint NOT NULL REFERENCES orders,
	line_no int GENERATED ALWAYS AS IDENTITY,
	product_id bigint NOT NULL,
	count int NOT NULL,
	PRIMARY KEY (order_id, line_no)
);
CREATE TABLE settings (
	name text PRIMARY KEY,
	value bigint NOT NULL
);
CREATE TABLE outbox (
	id bigserial PRIMARY KEY,
	user_id bigint NOT NULL REFERENCES users,
	text text NOT NULL
);
