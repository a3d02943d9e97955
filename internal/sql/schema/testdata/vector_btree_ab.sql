CREATE TABLE t (id bigint PRIMARY KEY, a int NOT NULL, b int NOT NULL, c int, s text NOT NULL, u uuid NOT NULL, ts timestamptz NOT NULL, d date NOT NULL, flag boolean NOT NULL, del timestamptz, n numeric NOT NULL);
CREATE INDEX t_ab ON t (a, b);
CREATE INDEX t_ts ON t (ts);
CREATE INDEX t_d ON t (d);
CREATE INDEX t_c ON t (c);
CREATE INDEX t_u ON t (u);
CREATE INDEX t_n ON t (n);
