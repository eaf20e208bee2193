-- Which images have a location: no image gets one whose bytes another would lose with it.
CREATE INDEX IF NOT EXISTS glancej_image_locations_value_idx ON image_locations (value);
