package org.epnas.study.session;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.training.data.DataSet;

/**
 * What a program hands to a search as objects of its own. Whatever is left out is looked up by the
 * name in the configuration.
 *
 * @param data the full training set: images for validation are held out from it
 * @param resources what constraints may limit besides those known by name
 * @param constraints besides those of the configuration
 */
public record Ingredients(
    Optional<DataSet> data,
    Optional<SearchSpace.Factory> space,
    Optional<SearchStrategy.Factory> strategy,
    Optional<ConstraintPenalty> penalty,
    List<Resource> resources,
    List<Constraint> constraints) {
  /** Everything by name. */
  public static final Ingredients NONE =
      new Ingredients(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());

  public Ingredients {
    resources = List.copyOf(resources);
    constraints = List.copyOf(constraints);
  }
}
