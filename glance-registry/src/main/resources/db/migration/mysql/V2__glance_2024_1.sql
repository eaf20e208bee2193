-- What Glance 2024.1 added: the index of the image cache, shared by all nodes.

CREATE TABLE IF NOT EXISTS node_reference (
  node_reference_id BIGINT NOT NULL AUTO_INCREMENT,
  node_reference_url VARCHAR(255) NOT NULL,
  PRIMARY KEY (node_reference_id),
  UNIQUE KEY uq_node_reference_node_reference_url (node_reference_url)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb3;

CREATE TABLE IF NOT EXISTS cached_images (
  id BIGINT NOT NULL AUTO_INCREMENT,
  image_id VARCHAR(36) NOT NULL,
  last_accessed DATETIME NOT NULL,
  last_modified DATETIME NOT NULL,
  size BIGINT NOT NULL,
  hits INT NOT NULL,
  checksum VARCHAR(32) NULL,
  node_reference_id BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY ix_cached_images_image_id_node_reference_id (image_id, node_reference_id),
  FOREIGN KEY (node_reference_id) REFERENCES node_reference (node_reference_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb3;

UPDATE alembic_version SET version_num = '2024_1_contract01';
