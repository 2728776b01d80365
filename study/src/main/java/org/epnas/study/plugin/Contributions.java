package org.epnas.study.plugin;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.ListenerProvider;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TrialStoreProvider;
import org.epnas.study.wiring.StrategyModule.NamedStrategy;
import org.epnas.training.backend.BackendProvider;
import org.epnas.training.data.DataCatalog;
import org.epnas.training.data.DataProvider;
import jakarta.inject.Inject;

/** What Dagger modules contribute, each under the name of its {@code @StringKey}. */
public final class Contributions {
}
