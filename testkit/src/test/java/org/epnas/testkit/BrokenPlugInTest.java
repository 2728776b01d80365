package org.epnas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.AlteredBackend;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.RandomWalkStrategy;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.epnas.testkit.fake.TestResource;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.WeightStore;
import org.epnas.training.weights.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Every contract finds the plug-in that breaks it, and says which promise is broken. */
final class BrokenPlugInTest {
  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(NegativeResource.class, "itsValuesAreFiniteAndNotNegative", "negative"),
        Arguments.of(LenientPenalty.class, "aViolationLowersTheReward", "violation"),
        Arguments.of(
            SpaceThatNamesByPosition.class,
            "layersKeepTheirNamesWhereOthersAreInsertedOrRemoved",
            "a layer keeps its name under transformations"),
        Arguments.of(
            StrategyWithoutLimits.class, "proposesOnlyWhatIsWithinTheHardLimits", "hard limit"),
        Arguments.of(MoodyEvaluator.class, "theSameTrialGivesTheSameAccuracy", "same accuracy"),
        Arguments.of(LiveTrialStore.class, "aListThatWasReadDoesNotChange", "does not change"),
        Arguments.of(StubbornWeightStore.class, "replacesWeights", "replaces"),
        Arguments.of(BackendOfWrongLosses.class, "keepsThePromise", "loss"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void theContractSaysWhichPromiseIsBroken(Class<?> contract, String promise, String rule) {
    List<Event> failed =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(contract))
            .execute()
            .testEvents()
            .failed()
            .list();

    assertThat(failed)
        .filteredOn(event -> event.getTestDescriptor().getUniqueId().toString().contains(promise))
        .isNotEmpty()
        .first()
        .extracting(BrokenPlugInTest::message)
        .asString()
        .containsIgnoringCase(rule);
  }

  private static String message(Event failed) {
    return failed
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .orElseThrow()
        .getMessage();
  }

  static final class NegativeResource extends ResourceContract {
    @Override
    protected Resource resource() {
      return TestResource.of("debt", "", Direction.AT_MOST, cost -> -cost.parameters());
    }
  }

  static final class LenientPenalty extends ConstraintPenaltyContract {
    @Override
    protected ConstraintPenalty penalty() {
      return (accuracy, uses) -> accuracy;
    }
  }

  static final class SpaceThatNamesByPosition extends SearchSpaceContract {
    @Override
    protected SearchSpace.Factory factory() {
      return PositionSpace::new;
    }
  }

  static final class StrategyWithoutLimits extends SearchStrategyContract {
    @Override
    protected SearchStrategy.Factory factory() {
      return context -> new RandomWalkStrategy(context.space(), context.seed(), 4);
    }
  }

  static final class MoodyEvaluator extends EvaluatorContract {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    protected Evaluator evaluator() {
      return assignment -> {
        TreeMap<String, Double> metrics =
            new TreeMap<>(FakeEvaluator.outcome(assignment.proposal(), 1, 1, 1).metrics());
        metrics.put(Metric.VALIDATION_ACCURACY, calls.getAndIncrement() / 100.0);
        return new Outcome.Completed(metrics);
      };
    }

    @Override
    protected List<Proposal> proposals() {
      return List.of(ScriptedStrategy.candidate(0), ScriptedStrategy.candidate(1));
    }
  }

  static final class LiveTrialStore extends TrialStoreContract {
    @Override
    protected TrialStore create(List<Constraint> constraints) {
      List<Trial> trials = new ArrayList<>();
      return new TrialStore() {
        @Override
        public void append(Trial trial) {
          trials.add(trial);
        }

        @Override
        public List<Trial> trials() {
          return trials;
        }
      };
    }
  }

  static final class StubbornWeightStore extends WeightStoreContract {
    @Override
    protected WeightStore store() {
      Map<Integer, Weights> kept = new HashMap<>();
      return new WeightStore() {
        @Override
        public void put(int trial, Weights weights) {
          kept.putIfAbsent(trial, weights);
        }

        @Override
        public Optional<Weights> get(int trial) {
          return Optional.ofNullable(kept.get(trial));
        }
      };
    }
  }

  static final class BackendOfWrongLosses extends BackendContract {
    @Override
    protected Backend backend() {
      return new AlteredBackend(
          new ReferenceBackend(),
          result -> new BatchResult(1.5 * result.loss(), result.correct()),
          true);
    }
  }

  /** Names the layers of a network by their position, whatever became of them. */
  private record PositionSpace(ChainSpace chains) implements SearchSpace {
    PositionSpace(TensorShape input, int classes) {
      this(new ChainSpace(input, classes));
    }

    @Override
    public Architecture initial() {
      return chains.initial();
    }

    @Override
    public Vocabulary vocabulary() {
      return chains.vocabulary();
    }

    @Override
    public TransformationTree transformations(Architecture architecture) {
      TransformationTree tree = chains.transformations(architecture);
      return new TransformationTree() {
        @Override
        public List<Token> tokens() {
          return tree.tokens();
        }

        @Override
        public Optional<Choice> next(List<Integer> chosen) {
          return tree.next(chosen);
        }

        @Override
        public Architecture apply(List<Integer> action) {
          return chains.chain(chains.transformations(tree.apply(action)).tokens());
        }
      };
    }
  }
}
