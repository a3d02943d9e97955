DROP INDEX outbox_waiting_idx;
DROP INDEX outbox_user_id_idx;
ALTER TABLE outbox DROP COLUMN taken_at;
DROP TABLE previews;
DROP TABLE reviews;
DROP TABLE coupons;
DROP TABLE cart_items;
