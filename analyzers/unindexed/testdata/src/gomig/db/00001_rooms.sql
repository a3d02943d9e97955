-- +goose Up
CREATE TABLE rooms (id serial PRIMARY KEY, floor int NOT NULL, name text NOT NULL);
CREATE TABLE beds (id serial PRIMARY KEY, room int NOT NULL, size int NOT NULL);
CREATE TABLE lamps (id serial PRIMARY KEY, room int NOT NULL);
-- +goose Down
DROP TABLE rooms;
