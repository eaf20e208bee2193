-- Which images have a location: no image gets one whose bytes another would lose with it.
SET @glancej = (SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE image_locations ADD INDEX glancej_image_locations_value_idx (value(255))')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND index_name = 'glancej_image_locations_value_idx');
PREPARE glancej FROM @glancej;
EXECUTE glancej;
DEALLOCATE PREPARE glancej;
