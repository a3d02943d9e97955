CREATE TYPE st AS ENUM ('pending','running','done');
CREATE TABLE t (id bigint PRIMARY KEY, a int NOT NULL, b int, s text NOT NULL, st st NOT NULL, k text NOT NULL, ts timestamptz NOT NULL, del timestamptz, flag boolean NOT NULL, email text NOT NULL);
CREATE INDEX t_a_live ON t (a) WHERE del IS NULL;
CREATE INDEX t_ts_pending ON t (ts) WHERE st = 'pending';
CREATE INDEX t_k_gt ON t (k) WHERE a > 5;
CREATE INDEX t_b_nn ON t (b) WHERE b IS NOT NULL;
CREATE UNIQUE INDEX t_email_live ON t (email) WHERE del IS NULL AND flag;
CREATE INDEX t_s_in ON t (s) WHERE st IN ('pending','running');
