package io.glance.common.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * One configuration file in the INI format of oslo.config.
 *
 * <p>The rules, as oslo_config/iniparser.py has them: {@code [section]} on a line of its own;
 * {@code name = value} or {@code name : value}, whichever sign comes first; a line that starts with
 * a blank or a tab continues the value above it; {@code #} and {@code ;} start a comment only in
 * the first column; one pair of quotes around a whole value is removed; an empty line or a comment
 * ends a value. A name may be repeated, all its values are kept in order.
 *
 * @param name the path, as messages show it
 * @param sections section headers in order, repeated ones too
 * @param settings values in order
 */
public record OsloConfigFile(String name, List<Section> sections, List<Setting> settings) {

  /**
   * A section header.
   *
   * @param name as written
   * @param line from 1
   */
  public record Section(String name, int line) {}

  public OsloConfigFile {
    sections = List.copyOf(sections);
    settings = List.copyOf(settings);
  }

  /**
   * Reads a file in UTF-8.
   *
   * @throws InvalidConfigFile if it cannot be read or breaks a rule
   */
  public static OsloConfigFile read(Path file) {
    try {
      return parse(file.toString(), decoded(file, Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      throw new InvalidConfigFile(file, "there is no such configuration file");
    } catch (AccessDeniedException e) {
      throw new InvalidConfigFile(file, "no permission to read this configuration file");
    } catch (IOException e) {
      throw new InvalidConfigFile(file, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Parses the text of a file.
   *
   * @throws InvalidConfigFile if it breaks a rule
   */
  public static OsloConfigFile parse(String name, String text) {
    return new IniParser(name).parse(text);
  }

  /** The options that this file sets, in order, each as often as it is set. */
  public List<OptionName> options() {
    return settings.stream().map(Setting::option).toList();
  }

  /** All values of an option in this file, in order and before interpolation. */
  public List<String> values(OptionName option) {
    return settings.stream()
        .filter(setting -> setting.option().equals(option))
        .map(Setting::text)
        .toList();
  }

  private static String decoded(Path file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidConfigFile(
          OptionOrigin.file(file, lineOfBadByte(bytes)), "is not text in UTF-8");
    }
  }

  private static int lineOfBadByte(byte[] bytes) {
    String replaced = new String(bytes, StandardCharsets.UTF_8);
    String good = replaced.substring(0, replaced.indexOf('\uFFFD'));
    return 1 + (int) good.chars().filter(character -> character == '\n').count();
  }
}
