-- Whose account bytes come into, in stores that have one for each project. NULL: nobody knows.
SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE glancej_transfers ADD COLUMN project_id VARCHAR(255) NULL')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'glancej_transfers' AND column_name = 'project_id');
PREPARE glancej FROM @glancej;
EXECUTE glancej;
DEALLOCATE PREPARE glancej;
