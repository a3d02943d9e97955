CREATE TABLE customers (
  id bigserial PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  code text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL
);
CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id),
  state text NOT NULL,
  tags text[] NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TABLE order_items (
  order_id bigint NOT NULL REFERENCES orders (id),
  line_no int NOT NULL,
  product_id bigint NOT NULL,
  PRIMARY KEY (order_id, line_no)
);
CREATE TABLE countries (iso text PRIMARY KEY, name text NOT NULL);
INSERT INTO countries (iso, name) VALUES ('DE', 'Germany'), ('FR', 'France');
CREATE UNIQUE INDEX customers_code ON customers (code) WHERE code <> '';
