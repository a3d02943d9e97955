CREATE TABLE halls (id serial PRIMARY KEY, city text NOT NULL, seats int NOT NULL);
