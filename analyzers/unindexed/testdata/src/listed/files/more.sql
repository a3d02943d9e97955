CREATE INDEX halls_city ON halls (city);
