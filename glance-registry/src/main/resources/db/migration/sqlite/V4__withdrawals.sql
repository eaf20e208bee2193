-- The location whose bytes are removed while its image stays.
ALTER TABLE glancej_transfers ADD COLUMN location_id INTEGER;
