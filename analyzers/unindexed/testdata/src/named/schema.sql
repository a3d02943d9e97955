CREATE TABLE lists (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE members (id serial PRIMARY KEY, list_id int NOT NULL REFERENCES lists (id), email text NOT NULL UNIQUE);
