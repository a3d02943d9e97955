CREATE TABLE cart_items (
	session text NOT NULL,
	product_id bigint NOT NULL,
	count int NOT NULL,
	PRIMARY KEY (session, product_id)
);
CREATE TABLE coupons (
	code text PRIMARY KEY,
	order_id bigint NOT NULL
);
CREATE TABLE reviews (
	id bigserial PRIMARY KEY,
	user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	product_id bigint NOT NULL,
	text text NOT NULL
);
CREATE INDEX reviews_product_id_idx ON reviews (product_id);
CREATE TABLE previews (
	id bigserial PRIMARY KEY,
	product_id bigint NOT NULL,
	wanted_at timestamptz NOT NULL
);
ALTER TABLE outbox ADD COLUMN taken_at timestamptz;
CREATE INDEX outbox_user_id_idx ON outbox (user_id);
CREATE INDEX outbox_waiting_idx ON outbox (taken_at, id);
