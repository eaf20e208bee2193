-- Imports write to several stores and are tasks that the original knows.
ALTER TABLE glancej_transfers ADD COLUMN task_id VARCHAR(36) NULL;
