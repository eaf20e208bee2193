-- Bytes that a transfer may store of what its project may have: nobody else gets them meanwhile.
SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE glancej_transfers ADD COLUMN owner VARCHAR(255) NULL, ADD COLUMN reserved BIGINT NOT NULL DEFAULT 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'glancej_transfers' AND column_name = 'reserved');
PREPARE glancej FROM @glancej;
EXECUTE glancej;
DEALLOCATE PREPARE glancej;

-- A row for every project that reserved anything; who changes it is the only one to look at the project's room.
CREATE TABLE IF NOT EXISTS glancej_owners (
  owner VARCHAR(255) NOT NULL,
  changes BIGINT NOT NULL,
  PRIMARY KEY (owner)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb3;
