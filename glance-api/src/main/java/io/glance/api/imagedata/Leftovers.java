package io.glance.api.imagedata;

/** Keeps something of images beside their bytes in the stores, of which nobody else knows. */
public interface Leftovers {

  /** Throws away what there is of an image that is deleted. Does not fail. */
  void forget(String imageId);
}
