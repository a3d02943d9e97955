CREATE EXTENSION citext;
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE 'happy';
CREATE DOMAIN email AS citext CHECK (VALUE LIKE '%@%');
CREATE DOMAIN work_email AS email;
CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('on', 'off');
CREATE TYPE pair AS (a int, b text);
CREATE TABLE t (
  a smallint, b integer, c bigint, d int2, e int4, f int8, g serial, h bigserial, i smallserial,
  j real, k double precision, l float, m float(10), n numeric(10,2), o decimal, p money,
  q boolean, r char(3), s character varying(20), t text, u varchar, v "char", w name, x citext,
  y date, z time, aa time with time zone, ab timestamp, ac timestamp(3) with time zone, ad timestamptz, ae interval day,
  af uuid, ag json, ah jsonb, ai bytea, aj inet, ak cidr, al macaddr, am bit(3), an bit varying(5), ao tsvector, ap point, aq int4range, ar xml,
  as1 int[], as2 text[][], as3 varchar(10)[3], as4 integer ARRAY, at1 mood, at2 mood[], at3 app.state, at4 email, at5 work_email, at6 pair, at7 email[],
  au text COLLATE "C", av text COLLATE pg_catalog."POSIX", aw character, ax dec(3), ay nchar(2), az national character varying(3), ba bpchar, bb oid
);
CREATE INDEX ON t (at1, at4, at5) WHERE at1 = 'ok';
ALTER TYPE mood RENAME TO feeling;
ALTER TYPE feeling RENAME VALUE 'ok' TO 'fine';
ALTER TYPE app.state SET SCHEMA public;
CREATE TABLE u (m feeling, s state, c public.citext, d public.work_email, p public.pair[]);
ALTER TABLE u ALTER COLUMN m TYPE text USING m::text;
CREATE TYPE "Quoted" AS ENUM ('x');
CREATE TABLE q (m "Quoted", n "Quoted"[]);
DROP TABLE t;
DROP TYPE state CASCADE;
