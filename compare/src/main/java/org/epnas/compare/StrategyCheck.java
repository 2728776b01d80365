package org.epnas.compare;

import java.util.List;
import java.util.Objects;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Objectives;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.plugin.Registry;

/** Finds out before the first search which strategies cannot have several objectives. */
public final class StrategyCheck {
  /** Any will do: nothing is searched. */
  private static final TensorShape IMAGES = new TensorShape(3, 32, 32);

  private StrategyCheck() {}

  /**
   * Makes every strategy once, in a space that is built in.
   *
   * @param objectives by name
   * @throws ConfigurationException if one refuses; the message is its own
   */
  public static void require(Registry registry, List<String> strategies, List<String> objectives) {
    if (objectives.size() < 2) {
      return;
    }
    Resource any = Objects.requireNonNull(registry.resources().get("parameters"));
    StrategyContext context =
        StrategyContext.of(
                registry.space("layerwise").create(IMAGES, 10), 1, 1, Rewarder.unconstrained())
            .withObjectives(new Objectives(List.of(any)));
    try {
      strategies.forEach(name -> registry.strategy(name).create(context));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }
}
