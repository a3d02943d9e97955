CREATE TABLE plans (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE visits (id serial PRIMARY KEY, page text NOT NULL, agent text NOT NULL, state text NOT NULL, at timestamptz NOT NULL);
CREATE INDEX visits_at ON visits (at);
