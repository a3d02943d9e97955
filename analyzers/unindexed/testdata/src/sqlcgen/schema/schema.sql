CREATE TABLE accounts (id bigserial PRIMARY KEY, owner text NOT NULL, currency text NOT NULL, UNIQUE (currency, owner));
