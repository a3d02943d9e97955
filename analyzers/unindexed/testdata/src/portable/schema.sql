CREATE TABLE clients (id bigserial PRIMARY KEY, token text NOT NULL);
CREATE TABLE messages (id bigserial PRIMARY KEY, client_id bigint NOT NULL REFERENCES clients, topic text NOT NULL, seen boolean NOT NULL);
