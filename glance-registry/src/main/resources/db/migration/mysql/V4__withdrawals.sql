-- The location whose bytes are removed while its image stays.
SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE glancej_transfers ADD COLUMN location_id INTEGER NULL')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'glancej_transfers' AND column_name = 'location_id');
PREPARE glancej FROM @glancej;
EXECUTE glancej;
