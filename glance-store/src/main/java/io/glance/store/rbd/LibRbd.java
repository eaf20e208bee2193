package io.glance.store.rbd;

/** What is used of {@code librbd.so.1}. Declared as in {@code rbd/librbd.h}. */
record LibRbd(
    NativeFunction createOptions,
    NativeFunction setOption,
    NativeFunction destroyOptions,
    NativeFunction create,
    NativeFunction remove,
    NativeFunction moveToTrash,
    NativeFunction open,
    NativeFunction openReadOnly,
    NativeFunction close,
    NativeFunction id,
    NativeFunction size,
    NativeFunction resize,
    NativeFunction flush,
    Snapshots snapshots,
    Asynchronous asynchronous,
    Names names) {

  /** Options of a new image. */
  static final int FORMAT = 0;

  static final int FEATURES = 1;
  static final int ORDER = 2;

  /** Of the newer format, which alone can be cloned. */
  static final long FORMAT_TWO = 2;

  /** The feature of images whose snapshots can be cloned. */
  static final long LAYERING = 1;

  /** Orders of RADOS objects: from 4 KiB to 32 MiB. */
  static final int LARGEST_ORDER = 25;

  static LibRbd load() {
    NativeLibrary library = NativeLibrary.load("librbd.so.1", "librbd1");
    return new LibRbd(
        library.function("rbd_image_options_create", "va"),
        library.function("rbd_image_options_set_uint64", "iaij"),
        library.function("rbd_image_options_destroy", "va"),
        library.function("rbd_create4", "iaaja"),
        library.function("rbd_remove", "iaa"),
        library.function("rbd_trash_move", "iaaj"),
        library.function("rbd_open", "iaaaa"),
        library.function("rbd_open_read_only", "iaaaa"),
        library.function("rbd_close", "ia"),
        library.function("rbd_get_id", "iaaj"),
        library.function("rbd_get_size", "iaa"),
        library.function("rbd_resize", "iaj"),
        library.function("rbd_flush", "ia"),
        Snapshots.in(library),
        Asynchronous.in(library),
        Names.in(library));
  }

  /** Functions that make and remove snapshots. */
  record Snapshots(
      NativeFunction create,
      NativeFunction remove,
      NativeFunction protect,
      NativeFunction unprotect) {

    private static Snapshots in(NativeLibrary library) {
      return new Snapshots(
          library.function("rbd_snap_create", "iaa"),
          library.function("rbd_snap_remove", "iaa"),
          library.function("rbd_snap_protect", "iaa"),
          library.function("rbd_snap_unprotect", "iaa"));
    }
  }

  /** Functions that tell what a pool holds, and since when. */
  record Names(
      NativeFunction list,
      NativeFunction release,
      NativeFunction created,
      NativeFunction modified) {

    private static Names in(NativeLibrary library) {
      return new Names(
          library.function("rbd_list2", "iaaa"),
          library.function("rbd_image_spec_list_cleanup", "vaj"),
          library.function("rbd_get_create_timestamp", "iaa"),
          library.function("rbd_get_modify_timestamp", "iaa"));
    }
  }

  /** Functions that move bytes while the caller does something else. */
  record Asynchronous(
      NativeFunction createCompletion,
      NativeFunction read,
      NativeFunction write,
      NativeFunction await,
      NativeFunction result,
      NativeFunction release) {

    private static Asynchronous in(NativeLibrary library) {
      return new Asynchronous(
          library.function("rbd_aio_create_completion", "iaaa"),
          library.function("rbd_aio_read", "iajjaa"),
          library.function("rbd_aio_write", "iajjaa"),
          library.function("rbd_aio_wait_for_complete", "ia"),
          library.function("rbd_aio_get_return_value", "ja"),
          library.function("rbd_aio_release", "va"));
    }
  }
}
