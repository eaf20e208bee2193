-- Bytes that a transfer may store of what its project may have: nobody else gets them meanwhile.
ALTER TABLE glancej_transfers ADD COLUMN owner VARCHAR(255);
ALTER TABLE glancej_transfers ADD COLUMN reserved BIGINT NOT NULL DEFAULT 0;

-- A row for every project that reserved anything; who changes it is the only one to look at the project's room.
CREATE TABLE IF NOT EXISTS glancej_owners (
  owner VARCHAR(255) NOT NULL,
  changes BIGINT NOT NULL,
  PRIMARY KEY (owner)
);
