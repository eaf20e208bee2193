package io.glance.store.checked;

import io.glance.store.Store;
import io.glance.store.file.FileStore;
import io.glance.store.file.FileStoreProperties;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast an upload can be, in MiB/s. Run it by hand: a directory on the disk to measure, MiB per
 * image, rounds, how many images at once, and what to measure if not all.
 */
final class UploadMeasurement {
  private static final long MIB = 1024 * 1024;

  private final CheckedStore store;
  private final long size;
  private final int clients;

  private UploadMeasurement(Path directory, long size, int clients) {
    Store files = new FileStore(FileStoreProperties.in(directory));
    this.store = new CheckedStore("file", files, new Digests());
    this.size = size;
    this.clients = clients;
  }

  public static void main(String[] arguments) throws Exception {
    long size = Long.parseLong(arguments[1]) * MIB;
    int clients = Integer.parseInt(arguments[3]);
    UploadMeasurement measurement = new UploadMeasurement(Path.of(arguments[0]), size, clients);
    List<String> wanted = List.of(arguments);
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      for (Map.Entry<String, Work> work : measurement.works().entrySet()) {
        if (arguments.length == 4 || wanted.contains(work.getKey())) {
          measurement.run(work.getKey(), work.getValue());
        }
      }
    }
  }

  private Map<String, Work> works() {
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("generate", this::generate);
    works.put("md5", () -> digest("MD5"));
    works.put("sha512", () -> digest("SHA-512"));
    works.put("file", this::file);
    works.put("digests", this::digests);
    works.put("digests+file", this::digestsAndFile);
    works.put("serial", this::serial);
    return works;
  }

  private void run(String name, Work work) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        results.add(
            threads.submit(() -> {
              work.run();
              return null;
            }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%-16s %6.0f MiB/s%n", name, clients * size / MIB / seconds);
  }

  private void generate() throws IOException {
    data().transferTo(OutputStream.nullOutputStream());
  }

  private void digest(String algorithm) throws Exception {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    InputStream data = data();
    byte[] chunk = new byte[Buffers.SIZE];
    int read;
    while ((read = data.read(chunk)) >= 0) {
      digest.update(chunk, 0, read);
    }
    digest.digest();
  }

  private void file() throws IOException {
    store.delete(store.write(UUID.randomUUID().toString(), new Whole(data()), size).location());
  }

  private void digests() throws IOException {
    DigestingInputStream data =
        new DigestingInputStream(data(), HashAlgorithm.SHA512, new Digests());
    data.transferTo(OutputStream.nullOutputStream());
    data.finish();
  }

  private void digestsAndFile() throws IOException {
    DigestedWrite write =
        store.write(UUID.randomUUID().toString(), data(), size, HashAlgorithm.SHA512);
    store.delete(write.written().location());
  }

  private void serial() throws Exception {
    InputStream data =
        new DigestInputStream(
            new DigestInputStream(data(), MessageDigest.getInstance("MD5")),
            MessageDigest.getInstance("SHA-512"));
    store.delete(store.write(UUID.randomUUID().toString(), new Whole(data), size).location());
  }

  private InputStream data() {
    return new Repeated(size);
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Hands on big pieces, as the digesting stream does. */
  private static final class Whole extends InputStream {
    private final InputStream data;

    private Whole(InputStream data) {
      this.data = data;
    }

    @Override
    public int read() throws IOException {
      return data.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return data.read(target, offset, length);
    }
  }

  /** Random bytes, copied as from a socket's buffer. */
  private static final class Repeated extends InputStream {
    private static final byte[] BYTES = TestingStreams.bytes((int) MIB);
    private long left;

    private Repeated(long size) {
      left = size;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int read = (int) Math.min(Math.min(length, BYTES.length), left);
      System.arraycopy(BYTES, 0, target, offset, read);
      left -= read;
      return read;
    }
  }
}
