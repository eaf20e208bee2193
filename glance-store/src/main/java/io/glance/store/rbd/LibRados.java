package io.glance.store.rbd;

/** What is used of {@code librados.so.2}. Declared as in {@code rados/librados.h}. */
record LibRados(
    NativeFunction create,
    NativeFunction createNamed,
    NativeFunction readConfiguration,
    NativeFunction setOption,
    NativeFunction getOption,
    NativeFunction connect,
    NativeFunction shutdown,
    NativeFunction fsid,
    NativeFunction openPool,
    NativeFunction closePool,
    NativeFunction failWhenFull,
    NativeFunction addresses,
    NativeFunction freeText,
    NativeFunction shutOut) {

  static LibRados load() {
    NativeLibrary library = NativeLibrary.load("librados.so.2", "librados2");
    return new LibRados(
        library.function("rados_create", "iaa"),
        library.function("rados_create2", "iaaaj"),
        library.function("rados_conf_read_file", "iaa"),
        library.function("rados_conf_set", "iaaa"),
        library.function("rados_conf_get", "iaaaj"),
        library.function("rados_connect", "ia"),
        library.function("rados_shutdown", "va"),
        library.function("rados_cluster_fsid", "iaaj"),
        library.function("rados_ioctx_create", "iaaa"),
        library.function("rados_ioctx_destroy", "va"),
        library.function("rados_set_pool_full_try", "va"),
        library.function("rados_getaddrs", "iaa"),
        library.function("rados_buffer_free", "va"),
        library.function("rados_blocklist_add", "iaai"));
  }
}
