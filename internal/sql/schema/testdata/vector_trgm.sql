CREATE EXTENSION pg_trgm; CREATE EXTENSION citext;
CREATE TABLE t (id bigint PRIMARY KEY, s text NOT NULL, e citext NOT NULL, g text NOT NULL);
CREATE INDEX t_s ON t USING gin (s gin_trgm_ops); CREATE INDEX t_e ON t (e); CREATE INDEX t_g ON t USING gist (g gist_trgm_ops);
