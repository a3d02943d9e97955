DROP INDEX users_name_idx;
DROP INDEX orders_user_id_idx;
