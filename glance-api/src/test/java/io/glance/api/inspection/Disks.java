package io.glance.api.inspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/** The smallest data that pass for a format, to be varied. */
public final class Disks {
  public static final long SIZE = 3 << 20;

  private static final int KIB = 1024;
  public static final Partition PROTECTIVE = new Partition(0, 0x000200, 0xee, 1);

  private static final byte[] BACKING_FILE = latin1("/etc/passwd");

  private Disks() {}

  /** Neither a format nor text. */
  public static byte[] raw(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 0xa5);
    return bytes;
  }

  public static byte[] qcow2() {
    return qcow2(3, 0, 0);
  }

  public static byte[] qcow2(int version, long backingFile, long incompatibleFeatures) {
    ByteBuffer qcow2 = ByteBuffer.allocate(256 * KIB).put(latin1("QFI\u00fb"));
    qcow2.putInt(version).putLong(backingFile).putInt(backingFile == 0 ? 0 : BACKING_FILE.length);
    qcow2.putInt(16).putLong(SIZE).putInt(0);
    qcow2.putInt(1).putLong(64 * KIB).putLong(128 * KIB).putInt(1);
    qcow2.putLong(72, incompatibleFeatures).putInt(96, 4).putInt(100, 104);
    if (backingFile != 0) {
      qcow2.put((int) backingFile, BACKING_FILE);
    }
    return qcow2.array();
  }

  public static byte[] qed() {
    return ByteBuffer.allocate(128 * KIB).put(latin1("QED\0")).array();
  }

  public static byte[] vhd() {
    return ByteBuffer.allocate(2 * KIB).put(latin1("conectix")).putLong(40, SIZE).array();
  }

  public static byte[] vdi() {
    return little(64 * KIB).putInt(0x40, 0xbeda107f).putLong(0x170, SIZE).array();
  }

  public static byte[] iso() {
    ByteBuffer iso = little(100 * KIB);
    iso.put(32 * KIB, (byte) 1);
    iso.put(32 * KIB + 1, latin1("CD001"));
    iso.putInt(32 * KIB + 80, (int) (SIZE / 2048));
    iso.putShort(32 * KIB + 128, (short) 2048);
    return iso.array();
  }

  public static byte[] luks(int version) {
    return ByteBuffer.allocate(64 * KIB)
        .put(latin1("LUKS\u00ba\u00be"))
        .putShort((short) version)
        .putInt(104, 8)
        .array();
  }

  /** A disk with a protective partition, as GPT has. */
  public static byte[] gpt() {
    return withPartition(mbr(64 * KIB), 0, PROTECTIVE);
  }

  /** A disk whose partition table is empty. */
  public static byte[] mbr(int size) {
    byte[] disk = new byte[size];
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    return disk;
  }

  /** An entry of a partition table. */
  public record Partition(int boot, int startChs, int type, int startBlock) {}

  public static byte[] withPartition(byte[] disk, int index, Partition partition) {
    int at = 446 + 16 * index;
    byte[] copy = disk.clone();
    ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(at, (byte) partition.boot());
    bytes.put(at + 1, (byte) (partition.startChs() >> 16));
    bytes.put(at + 2, (byte) (partition.startChs() >> 8));
    bytes.put(at + 3, (byte) partition.startChs());
    bytes.put(at + 4, (byte) partition.type());
    bytes.putInt(at + 8, partition.startBlock());
    return copy;
  }

  /** An ISO that is a disk with partitions, too. */
  public static byte[] bootableIso() {
    byte[] iso = iso();
    System.arraycopy(gpt(), 0, iso, 0, 512);
    return iso;
  }

  public static byte[] vhdx() {
    return vhdx(256 * KIB, 64 * KIB, 8);
  }

  /**
   * @param metadata where the metadata table is
   * @param item where the disk's size is, behind the beginning of that table
   */
  public static byte[] vhdx(long metadata, int item, int itemLength) {
    ByteBuffer vhdx = little(384 * KIB);
    vhdx.put(0, latin1("vhdxfile"));
    int regions = 192 * KIB;
    vhdx.put(regions, latin1("regi")).putInt(regions + 8, 2);
    guid(vhdx, regions + 16, "2dc27766-f623-4200-9d64-115e9bfd4a08");
    guid(vhdx, regions + 48, "8b7ca206-4790-4b9a-b8fe-575f050f886e");
    vhdx.putLong(regions + 64, metadata);
    if (metadata != 256 * KIB) {
      return vhdx.array();
    }
    int table = (int) metadata;
    vhdx.put(table, latin1("metadata")).putShort(table + 10, (short) 1);
    guid(vhdx, table + 32, "2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    vhdx.putInt(table + 48, item).putInt(table + 52, itemLength);
    if (item >= 0 && item < 127 * KIB) {
      vhdx.putLong(table + item, SIZE);
    }
    return vhdx.array();
  }

  private static void guid(ByteBuffer to, int at, String name) {
    UUID id = UUID.fromString(name);
    long high = id.getMostSignificantBits();
    to.putInt(at, (int) (high >> 32)).putShort(at + 4, (short) (high >> 16));
    to.putShort(at + 6, (short) high);
    to.putLong(at + 8, Long.reverseBytes(id.getLeastSignificantBits()));
  }

  public static byte[] vmdk() {
    return vmdk(descriptor("monolithicSparse", "RW 6144 SPARSE \"disk.vmdk\""));
  }

  public static byte[] vmdk(String descriptor) {
    ByteBuffer vmdk = little(64 * KIB);
    vmdk.put(vmdkHeader());
    vmdk.put(512, latin1(descriptor));
    return vmdk.array();
  }

  public static String descriptor(String type, String extents) {
    return """
    # Disk DescriptorFile
    version=1
    CID=12345678
    parentCID=ffffffff
    createType="%s"

    # Extent description
    %s

    # The Disk Data Base
    #DDB

    ddb.virtualHWVersion = "4"
    ddb.adapterType = "ide"
    """
        .formatted(type, extents);
  }

  /** A VMDK written as a stream, whose last 1,024 bytes are the footer and the end's marker. */
  public static byte[] streamedVmdk() {
    byte[] vmdk = vmdk(descriptor("streamOptimized", "RDONLY 6144 SPARSE \"disk.vmdk\""));
    ByteBuffer bytes = ByteBuffer.wrap(vmdk).order(ByteOrder.LITTLE_ENDIAN);
    int marker = vmdk.length - 1536;
    bytes.putInt(marker + 12, 3);
    bytes.put(marker + 512, vmdkHeader());
    bytes.putLong(marker + 512 + 56, 128);
    bytes.putLong(56, -1);
    return vmdk;
  }

  private static byte[] vmdkHeader() {
    ByteBuffer header = little(64);
    header.put(latin1("KDMV")).putInt(1).putInt(3).putLong(SIZE / 512).putLong(128);
    header.putLong(1).putLong(20).putInt(512).putLong(0).putLong(26);
    return header.array();
  }

  public static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
