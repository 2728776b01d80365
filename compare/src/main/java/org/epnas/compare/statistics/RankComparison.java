package org.epnas.compare.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.ranking.NaturalRanking;

/**
 * All methods against each other by their ranks, as Demsar (2006) proposes: Friedman's test, and
 * Nemenyi's critical difference, by which the mean ranks of two methods must differ to tell them
 * apart at the level 0.05.
 *
 * @param blocks in which every method was measured: seeds, or tables and tasks
 * @param meanRanks per method, 1 is the best; ties share their mean rank. The best first
 * @param friedman p-value of Friedman's test with correction for ties; empty below two blocks, or
 *     where every block is one tie
 * @param criticalDifference of mean ranks; empty where it is not defined
 * @param cliques largest groups of at least two methods that cannot be told apart; the best first
 */
public record RankComparison(
    int blocks,
    SequencedMap<String, Double> meanRanks,
    OptionalDouble friedman,
    OptionalDouble criticalDifference,
    List<List<String>> cliques) {
  /**
   * Studentised range for infinitely many degrees of freedom at 0.05, over sqrt(2), for 2, 3, ...
   * methods: Demsar (2006), Table 5(a), beyond ten methods from SciPy's studentized_range.
   */
  private static final double[] NEMENYI = {
    1.960, 2.344, 2.569, 2.728, 2.850, 2.948, 3.031, 3.102, 3.164, 3.219, 3.268, 3.313, 3.354,
    3.391, 3.426, 3.458, 3.489, 3.517, 3.544
  };

  public RankComparison {
    cliques = List.copyOf(cliques);
  }

  /**
   * @param losses per block the loss of every method, the lower the better; every block has the
   *     same methods
   */
  public static RankComparison of(List<? extends Map<String, Double>> losses) {
    List<String> methods =
        losses.isEmpty() ? List.of() : losses.getFirst().keySet().stream().sorted().toList();
    Map<String, Double> sums = new HashMap<>();
    double squares = 0;
    for (Map<String, Double> block : losses) {
      double[] ranks = ranks(methods, block);
      for (int i = 0; i < ranks.length; i++) {
        sums.merge(methods.get(i), ranks[i], Double::sum);
        squares += ranks[i] * ranks[i];
      }
    }
    SequencedMap<String, Double> means = new LinkedHashMap<>();
    methods.stream()
        .sorted(Comparator.<String>comparingDouble(sums::get).thenComparing(name -> name))
        .forEach(name -> means.put(name, sums.getOrDefault(name, 0.0) / losses.size()));
    OptionalDouble difference = criticalDifference(methods.size(), losses.size());
    return new RankComparison(
        losses.size(),
        means,
        friedman(means, squares, losses.size()),
        difference,
        difference.isEmpty() ? List.of() : cliques(means, difference.getAsDouble()));
  }

  private static double[] ranks(List<String> methods, Map<String, Double> block) {
    double[] losses =
        methods.stream()
            .mapToDouble(name -> PairedTest.RESOLUTION * Math.rint(loss(block, name)))
            .toArray();
    return new NaturalRanking().apply(losses);
  }

  private static double loss(Map<String, Double> block, String method) {
    Double loss = block.get(method);
    if (loss == null) {
      throw new IllegalArgumentException(
          "Block %s lacks method (%s); every block must have the same methods."
              .formatted(block.keySet(), method));
    }
    return loss / PairedTest.RESOLUTION;
  }

  /** Conover's form, which ties do not bias: with k methods chi-square of k - 1 degrees. */
  private static OptionalDouble friedman(
      SequencedMap<String, Double> means, double squares, int blocks) {
    int methods = means.size();
    double expected = blocks * methods * (methods + 1.0) * (methods + 1) / 4;
    if (blocks < 2 || methods < 2 || squares - expected < 1e-9) {
      return OptionalDouble.empty();
    }
    double between =
        means.values().stream().mapToDouble(mean -> mean * mean).sum() * blocks - expected;
    double statistic = (methods - 1) * blocks * between / (squares - expected);
    return OptionalDouble.of(
        ChiSquaredDistribution.of(methods - 1.0).survivalProbability(statistic));
  }

  private static OptionalDouble criticalDifference(int methods, int blocks) {
    int entry = methods - 2;
    return blocks < 2 || entry < 0 || entry >= NEMENYI.length
        ? OptionalDouble.empty()
        : OptionalDouble.of(NEMENYI[entry] * Math.sqrt(methods * (methods + 1.0) / (6.0 * blocks)));
  }

  private static List<List<String>> cliques(SequencedMap<String, Double> means, double difference) {
    List<String> order = List.copyOf(means.sequencedKeySet());
    List<Double> ranks = List.copyOf(means.sequencedValues());
    List<List<String>> cliques = new ArrayList<>();
    int reached = 0;
    for (int first = 0; first < order.size(); first++) {
      int end = first + 1;
      while (end < order.size() && ranks.get(end) - ranks.get(first) <= difference) {
        end++;
      }
      if (end > first + 1 && end > reached) {
        cliques.add(order.subList(first, end));
        reached = end;
      }
    }
    return cliques;
  }
}
