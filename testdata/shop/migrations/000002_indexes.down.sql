DROP INDEX users_created_at_idx;
DROP INDEX users_name_idx;
DROP INDEX orders_user_id_idx;
ALTER TABLE orders RENAME COLUMN placed_at TO created_at;
