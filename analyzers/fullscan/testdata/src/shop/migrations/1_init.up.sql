CREATE TABLE orders (id bigserial PRIMARY KEY, state text NOT NULL, total int NOT NULL);
CREATE TABLE countries (iso text PRIMARY KEY, name text NOT NULL);
INSERT INTO countries (iso, name) VALUES ('DE', 'Germany');
CREATE TABLE plans (id int PRIMARY KEY, name text NOT NULL);
