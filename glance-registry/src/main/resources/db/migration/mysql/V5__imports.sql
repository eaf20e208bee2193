-- Imports write to several stores and are tasks that the original knows.
SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE glancej_transfers MODIFY COLUMN store TEXT NULL, ADD COLUMN task_id VARCHAR(36) NULL')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'glancej_transfers' AND column_name = 'task_id');
PREPARE glancej FROM @glancej;
EXECUTE glancej;
DEALLOCATE PREPARE glancej;
