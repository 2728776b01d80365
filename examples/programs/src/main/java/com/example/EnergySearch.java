package com.example;

import com.example.energy.Energy;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.searchspaces.layerwise.LayerwiseModule;
import org.epnas.searchspaces.penalty.PenaltyModule;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataSet;
import org.epnas.training.trainer.ChildEvaluator;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.trainer.TrialSettings;
import org.epnas.training.weights.MemoryWeightStore;

/** A search under a constraint of one's own, which Dagger adds to what EPNAS contributes. */
public final class EnergySearch {
  private static final long SEED = 7;

  private EnergySearch() {}

  /** Contributes {@code energy}, as EPNAS's modules contribute theirs. */
  @Module
  interface EnergyModule {
    @Provides
    @IntoMap
    @StringKey("energy")
    static Resource energy() {
      return new Energy();
    }
  }

  /** What the modules contribute, by name. */
  @Component(modules = {LayerwiseModule.class, PenaltyModule.class, EnergyModule.class})
  interface Parts {
    Map<String, SearchSpace.Factory> spaces();

    Map<String, ConstraintPenalty> penalties();

    Map<String, Resource> resources();
  }

  /**
   * Searches with trials of one epoch.
   *
   * @param limit for example {@code energy<=0.3mJ}; with {@code !} behind it no network above it is
   *     trained
   */
  public static SearchResult run(DataSet images, Backend backend, String limit, long trials) {
    Parts parts = DaggerEnergySearch_Parts.create();
    Constraint constraint = new ConstraintParser(parts.resources().values()).parse(limit);
    Rewarder rewarder =
        new Rewarder(List.of(constraint), parts.penalties().get("exponential"));
    SearchSpace space = parts.spaces().get("layerwise").create(images.shape(), images.classes());
    SearchStrategy strategy =
        new HillClimbing(
            new StrategyContext(
                space, SEED, 1, network -> rewarder.permits(network, Cost.of(network))));
    ExecutionSettings execution =
        new ExecutionSettings(
            backend.devices().getFirst(), Precision.FP32, 1, ExecutionMode.REPRODUCIBLE, SEED);
    ChildEvaluator evaluator =
        new ChildEvaluator(
            backend,
            execution,
            TrialSettings.defaults(),
            images,
            new MemoryWeightStore(1 << 28));
    SearchSettings settings = SearchSettings.of(Budget.ofTrials(trials));
    return SearchLoop.builder(settings, strategy, evaluator, rewarder).build().run();
  }
}
