package org.epnas.searchspaces.cell;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.InvalidArchitectureException;

/**
 * The genotype as text, kept in {@link org.epnas.kernel.architecture.Architecture#encoding()}. For
 * example
 *
 * <pre>filters=16;cells=2;next=4;1=prev:conv3+prev:identity;3=prev2:sep5+1:max3</pre>
 *
 * has 16 filters in the first stage, 2 normal cells per stage and two branches. Branch 3 adds a 5x5
 * separable convolution of the cell before the previous one to a 3x3 max pooling of branch 1. The
 * next branch gets the id 4.
 */
final class GenotypeText {
  private static final String NUMBER = "([0-9]{1,9})";
  private static final Pattern SIZES =
      Pattern.compile("filters=" + NUMBER + ";cells=" + NUMBER + ";next=" + NUMBER);
  private static final Pattern BRANCH =
      Pattern.compile(NUMBER + "=([a-z0-9]+):([a-z0-9]+)\\+([a-z0-9]+):([a-z0-9]+)");
  private static final int SIZE_PARTS = 3;
  private static final String PREVIOUS = "prev";
  private static final String BEFORE_PREVIOUS = "prev2";

  private GenotypeText() {}

  static String format(Genotype genotype) {
    String sizes =
        "filters=%s;cells=%s;next=%s"
            .formatted(genotype.filters(), genotype.cells(), genotype.nextId());
    return genotype.branches().stream()
        .map(GenotypeText::format)
        .collect(Collectors.joining(";", sizes + ";", ""));
  }

  private static String format(Branch branch) {
    return branch.id() + "=" + format(branch.left()) + "+" + format(branch.right());
  }

  private static String format(Connection connection) {
    String source =
        switch (connection.source()) {
          case Connection.PREVIOUS -> PREVIOUS;
          case Connection.BEFORE_PREVIOUS -> BEFORE_PREVIOUS;
          default -> Integer.toString(connection.source());
        };
    return source + ":" + connection.operation().code();
  }

  /**
   * @throws InvalidArchitectureException if the text is not a genotype
   */
  static Genotype parse(String text) {
    List<String> parts = Arrays.asList(text.split(";", -1));
    int sizeParts = Math.min(SIZE_PARTS, parts.size());
    Matcher sizes =
        match(SIZES, String.join(";", parts.subList(0, sizeParts)), "filters=16;cells=1;next=2");
    List<Branch> branches = parts.stream().skip(SIZE_PARTS).map(GenotypeText::parseBranch).toList();
    return new Genotype(number(sizes, 1), number(sizes, 2), number(sizes, 3), branches);
  }

  private static Branch parseBranch(String text) {
    Matcher branch = match(BRANCH, text, "1=prev:conv3+prev:identity");
    return new Branch(
        number(branch, 1),
        new Connection(source(branch.group(2)), operation(branch.group(3))),
        new Connection(source(branch.group(4)), operation(branch.group(5))));
  }

  private static Matcher match(Pattern pattern, String text, String example) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidArchitectureException(
          "Cell encoding: (%s) does not read like (%s).".formatted(text, example));
    }
    return matcher;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int source(String text) {
    return switch (text) {
      case PREVIOUS -> Connection.PREVIOUS;
      case BEFORE_PREVIOUS -> Connection.BEFORE_PREVIOUS;
      default -> branchId(text);
    };
  }

  private static int branchId(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new InvalidArchitectureException(
          "Cell encoding: source (%s) must be prev, prev2 or the id of an earlier branch."
              .formatted(text));
    }
    return Integer.parseInt(text);
  }

  private static CellOperation operation(String code) {
    return Stream.of(CellOperation.values())
        .filter(operation -> operation.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new InvalidArchitectureException(
                "Cell encoding: operation (%s) is unknown. Maybe use one of %s."
                    .formatted(
                        code,
                        Stream.of(CellOperation.values()).map(CellOperation::code).toList())));
  }
}
