CREATE TABLE t (id bigint PRIMARY KEY, a int, b int, c text, d timestamp, m jsonb, tags text[]);
CREATE INDEX ON t (a);
CREATE INDEX ON t (a);
CREATE INDEX ON t (a, b DESC);
CREATE INDEX ON t (lower(c));
CREATE INDEX ON t (lower(c), upper(c));
CREATE INDEX ON t ((a + b));
CREATE INDEX ON t ((a + b), (a - b));
CREATE INDEX ON t ((a::text));
CREATE INDEX ON t ((d::date)) WHERE a > 0 AND c IS NULL;
CREATE INDEX ON t ((m->>'k'));
CREATE INDEX ON t (((m->>'k')::int));
CREATE INDEX ON t (COALESCE(a, 0));
CREATE INDEX ON t (NULLIF(a, 0), GREATEST(a, b), LEAST(a, b));
CREATE INDEX ON t ((CASE WHEN a > 0 THEN 1 ELSE 2 END));
CREATE INDEX ON t ((CASE WHEN a > 0 THEN 1 ELSE b END));
CREATE INDEX ON t ((a IS NULL));
CREATE INDEX ON t ((c COLLATE "C"));
CREATE INDEX ON t (c COLLATE "C");
CREATE INDEX ON t ((ARRAY[a, b]));
CREATE INDEX ON t ((lower(c) || 'x'));
CREATE INDEX ON t ((lower(c)::varchar));
CREATE INDEX ON t ((tags[1]));
CREATE INDEX ON t (date_trunc('day', d));
CREATE INDEX ON t (EXTRACT(year FROM d));
CREATE INDEX ON t (trim(c), substring(c FROM 1 FOR 2), position('x' IN c));
CREATE INDEX ON t ((NOT (a = 1)));
CREATE INDEX ON t ((a > 1 AND b > 2));
CREATE INDEX ON t (c text_pattern_ops) INCLUDE (a, b);
CREATE INDEX ON t USING hash (a);
CREATE INDEX ON t USING gin (m jsonb_path_ops);
CREATE INDEX ON t USING GIN (to_tsvector('english', c));
CREATE INDEX ON t USING brin (d);
CREATE UNIQUE INDEX ON t (b NULLS FIRST, a DESC NULLS LAST);
ALTER TABLE t ADD UNIQUE (a);
ALTER TABLE t ADD UNIQUE (a, b) INCLUDE (c);
CREATE TABLE t_a_key1 (x int);
ALTER TABLE t ADD UNIQUE (a);
CREATE TABLE a_rather_long_table_name_that_needs_cutting_somewhere (
  a_rather_long_column_name_that_needs_cutting_somewhere_too int PRIMARY KEY,
  b int UNIQUE,
  c int REFERENCES t,
  another_long_column_name_with_thirty_characters_or_more int UNIQUE
);
CREATE INDEX ON a_rather_long_table_name_that_needs_cutting_somewhere (a_rather_long_column_name_that_needs_cutting_somewhere_too);
CREATE INDEX ON a_rather_long_table_name_that_needs_cutting_somewhere (a_rather_long_column_name_that_needs_cutting_somewhere_too, b);
CREATE INDEX ON a_rather_long_table_name_that_needs_cutting_somewhere (b, c, another_long_column_name_with_thirty_characters_or_more);
CREATE INDEX ON a_rather_long_table_name_that_needs_cutting_somewhere (b);
CREATE TABLE "tablename_of_many_ümläuts_öööööööööööööööööööööööö" ("spalte_äääääääääääääääääääää" int UNIQUE);
CREATE INDEX ON "tablename_of_many_ümläuts_öööööööööööööööööööööööö" ("spalte_äääääääääääääääääääää");
CREATE INDEX a_given_name_that_is_longer_than_sixty_three_bytes_is_cut_silently_by_postgres ON t (b);
CREATE TABLE a_table_name_that_is_longer_than_sixty_three_bytes_is_cut_silently_by_postgres (id int PRIMARY KEY);
CREATE TABLE fk (a bigint REFERENCES t, b bigint REFERENCES t (id) ON DELETE CASCADE, c bigint CONSTRAINT named REFERENCES t ON DELETE SET NULL ON UPDATE CASCADE,
  FOREIGN KEY (a) REFERENCES t ON DELETE SET DEFAULT, FOREIGN KEY (b) REFERENCES t ON DELETE RESTRICT);
