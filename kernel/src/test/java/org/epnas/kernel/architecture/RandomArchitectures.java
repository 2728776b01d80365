package org.epnas.kernel.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Seeded generator of small DAGs with many symmetries: few kinds of layers, all of one shape. */
final class RandomArchitectures {
  static final TensorShape INPUT = new TensorShape(2, 4, 4);
  private static final int CHANNELS = 2;

  private RandomArchitectures() {}

  /** A DAG of about {@code size} layers, which may hold dead ones and identities. */
  static Architecture random(RandomGenerator random, int size) {
    ArchitectureBuilder builder = new ArchitectureBuilder(INPUT, 2);
    List<String> names = new ArrayList<>(List.of(Architecture.INPUT));
    for (int i = 0; i < size; i++) {
      names.add(add(builder, "layer" + i, names, random));
    }
    builder.add("logits", new Operation.Dense(2), names.getLast());
    return builder.build();
  }

  private static String add(
      ArchitectureBuilder builder, String name, List<String> names, RandomGenerator random) {
    String one = pick(names, random);
    String two = pick(names, random);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> builder.add(name, Operations.conv(CHANNELS, 3), one);
      case 3 -> builder.add(name, Operations.maxPool(3, 1), one);
      case 4 -> builder.add(name, new Operation.Identity(), one);
      case 5 -> {
        String joined = builder.add(name + "-concat", new Operation.Concat(), one, two);
        yield builder.add(name, Operations.conv(CHANNELS, 1), joined);
      }
      case 6 -> builder.add(name, Operations.add(), one, two, pick(names, random));
      default -> builder.add(name, Operations.add(), one, two);
    };
  }

  /** Later layers are more likely, so that most layers reach the output. */
  private static String pick(List<String> names, RandomGenerator random) {
    int size = names.size();
    int one = random.nextInt(size);
    int other = random.nextInt(size);
    return names.get(Math.max(one, other));
  }
}
