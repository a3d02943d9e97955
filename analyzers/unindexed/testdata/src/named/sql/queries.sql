-- name: get-member
-- by address
SELECT * FROM members WHERE email = $1;

-- name: get-list
SELECT * FROM lists WHERE name = :name;

-- name: delete-list
DELETE FROM lists WHERE id = $1;
