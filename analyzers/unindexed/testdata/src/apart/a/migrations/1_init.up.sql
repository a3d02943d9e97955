CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE INDEX ON users (name);
CREATE TABLE teams (id int PRIMARY KEY, name text);
