CREATE TABLE visits (id bigint PRIMARY KEY, page text, agent text);
CREATE UNIQUE INDEX visits_ids ON visits (id); -- as the primary key: told once
CREATE TABLE addresses (id bigint PRIMARY KEY, country text NOT NULL REFERENCES countries (iso), street text NOT NULL);
CREATE INDEX addresses_country ON addresses (country);
