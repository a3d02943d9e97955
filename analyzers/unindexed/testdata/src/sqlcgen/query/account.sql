-- name: GetAccount :one
SELECT * FROM accounts WHERE id = $1;

-- name: ListAccounts :many
SELECT * FROM accounts
WHERE owner = sqlc.arg(owner);

-- name: CountAccounts :one
SELECT count(*) FROM accounts WHERE currency = @currency;
