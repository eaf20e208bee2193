-- Ours. The prefix keeps our things apart from the original's, which never looks at them.

-- Work on the bytes of images, under a lease. No foreign key: an image may be purged by the original.
CREATE TABLE IF NOT EXISTS glancej_transfers (
  id VARCHAR(36) NOT NULL,
  image_id VARCHAR(36) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  store VARCHAR(255) NULL,
  image_status VARCHAR(30) NOT NULL,
  node VARCHAR(255) NOT NULL,
  process VARCHAR(255) NOT NULL,
  lease_until BIGINT NOT NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (id),
  KEY glancej_transfers_image_idx (image_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb3;

-- Indexes on the original's tables. It has none that ends in the order of a list, so that a page would cost a
-- sort of all rows; it neither sees nor minds these. Each lets a page be read off in order: newest first for an
-- administrator, by name, newest first of a project and of a visibility, and what is shared with a project.
SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE images ADD INDEX glancej_images_created_idx (deleted, os_hidden, created_at, id)')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND index_name = 'glancej_images_created_idx');
PREPARE glancej FROM @glancej;
EXECUTE glancej;

SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE images ADD INDEX glancej_images_name_idx (deleted, os_hidden, name, created_at, id)')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND index_name = 'glancej_images_name_idx');
PREPARE glancej FROM @glancej;
EXECUTE glancej;

SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE images ADD INDEX glancej_images_owner_idx (owner, deleted, os_hidden, created_at, id)')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND index_name = 'glancej_images_owner_idx');
PREPARE glancej FROM @glancej;
EXECUTE glancej;

SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE images ADD INDEX glancej_images_visibility_idx (visibility, deleted, os_hidden, created_at, id)')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND index_name = 'glancej_images_visibility_idx');
PREPARE glancej FROM @glancej;
EXECUTE glancej;

SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE image_members ADD INDEX glancej_image_members_member_idx (member, deleted, image_id)')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND index_name = 'glancej_image_members_member_idx');
PREPARE glancej FROM @glancej;
EXECUTE glancej;
DEALLOCATE PREPARE glancej;
