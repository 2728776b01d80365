package org.epnas.kernel.constraint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads constraints as people write them: {@code parameters<=1M}, {@code flops<=100MFLOPs}, {@code
 * intensity>=4}, {@code latency<=5ms}. A trailing {@code !} makes the limit hard. The suffixes k, M
 * and G stand for 10^3, 10^6 and 10^9; the unit may be left out. {@link Constraint#toString()}
 * writes the same form. Immutable and thread-safe.
 */
public final class ConstraintParser {
  private static final Pattern FORM =
      Pattern.compile("([^\\s<>=!]*)\\s*([<>=]*)\\s*([^<>=!]*?)\\s*(!?)");

  private static final Pattern BLANK_IN_NAME = Pattern.compile("^[^\\s<>=!]+\\s+[^\\s<>=!]");

  private final SortedMap<String, Resource> resources = new TreeMap<>();

  /**
   * @param resources what can be limited; names must differ
   */
  public ConstraintParser(Collection<? extends Resource> resources) {
    for (Resource resource : resources) {
      String name = described(resource).name();
      if (this.resources.put(name, resource) != null) {
        throw new IllegalArgumentException(
            "Resource (%s) is contributed twice. Resource names must differ.".formatted(name));
      }
    }
  }

  private static Resource.Descriptor described(Resource resource) {
    Resource.@Nullable Descriptor descriptor = resource.descriptor();
    if (descriptor == null) {
      throw new IllegalArgumentException(
          "Resource of class (%s) has no descriptor. Maybe return a new Resource.Descriptor."
              .formatted(resource.getClass().getName()));
    }
    return descriptor;
  }

  /**
   * Reads the constraints of one search.
   *
   * @throws IllegalArgumentException if one cannot be read, or two limit the same resource
   */
  public List<Constraint> parseAll(List<String> texts) {
    List<Constraint> constraints = new ArrayList<>();
    Set<String> limited = new HashSet<>();
    for (String text : texts) {
      Constraint constraint = parse(text);
      if (!limited.add(constraint.name())) {
        throw problem(
            text,
            "resource (%s) is limited twice. Keep the tighter of its limits."
                .formatted(constraint.name()));
      }
      constraints.add(constraint);
    }
    return List.copyOf(constraints);
  }

  /**
   * Reads one constraint.
   *
   * @throws IllegalArgumentException naming the constraint, what is wrong with it, and a way out
   */
  public Constraint parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw problem(
          text,
          "it does not read as RESOURCE<=LIMIT or RESOURCE>=LIMIT with a ! for a hard limit."
              + advice(text.strip()));
    }
    Resource resource = resource(text, matcher.group(1));
    checkOperator(text, resource.descriptor(), matcher.group(2));
    try {
      double limit = Limit.parse(matcher.group(3), resource.descriptor().unit());
      return new Constraint(resource, limit, !matcher.group(4).isEmpty());
    } catch (IllegalArgumentException e) {
      throw problem(text, String.valueOf(e.getMessage()));
    }
  }

  private static String advice(String text) {
    if (BLANK_IN_NAME.matcher(text).find()) {
      return " Maybe write an underscore for the blank in the name.";
    }
    return text.contains(",")
        ? " Maybe give each limit by itself."
        : " Maybe write it like parameters<=1M, in quotes.";
  }

  private Resource resource(String text, String name) {
    Resource resource = resources.get(name);
    if (resource != null) {
      return resource;
    }
    Optional<String> nearest = NearestName.of(name, resources.keySet());
    throw problem(
        text,
        "unknown resource (%s).%s Known: %s."
            .formatted(
                name,
                nearest.map(" Maybe %s?"::formatted).orElse(""),
                String.join(", ", resources.keySet())));
  }

  private static void checkOperator(String text, Resource.Descriptor resource, String operator) {
    String expected = resource.direction().operator();
    if (operator.equals(expected)) {
      return;
    }
    boolean otherDirection = operator.equals("<=") || operator.equals(">=");
    String rule =
        otherDirection
            ? "resource (%s) can only be limited with (%s), not with (%s). Write %s%sLIMIT."
            : "resource (%s) needs the operator (%s), not (%s). Write %s%sLIMIT.";
    throw problem(
        text, rule.formatted(resource.name(), expected, operator, resource.name(), expected));
  }

  private static IllegalArgumentException problem(String text, String rule) {
    return new IllegalArgumentException("Constraint (%s): %s".formatted(text, rule));
  }
}
