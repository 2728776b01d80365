package org.epnas.nativecpu.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.training.plan.Pass;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private record Sliced(String name, List<Region> reads, List<Region> writes, Set<Region> sliced)
      implements SlicedStep {
    @Override
    public String implementation() {
      return "test";
    }

    @Override
    public SliceWork bind(Binding binding) {
      throw new UnsupportedOperationException("Never run");
    }
  }

  private final Region x = new Region("x", 64);
  private final Region y = new Region("y", 64);
  private final Region z = new Region("z", 64);
  private final Region weights = new Region("weights", 64);
  private final Region statistics = new Region("statistics", 64);
  private final List<Planned> steps = new ArrayList<>();

  /** A step that reads and writes images. */
  private void images(String name, Region from, Region to) {
    steps.add(
        new Planned(Pass.BOTH, new Sliced(name, List.of(from), List.of(to), Set.of(from, to))));
  }

  private void whole(String name, List<Region> reads, List<Region> writes) {
    steps.add(
        new Planned(
            Pass.TRAINING,
            new LoopStep(
                name,
                reads,
                writes,
                _ -> {
                  throw new UnsupportedOperationException("Never run");
                })));
  }

  private List<String> schedule() {
    return Schedule.of(steps).stream()
        .map(stage -> String.join(" ", stage.stream().map(s -> s.step().name()).toList()))
        .toList();
  }

  @Test
  void chainsStepsThatShareImagesOnly() {
    images("first", x, y);
    images("second", y, z);

    assertThat(schedule()).containsExactly("first second");
  }

  @Test
  void endsAChainWhereTheWholeBatchIsNeeded() {
    images("first", x, y);
    steps.add(
        new Planned(
            Pass.TRAINING, new Sliced("moments", List.of(y), List.of(statistics), Set.of(y))));
    steps.add(
        new Planned(
            Pass.TRAINING,
            new Sliced("normalise", List.of(y, statistics), List.of(z), Set.of(y, z))));
    images("last", z, x);

    assertThat(schedule()).containsExactly("first moments", "normalise last");
  }

  @Test
  void movesAWholeStepBeforeTheChainWhereItNeedsNothingOfIt() {
    images("first", x, y);
    whole("reorder", List.of(), List.of(weights));
    steps.add(
        new Planned(
            Pass.BOTH, new Sliced("second", List.of(y, weights), List.of(z), Set.of(y, z))));

    assertThat(schedule()).containsExactly("reorder", "first second");
  }

  @Test
  void keepsAWholeStepBehindWhatItReadsAndBeforeWhatItOverwrites() {
    images("first", x, y);
    whole("check", List.of(y), List.of(statistics));
    images("second", y, z);
    whole("after the check", List.of(statistics), List.of(weights));
    images("third", weights, x);

    assertThat(schedule()).containsExactly("first second", "check", "after the check", "third");
  }

  @Test
  void doesNotOverwriteWhatTheChainStillReads() {
    images("first", x, y);
    whole("load", List.of(), List.of(x));

    assertThat(schedule()).containsExactly("first", "load");
  }

  @Test
  void letsWholeStepsWritePartsOfOneRegion() {
    steps.add(new Planned(Pass.TRAINING, new Sliced("a", List.of(x), List.of(weights), Set.of(x))));
    steps.add(new Planned(Pass.TRAINING, new Sliced("b", List.of(x), List.of(weights), Set.of(x))));
    whole("update", List.of(weights), List.of(weights));

    assertThat(schedule()).containsExactly("a b", "update");
  }

  @Test
  void limitsWhatIsAliveAtATime() {
    IntStream.range(0, 100).forEach(i -> images("s" + i, x, y));

    assertThat(Schedule.of(steps)).hasSizeBetween(2, 20);
    assertThat(Schedule.of(steps).stream().flatMap(List::stream)).isEqualTo(steps);
  }

  /** Memory whose values tell what was computed from what. */
  private static final class Tracer {
    private static final int IMAGES = 3;

    private final Map<Region, long[]> memory = new HashMap<>();

    private long[] of(Region region) {
      return memory.computeIfAbsent(region, _ -> new long[IMAGES]);
    }

    void run(List<List<Planned>> stages) {
      for (List<Planned> stage : stages) {
        for (int image = 0; image < IMAGES; image++) {
          for (Planned planned : stage) {
            write(planned.step(), image);
          }
        }
      }
    }

    /** What a slice of a sliced step does, or an image's share of another one. */
    private void write(PlannedStep step, int image) {
      Set<Region> sliced = step instanceof SlicedStep own ? own.sliced() : Set.of();
      long value = step.name().hashCode();
      for (Region region : step.reads()) {
        long read =
            sliced.contains(region)
                ? of(region)[image]
                : Arrays.hashCode(step.writes().contains(region) ? new long[0] : of(region));
        value = 31 * value + read;
      }
      for (Region region : step.writes()) {
        of(region)[image] = 31 * (step.reads().contains(region) ? of(region)[image] : 0) + value;
      }
    }

    Map<Region, List<Long>> values() {
      Map<Region, List<Long>> values = new HashMap<>();
      memory.forEach((region, array) -> values.put(region, Arrays.stream(array).boxed().toList()));
      return values;
    }
  }

  /** Steps that read some regions and change one of them, or write one that is new. */
  private static List<Planned> randomSteps(Random random) {
    List<Region> regions = new ArrayList<>(List.of(new Region("first", 64)));
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      List<Region> reads = new ArrayList<>();
      for (int read = 0; read < 1 + random.nextInt(3); read++) {
        Region region = regions.get(Math.max(0, regions.size() - 1 - random.nextInt(6)));
        if (!reads.contains(region)) {
          reads.add(region);
        }
      }
      boolean fresh = random.nextInt(3) > 0;
      if (fresh) {
        regions.add(new Region("r" + i, 64));
      }
      Region written = fresh ? regions.getLast() : reads.getFirst();
      Set<Region> sliced = new HashSet<>(Set.of(written));
      reads.stream().filter(_ -> random.nextInt(4) > 0).forEach(sliced::add);
      PlannedStep step =
          random.nextInt(4) == 0
              ? new LoopStep("s" + i, reads, List.of(written), _ -> () -> {})
              : new Sliced("s" + i, reads, List.of(written), sliced);
      planned.add(new Planned(Pass.BOTH, step));
    }
    return planned;
  }

  @Test
  void computesWhatTheOriginalOrderDoes() {
    int chains = 0;
    for (int seed = 0; seed < 300; seed++) {
      List<Planned> original = randomSteps(new Random(seed));
      List<List<Planned>> scheduled = Schedule.of(original);
      Tracer expected = new Tracer();
      expected.run(original.stream().map(List::of).toList());
      Tracer actual = new Tracer();
      actual.run(scheduled);

      assertThat(actual.values()).as("seed %d", seed).isEqualTo(expected.values());
      chains += (int) scheduled.stream().filter(stage -> stage.size() > 1).count();
    }
    assertThat(chains).isGreaterThan(300);
  }
}
