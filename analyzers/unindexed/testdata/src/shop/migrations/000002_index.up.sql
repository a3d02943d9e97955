CREATE INDEX orders_customer ON orders (customer_id, created_at);
CREATE TABLE audits (id bigint PRIMARY KEY, actor text);
DO $$ BEGIN EXECUTE 'CREATE INDEX ON audits (actor)'; END $$;
