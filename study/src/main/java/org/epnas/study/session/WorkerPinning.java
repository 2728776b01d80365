package org.epnas.study.session;

import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.nativecpu.affinity.CorePlan;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Pinning;
import org.epnas.study.wiring.EpnasComponent;

/** Gives the workers of a search on the processor cores of their own, if the user wants it. */
final class WorkerPinning {
  /**
   * The threads of this process that compute.
   *
   * @param searches at the same time
   * @param workers of each
   * @param threads of each worker
   */
  record Threads(int searches, int workers, int threads) {}

  private WorkerPinning() {}

  /**
   * @return where the workers' threads run, and why
   * @throws ConfigurationException if they are to be pinned and cannot be
   */
  static String apply(Pinning wanted, EpnasComponent component, Threads threads) {
    return switch (wanted) {
      case OFF, AUTO -> CorePlan.none("--pin is %s".formatted(wanted)).description();
      case ON -> pinned(component, threads);
    };
  }

  private static String pinned(EpnasComponent component, Threads threads) {
    CorePlan places = places(component, threads);
    if (!places.pinned()) {
      throw new ConfigurationException(
          "Flag (--pin) is (on), but threads are %s. Maybe leave it out."
              .formatted(places.description()));
    }
    return places.description();
  }

  private static CorePlan places(EpnasComponent component, Threads threads) {
    OneDnnBackend processor = component.oneDnn();
    if (!component.device().backend().equals(processor)) {
      return CorePlan.none("they run on device (%s)".formatted(component.device().device().id()));
    }
    return threads.searches() > 1
        ? CorePlan.none("%s searches share the processor".formatted(threads.searches()))
        : processor.pin(threads.workers(), threads.threads());
  }
}
