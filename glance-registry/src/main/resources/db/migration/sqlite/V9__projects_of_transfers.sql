-- Whose account bytes come into, in stores that have one for each project. NULL: nobody knows.
ALTER TABLE glancej_transfers ADD COLUMN project_id VARCHAR(255) NULL;
