package io.glance.store.file;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Options of the filesystem store, section {@code [glance_store]} or the section of a backend.
 *
 * @param filesystemStoreDatadir directory that holds the image files, /var/lib/glance/images if
 *     neither this nor {@code filesystem_store_datadirs} is set; an empty value counts as not set
 *     once the other is
 * @param filesystemStoreDatadirs directories that hold the image files, each {@code path} or {@code
 *     path:priority}; a new image goes to the one of highest priority that has room for it, of
 *     those with the same priority to the one with most free space
 * @param filesystemStoreFilePerm mode of the image files, octal digits read as a decimal number:
 *     640; 0 or less leaves it to the umask
 * @param filesystemStoreChunkSize bytes moved per read of an image; a bare number means bytes. Also
 *     the largest run of zeros that becomes one hole
 * @param filesystemThinProvisioning whether zeros become holes instead of being written
 */
@ConfigurationProperties("oslo.glance-store")
public record FileStoreProperties(
    @Nullable String filesystemStoreDatadir,
    @DefaultValue List<String> filesystemStoreDatadirs,
    @DefaultValue("0") int filesystemStoreFilePerm,
    @DefaultValue("64KB") DataSize filesystemStoreChunkSize,
    @DefaultValue("false") boolean filesystemThinProvisioning) {
  private static final String DEFAULT_DATADIR = "/var/lib/glance/images";
  private static final long LARGEST_CHUNK = DataSize.ofGigabytes(1).toBytes();
  private static final int OWNER_MAY_READ = 0400;

  public FileStoreProperties {
    filesystemStoreDatadirs = List.copyOf(filesystemStoreDatadirs);
    requireOneKind(filesystemStoreDatadir, filesystemStoreDatadirs);
    requireOnePriorityEach(filesystemStoreDatadirs);
    if (filesystemStoreFilePerm > 0) {
      mode(filesystemStoreFilePerm);
    }
    long chunk = filesystemStoreChunkSize.toBytes();
    if (chunk < 1 || chunk > LARGEST_CHUNK) {
      throw new IllegalArgumentException(
          "filesystem_store_chunk_size is %s, must be from 1 byte to 1 GiB"
              .formatted(filesystemStoreChunkSize));
    }
  }

  /** One directory, everything else as it is by default. */
  public static FileStoreProperties in(Path directory) {
    return new FileStoreProperties(
        directory.toString(), List.of(), 0, DataSize.ofKilobytes(64), false);
  }

  /** The same, in {@code directory} unless the operator chose one. */
  public FileStoreProperties orIn(Path directory) {
    if (filesystemStoreDatadir != null || !filesystemStoreDatadirs.isEmpty()) {
      return this;
    }
    return new FileStoreProperties(
        directory.toString(),
        List.of(),
        filesystemStoreFilePerm,
        filesystemStoreChunkSize,
        filesystemThinProvisioning);
  }

  /** The directories that hold the image files, absolute, each once. */
  public List<Path> paths() {
    return directories().stream().map(DataDirectory::path).distinct().toList();
  }

  /** Each once, in the order written. */
  List<DataDirectory> directories() {
    if (filesystemStoreDatadirs.isEmpty()) {
      String only = filesystemStoreDatadir == null ? DEFAULT_DATADIR : filesystemStoreDatadir;
      return List.of(new DataDirectory(Path.of(only), 0));
    }
    return filesystemStoreDatadirs.stream().map(DataDirectory::parse).distinct().toList();
  }

  int chunkBytes() {
    return (int) filesystemStoreChunkSize.toBytes();
  }

  /** Permission bits, or 0 to leave them to the umask. */
  int mode() {
    return filesystemStoreFilePerm > 0 ? mode(filesystemStoreFilePerm) : 0;
  }

  private static void requireOneKind(@Nullable String datadir, List<String> datadirs) {
    if (datadirs.isEmpty() && datadir != null && datadir.isBlank()) {
      throw new IllegalArgumentException(
          "Specify at least 'filesystem_store_datadir' or 'filesystem_store_datadirs' option");
    }
    if (!datadirs.isEmpty() && datadir != null && !datadir.isBlank()) {
      throw new IllegalArgumentException(
          "Specify either 'filesystem_store_datadir' or 'filesystem_store_datadirs' option");
    }
  }

  /** A directory named twice with one priority is only odd, as in the original. */
  private static void requireOnePriorityEach(List<String> datadirs) {
    Map<Path, Integer> priorities = new HashMap<>();
    for (String option : datadirs) {
      DataDirectory directory = DataDirectory.parse(option);
      Integer other = priorities.put(directory.path(), directory.priority());
      if (other != null && other != directory.priority()) {
        throw new IllegalArgumentException(
            "Directory %s specified multiple times in filesystem_store_datadirs option of filesystem configuration"
                .formatted(directory.path()));
      }
    }
  }

  private static int mode(int octalDigits) {
    try {
      int mode = Integer.parseInt(Integer.toString(octalDigits), 8);
      if (mode <= 0777 && (mode & OWNER_MAY_READ) != 0) {
        return mode;
      }
    } catch (NumberFormatException e) {
      throw invalidMode(octalDigits, e);
    }
    throw invalidMode(octalDigits, null);
  }

  private static IllegalArgumentException invalidMode(
      int octalDigits, @Nullable NumberFormatException cause) {
    return new IllegalArgumentException(
        "Invalid 'filesystem_store_file_perm' option: %d, must be three octal digits that let the owner read"
            .formatted(octalDigits),
        cause);
  }
}
