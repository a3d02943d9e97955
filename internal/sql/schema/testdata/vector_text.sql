CREATE TABLE t (id bigint PRIMARY KEY, s text NOT NULL, p text NOT NULL, cc text COLLATE "C" NOT NULL, l text NOT NULL, v varchar(80) NOT NULL, v2 varchar(80) NOT NULL, z text NOT NULL);
CREATE INDEX t_s ON t (s); CREATE INDEX t_p ON t (p text_pattern_ops); CREATE INDEX t_cc ON t (cc); CREATE INDEX t_l ON t (lower(l)); CREATE INDEX t_v ON t (v); CREATE INDEX t_v2 ON t (lower(v2));
