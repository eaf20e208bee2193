-- Ours. The prefix keeps our things apart from the original's, which never looks at them.

-- Work on the bytes of images, under a lease. No foreign key: an image may be purged by the original.
CREATE TABLE IF NOT EXISTS glancej_transfers (
  id VARCHAR(36) NOT NULL,
  image_id VARCHAR(36) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  store VARCHAR(255),
  image_status VARCHAR(30) NOT NULL,
  node VARCHAR(255) NOT NULL,
  process VARCHAR(255) NOT NULL,
  lease_until BIGINT NOT NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS glancej_transfers_image_idx ON glancej_transfers (image_id);

-- Indexes on the original's tables. It has none that ends in the order of a list, so that a page would cost a
-- sort of all rows; it neither sees nor minds these. Each lets a page be read off in order: newest first for an
-- administrator, by name, newest first of a project and of a visibility, and what is shared with a project.
CREATE INDEX IF NOT EXISTS glancej_images_created_idx ON images (deleted, os_hidden, created_at, id);
CREATE INDEX IF NOT EXISTS glancej_images_name_idx ON images (deleted, os_hidden, name, created_at, id);
CREATE INDEX IF NOT EXISTS glancej_images_owner_idx ON images (owner, deleted, os_hidden, created_at, id);
CREATE INDEX IF NOT EXISTS glancej_images_visibility_idx ON images (visibility, deleted, os_hidden, created_at, id);
CREATE INDEX IF NOT EXISTS glancej_image_members_member_idx ON image_members (member, deleted, image_id);
