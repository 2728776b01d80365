package org.epnas.app.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.epnas.app.config.DeviceRequest;
import org.epnas.app.config.Named;
import org.epnas.app.config.SearchConfiguration;
import org.epnas.app.config.UsageException;
import org.epnas.app.json.ArchitectureFile;
import org.epnas.app.run.RunFolder;
import org.epnas.app.run.RunRecord;
import org.epnas.app.run.Summary;
import org.epnas.app.run.TrialJournal;
import org.epnas.app.run.Versions;
import org.epnas.app.wiring.EpnasComponent;
import org.epnas.app.wiring.SelectedDevice;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchLoop;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.training.data.DataCatalog;
import org.epnas.training.data.TrainingData;

/**
 * One search from configuration to run folder. Everything that can be wrong with the input is found by {@link #prepare}, before the first
 * expensive step.
 */
public final class SearchSession {
  private final SearchConfiguration configuration;
  private final SelectedDevice device;
  private final TrainingData data;
  private final SearchSettings settings;
  private final SearchStrategy strategy;
  private final Rewarder rewarder;

  private SearchSession(
      SearchConfiguration configuration,
      SelectedDevice device,
      TrainingData data,
      SearchSettings settings,
      SearchStrategy strategy,
      Rewarder rewarder) {
    this.configuration = configuration;
    this.device = device;
    this.data = data;
    this.settings = settings;
    this.strategy = strategy;
    this.rewarder = rewarder;
  }

  /** @throws UsageException if anything in the configuration is wrong */
  public static SearchSession prepare(SearchConfiguration configuration) {
    EpnasComponent component =
        EpnasComponent.create(new DeviceRequest(configuration.device(), configuration.precision()));
    SearchSpace.Factory spaces =
        Named.find("Search space", configuration.space(), component.searchSpaces());
    SearchStrategy.Factory strategies =
        Named.find("Strategy", configuration.strategy(), component.strategies()).factory();
    SelectedDevice device = component.device();
    try {
      SearchSettings settings = settings(configuration);
      List<Constraint> constraints =
          new ConstraintParser(component.resources().byName().values()).parseAll(configuration.constraints());
      Rewarder rewarder =
          new Rewarder(
              constraints, Named.find("Penalty", configuration.penalty(), component.penalties()));
      TrainingData data = new DataCatalog().load(configuration.data());
      SearchSpace space = spaces.create(data.training().shape(), data.training().classes());
      StrategyContext context =
          new StrategyContext(
              space,
              configuration.seed(),
              configuration.epochs(),
              architecture ->
                  rewarder.refusal(rewarder.measure(architecture, Cost.of(architecture))).isEmpty());
      return new SearchSession(
          configuration, device, data, settings, strategies.create(context), rewarder);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }
}
