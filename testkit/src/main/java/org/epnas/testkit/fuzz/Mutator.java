package org.epnas.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Changes inputs as broken disks, broken programs and people do: bits and bytes, lengths and other
 * numbers, parts that are cut off, doubled, left out or another file's, and pieces of text that
 * mean something to a reader. The same seed gives the same inputs.
 */
public final class Mutator {
  private static final int MOST_CHANGES = 4;

  /** Where readers go wrong: the ends of number ranges and what lies beside them. */
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    32_767,
    65_535,
    65_536,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffff_ffffL,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Random random;
  private final List<byte[]> seeds;
  private final List<byte[]> words;

  /**
   * @param seeds valid inputs, at least one
   * @param words pieces of text that mean something in the format, for example {@code null}
   */
  public Mutator(long seed, List<byte[]> seeds, List<String> words) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("A mutator needs at least one valid input.");
    }
    this.random = new Random(seed);
    this.seeds = seeds.stream().map(byte[]::clone).toList();
    this.words = words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** One of the valid inputs with one to four changes. */
  public byte[] next() {
    byte[] input = any(seeds).clone();
    int changes = random.nextBoolean() ? 1 : 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      input = changed(input);
    }
    return input;
  }

  private byte[] changed(byte[] input) {
    if (input.length == 0) {
      return any(seeds).clone();
    }
    return switch (random.nextInt(words.isEmpty() ? 8 : 14)) {
      case 0 -> bit(input);
      case 1 -> number(input, random.nextInt(4));
      case 2 -> Arrays.copyOf(input, random.nextInt(input.length));
      case 3 -> replaced(input, part(any(seeds)), true);
      case 4 -> replaced(input, part(input), false);
      case 5 -> replaced(input, new byte[0], true);
      case 6 -> number(input, 0);
      case 7 -> bit(bit(input));
      case 8, 9 -> replaced(input, any(words), random.nextBoolean());
      default -> digits(input);
    };
  }

  private byte[] bit(byte[] input) {
    byte[] changed = input.clone();
    changed[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  /**
   * Writes a number over some bytes, in either order, often among the first ones, where headers
   * are.
   *
   * @param size 0 for 1 byte, 1 for 2, 2 for 4, 3 for 8
   */
  private byte[] number(byte[] input, int size) {
    int bytes = Math.min(1 << size, input.length);
    ByteBuffer number =
        ByteBuffer.allocate(Long.BYTES)
            .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    number.putLong(0, NUMBERS[random.nextInt(NUMBERS.length)]);
    int from = number.order() == ByteOrder.LITTLE_ENDIAN ? 0 : Long.BYTES - bytes;
    byte[] changed = input.clone();
    int places = input.length - bytes + 1;
    int at = random.nextInt(random.nextBoolean() ? Math.min(64, places) : places);
    System.arraycopy(number.array(), from, changed, at, bytes);
    return changed;
  }

  /** Another number in a text, which stays well-formed. */
  private byte[] digits(byte[] input) {
    int from = random.nextInt(input.length);
    while (from < input.length && !digit(input[from])) {
      from++;
    }
    int to = from;
    while (to < input.length && digit(input[to])) {
      to++;
    }
    long number =
        random.nextBoolean() ? random.nextInt(20) : NUMBERS[random.nextInt(NUMBERS.length)];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, from);
    out.writeBytes((from == to ? "" : "" + number).getBytes(StandardCharsets.US_ASCII));
    out.write(input, to, input.length - to);
    return out.toByteArray();
  }

  private static boolean digit(byte value) {
    return value >= '0' && value <= '9';
  }

  /**
   * @param removing whether some bytes go where the new ones come
   */
  private byte[] replaced(byte[] input, byte[] by, boolean removing) {
    int at = random.nextInt(input.length + 1);
    int removed = removing ? random.nextInt(Math.min(64, input.length - at) + 1) : 0;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, at);
    out.writeBytes(by);
    out.write(input, at + removed, input.length - at - removed);
    return out.toByteArray();
  }

  private byte[] part(byte[] of) {
    int from = random.nextInt(of.length + 1);
    return Arrays.copyOfRange(of, from, from + random.nextInt(of.length - from + 1));
  }

  private byte[] any(List<byte[]> list) {
    return list.get(random.nextInt(list.size()));
  }
}
