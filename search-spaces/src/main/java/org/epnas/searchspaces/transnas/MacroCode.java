package org.epnas.searchspaces.transnas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.InvalidArchitectureException;

/**
 * A skeleton of four to six modules.
 *
 * @param modules per module a digit: 1 changes nothing, 2 doubles the channels, 3 halves the image,
 *     4 does both. The channels are doubled one to three times, the image is halved one to four
 *     times.
 * @param names of the modules, different numbers from 1 to 6. They stay where modules are put in
 *     and taken out, and mean nothing for what the network computes
 */
record MacroCode(List<Integer> modules, List<Integer> names) {
  static final int LEAST = 4;
  static final int MOST = 6;
  static final int KINDS = 4;

  private static final int MOST_DOUBLINGS = 3;
  private static final int MOST_HALVINGS = 4;
  private static final Pattern TEXT =
      Pattern.compile("(?:64-)?([1-4]{4,6})(?:-basic)?(?:/([1-6]{4,6}))?");

  MacroCode {
    modules = List.copyOf(modules);
    names = List.copyOf(names);
    if (names.size() != modules.size() || Set.copyOf(names).size() != names.size()) {
      throw new InvalidArchitectureException(
          "TransNAS-Bench-101 skeleton of %s modules has the names %s; each must have one of its own."
              .formatted(modules.size(), names));
    }
  }

  /**
   * Reads the benchmark's form, {@code 64-41414-basic}, or its digits alone; where the names are
   * not in order, they follow: {@code 41414/12435}.
   */
  static MacroCode parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidArchitectureException(
          "TransNAS-Bench-101 skeleton: (%s) does not read like (64-41414-basic), four to six digits from 1 to 4."
              .formatted(text));
    }
    List<Integer> modules = digits(matcher.group(1));
    String names = matcher.group(2);
    return new MacroCode(modules, names == null ? inOrder(modules.size()) : digits(names));
  }

  private static List<Integer> digits(String text) {
    return text.chars().mapToObj(digit -> digit - '0').toList();
  }

  private static List<Integer> inOrder(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  static boolean doubles(int module) {
    return module == 2 || module == 4;
  }

  static boolean halves(int module) {
    return module >= 3;
  }

  boolean valid() {
    return modules.size() >= LEAST && modules.size() <= MOST && completable(modules, 0);
  }

  /** Whether {@code open} more modules can make these a skeleton. */
  static boolean completable(List<Integer> modules, int open) {
    long doublings = modules.stream().filter(MacroCode::doubles).count();
    long halvings = modules.stream().filter(MacroCode::halves).count();
    return doublings <= MOST_DOUBLINGS
        && halvings <= MOST_HALVINGS
        && (open > 0 || (doublings > 0 && halvings > 0));
  }

  MacroCode with(int place, int module) {
    List<Integer> changed = new ArrayList<>(modules);
    changed.set(place, module);
    return new MacroCode(changed, names);
  }

  MacroCode withInserted(int place, int module) {
    List<Integer> changed = new ArrayList<>(modules);
    changed.add(place, module);
    List<Integer> named = new ArrayList<>(names);
    named.add(
        place,
        inOrder(MOST + 1).stream().filter(name -> !names.contains(name)).findFirst().orElseThrow());
    return new MacroCode(changed, named);
  }

  MacroCode without(int place) {
    return new MacroCode(without(modules, place), without(names, place));
  }

  private static List<Integer> without(List<Integer> values, int place) {
    return IntStream.range(0, values.size()).filter(i -> i != place).mapToObj(values::get).toList();
  }

  /** The digits of the modules. */
  String key() {
    return modules.stream().map(String::valueOf).collect(Collectors.joining());
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return names.equals(inOrder(names.size()))
        ? key()
        : key() + names.stream().map(String::valueOf).collect(Collectors.joining("", "/", ""));
  }
}
