package io.glance.api.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldEntriesTest {
  private static final String ID = "11111111-2222-3333-4444-555555555555";

  @TempDir private Path root;
  private CacheDirectory directory;
  private CacheDirectory.Entry entry;
  private Instant now = Instant.now();

  @BeforeEach
  void cacheOneImage() throws IOException {
    directory = new CacheDirectory(root);
    Files.writeString(root.resolve(ID), "bytes");
    entry = directory.find(ID).orElseThrow();
  }

  private HeldEntries process() {
    return new HeldEntries(
        directory,
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        });
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void readersOfTheSameMinuteShareAName() {
    HeldEntries held = process();
    Path name = held.hold(entry);
    pass(Duration.ofSeconds(50));
    assertThat(held.hold(entry)).isEqualTo(name).isNotEqualTo(entry.path());
  }

  @Test
  void anEntryThatLosesItsFirstNameCanBeRead() throws IOException {
    Path name = process().hold(entry);
    Files.delete(entry.path());
    assertThat(name).hasContent("bytes");
  }

  @Test
  void aNameIsGivenToNobodyWhenOtherProcessesMaySoonTakeItAway() throws IOException {
    HeldEntries held = process();
    Path name = held.hold(entry);
    pass(HeldEntries.UNUSED.dividedBy(2).plusSeconds(1));
    Files.delete(name);
    assertThat(held.hold(entry)).isNotEqualTo(name).hasContent("bytes");
  }

  @Test
  void namesThatAreOldGo() throws IOException {
    HeldEntries held = process();
    Path name = held.hold(entry);
    pass(HeldEntries.UNUSED.plusSeconds(1));
    held.sweep();
    assertThat(name).doesNotExist();
    assertThat(entry.path()).exists();
  }
}
