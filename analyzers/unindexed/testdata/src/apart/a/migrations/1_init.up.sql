CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE INDEX ON users (name);
