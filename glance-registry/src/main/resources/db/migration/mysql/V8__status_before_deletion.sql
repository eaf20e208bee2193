-- How an image stood before it was deleted: restored, it is that again. NULL: nobody knows.
SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE images ADD COLUMN glancej_status_before VARCHAR(30) NULL')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'images' AND column_name = 'glancej_status_before');
PREPARE glancej FROM @glancej;
EXECUTE glancej;
DEALLOCATE PREPARE glancej;
