package io.glance.api.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Data made to break whoever looks at them. */
class HostileDataTest {
  private static final long[] ODD_NUMBERS = {
    0,
    1,
    -1,
    2,
    255,
    512,
    2047,
    2048,
    65_535,
    65_536,
    262_144,
    1L << 20,
    1L << 31,
    1L << 32,
    1L << 54,
    1L << 55,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE - 511
  };
  private static final long MOST_MEMORY = 400 * 1024;
  private static final List<byte[]> SOUND =
      List.of(
          Disks.qcow2(),
          Disks.vhd(),
          Disks.vhdx(),
          Disks.vmdk(),
          Disks.streamedVmdk(),
          Disks.vdi(),
          Disks.qed(),
          Disks.iso(),
          Disks.bootableIso(),
          Disks.gpt(),
          Disks.luks(1),
          Disks.latin1(Disks.descriptor("monolithicSparse", "RW 1 SPARSE \"x\"")));

  /** Places at which a format has something to say. */
  private static final int[] TELLING = {
    0, 4, 8, 12, 24, 28, 36, 40, 56, 64, 72, 104, 446, 454, 510, 512, 0x170, 32_768, 32_848,
    196_608, 196_616, 196_624, 196_672, 262_144, 262_154, 262_176, 262_192, 262_196, 327_680
  };

  @RepeatedTest(40)
  void mutatedDataAreJudgedTheSameInAnyPieces(RepetitionInfo round) {
    Random random = new Random(round.getCurrentRepetition());
    for (byte[] sound : SOUND) {
      byte[] data = mutated(sound, random);
      Findings whole = FormatInspectionTest.inPieces(data, data.length + 1);

      Findings pieces = FormatInspectionTest.inPieces(data, 1 + random.nextInt(5000));

      assertThat(pieces).isEqualTo(whole);
      for (String declared : List.of("raw", "qcow2", "vhdx", "vmdk", "iso", "ami")) {
        assertThat(Rules.of(true).judge(declared, pieces)).isNotNull();
        assertThat(Rules.of(false).judge(declared, pieces)).isNotNull();
      }
      assertThat(whole.matches())
          .allSatisfy(
              match -> assertThat(match.virtualSize() == null || match.virtualSize() > 0).isTrue());
    }
  }

  @Test
  void memoryIsBoundWhateverTheDataSay() {
    byte[] text = new byte[4 << 20];
    Arrays.fill(text, (byte) '\n');
    byte[] descriptor = Arrays.copyOf(Disks.vmdk(), 4 << 20);
    Arrays.fill(descriptor, 36, 44, (byte) 0xff);
    descriptor[43] = 0x7f;
    Arrays.fill(descriptor, 512, descriptor.length, (byte) '\n');
    byte[] stream = Arrays.copyOf(descriptor, descriptor.length);
    Arrays.fill(stream, 56, 64, (byte) 0xff);

    for (byte[] data : List.of(text, descriptor, stream, Disks.vhdx())) {
      allocatedBy(data);
      assertThat(allocatedBy(data)).isLessThan(MOST_MEMORY);
    }
  }

  private static long allocatedBy(byte[] data) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    FormatInspection inspection = new FormatInspection();
    for (int at = 0; at < data.length; at += 1024) {
      inspection.take(data, at, Math.min(1024, data.length - at));
    }
    inspection.end();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] mutated(byte[] sound, Random random) {
    byte[] data = sound.clone();
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : random.nextInt(600);
      long number = ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
      if (random.nextInt(4) == 0) {
        number = random.nextLong();
      }
      int width = 1 << random.nextInt(4);
      for (int j = 0; j < width && at + j < data.length; j++) {
        data[at + j] = (byte) (number >> (8 * (random.nextBoolean() ? j : width - 1 - j)));
      }
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(data, random.nextInt(data.length)) : data;
  }
}
