package org.epnas.study.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.study.run.RunJournal;

/**
 * What slow resources measured in one search: a value counts for the whole search, also where
 * another process goes on with it, so that a limit on a latency judges a network once. Thread-safe.
 */
final class Measurements {
  /** Before there is a journal. */
  private final Map<String, Map<String, Double>> early = new HashMap<>();

  private Optional<RunJournal> journal = Optional.empty();

  /** From now on values come from a journal and go there. */
  synchronized void keepIn(RunJournal newJournal) {
    journal = Optional.of(newJournal);
    early.forEach((resource, values) ->
        values.forEach((hash, value) -> {
          if (newJournal.measured(resource, hash).isEmpty()) {
            newJournal.measured(resource, hash, value);
          }
        }));
  }

  /** The resource itself, or one that measures each network once where that is slow. */
  Resource remembering(Resource resource) {
    return isSlow(resource) ? new Remembering(resource) : resource;
  }

  /** A plug-in that fails here is measured, and reported, where its network is trained. */
  static boolean isSlow(Resource resource) {
    try {
      return resource.slow();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return false;
    }
  }

  private synchronized OptionalDouble known(String resource, String hash) {
    OptionalDouble recorded =
        journal.map(log -> log.measured(resource, hash)).orElseGet(OptionalDouble::empty);
    Double value = early.getOrDefault(resource, Map.of()).get(hash);
    return recorded.isPresent() || value == null ? recorded : OptionalDouble.of(value);
  }

  private synchronized void keep(String resource, String hash, double value) {
    journal.ifPresentOrElse(
        log -> log.measured(resource, hash, value),
        () -> early.computeIfAbsent(resource, _ -> new HashMap<>()).put(hash, value));
  }

  private final class Remembering implements Resource {
    private final Resource resource;
    private final Descriptor descriptor;

    Remembering(Resource resource) {
      this.resource = resource;
      descriptor = resource.descriptor();
    }

    @Override
    public Descriptor descriptor() {
      return descriptor;
    }

    @Override
    public boolean slow() {
      return true;
    }

    @Override
    public double measure(Architecture architecture, Cost cost) {
      String hash = architecture.canonicalForm().hash();
      OptionalDouble known = known(descriptor.name(), hash);
      if (known.isPresent()) {
        return known.getAsDouble();
      }
      double value = resource.measure(architecture, cost);
      if (Double.isFinite(value)) {
        keep(descriptor.name(), hash, value);
      }
      return value;
    }
  }
}
