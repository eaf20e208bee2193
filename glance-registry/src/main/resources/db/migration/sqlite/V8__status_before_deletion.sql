-- How an image stood before it was deleted: restored, it is that again. NULL: nobody knows.
ALTER TABLE images ADD COLUMN glancej_status_before VARCHAR(30) NULL;
