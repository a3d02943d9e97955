CREATE EXTENSION btree_gin;
CREATE TABLE t (id bigint PRIMARY KEY, h text NOT NULL, br timestamptz NOT NULL, inc int NOT NULL, pay text NOT NULL, x int NOT NULL, y int NOT NULL, z int NOT NULL, dn timestamptz, flag boolean NOT NULL, fa int NOT NULL, bg int NOT NULL, uq1 int NOT NULL, uq2 int NOT NULL, g3a int NOT NULL, g3b int NOT NULL, dead int NOT NULL, UNIQUE (uq1, uq2));
CREATE INDEX t_h ON t USING hash (h); CREATE INDEX t_br ON t USING brin (br); CREATE INDEX t_inc ON t (inc) INCLUDE (pay); CREATE INDEX t_xyz ON t (x, y, z); CREATE INDEX t_dn ON t (dn DESC NULLS LAST); CREATE INDEX t_flag ON t (flag); CREATE INDEX t_flag_fa ON t (flag, fa); CREATE INDEX t_bg ON t USING gin (bg); CREATE INDEX t_g3 ON t USING gin (g3a, g3b);
CREATE INDEX t_dead ON t (dead); DROP INDEX t_dead;
