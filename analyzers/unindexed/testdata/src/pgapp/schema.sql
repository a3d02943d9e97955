CREATE TABLE app_users (id int PRIMARY KEY, name text, email text UNIQUE);
