package org.epnas.training.backend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The backends on the class path, the preferred one first and the reference backend last. One whose
 * provider cannot be loaded, or that cannot run here, stops nobody: it is listed with the reason.
 * Thread-safe.
 */
public final class Backends {
  private static final Logger LOG = System.getLogger(Backends.class.getName());

  private final List<Backend> inOrder;
  private final List<Unavailable> unavailable;

  /**
   * A backend that cannot be used.
   *
   * @param reason one line with a way out
   */
  public record Unavailable(String name, String reason) {}

  private Backends(List<Backend> inOrder, List<Unavailable> unavailable) {
    this.inOrder = List.copyOf(inOrder);
    this.unavailable = List.copyOf(unavailable);
  }

  /** Those that the class path of the calling thread has. */
  public static Backends load() {
    return load(ServiceLoader.load(BackendProvider.class));
  }

  /** Those that a class loader finds, for example one of plug-in jars. */
  public static Backends load(ClassLoader loader) {
    return load(ServiceLoader.load(BackendProvider.class, loader));
  }

  private static Backends load(ServiceLoader<BackendProvider> loader) {
    List<BackendProvider> providers = new ArrayList<>();
    List<Unavailable> unavailable = new ArrayList<>();
    Iterator<BackendProvider> found = loader.iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          break;
        }
        providers.add(found.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        unavailable.add(refused("plug-in", e));
      }
    }
    return of(providers, unavailable);
  }

  /**
   * The backends of some providers.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static Backends of(List<BackendProvider> providers) {
    return of(providers, List.of());
  }

  private static Backends of(List<BackendProvider> providers, List<Unavailable> broken) {
    List<BackendProvider> ordered =
        providers.stream()
            .sorted(
                Comparator.comparingInt((BackendProvider provider) -> provider.description().rank())
                    .reversed()
                    .thenComparing(provider -> provider.description().name()))
            .toList();
    requireDistinct(ordered);
    List<Backend> backends = new ArrayList<>();
    List<Unavailable> unavailable = new ArrayList<>(broken);
    for (BackendProvider provider : ordered) {
      String name = provider.description().name();
      try {
        Backend backend = provider.create();
        requireNewDevices(backends, backend);
        backends.add(backend);
        if (backend.devices().isEmpty()) {
          String reason = provider.unavailable().orElse("It has no device here.");
          unavailable.add(new Unavailable(name, reason));
        }
      } catch (Throwable e) {
        // A plug-in may throw anything, and stops nobody.
        unavailable.add(refused(name, e));
      }
    }
    return new Backends(backends, unavailable);
  }

  private static void requireNewDevices(List<Backend> known, Backend backend) {
    Set<String> ids =
        known.stream()
            .flatMap(other -> other.devices().stream())
            .map(Device::id)
            .collect(Collectors.toSet());
    for (Device device : backend.devices()) {
      if (ids.contains(device.id())) {
        throw new IllegalStateException("device (%s) is there already".formatted(device.id()));
      }
    }
  }

  private static void requireDistinct(List<BackendProvider> providers) {
    providers.stream()
        .collect(Collectors.groupingBy(provider -> provider.description().name()))
        .forEach((name, same) -> {
          if (same.size() > 1) {
            throw new IllegalArgumentException(
                "Backend (%s) is offered by (%s) and (%s). Maybe remove one of them."
                    .formatted(
                        name,
                        same.getFirst().getClass().getName(),
                        same.getLast().getClass().getName()));
          }
        });
  }

  private static Unavailable refused(String name, Throwable e) {
    String reason =
        "Backend (%s) cannot be loaded: %s. Maybe remove its jar, or one that it needs is missing."
            .formatted(name, e.toString().lines().findFirst().orElse("unknown"));
    LOG.log(Level.WARNING, reason);
    return new Unavailable(name, reason);
  }

  /** The preferred one first; those without devices too. */
  public List<Backend> inOrder() {
    return inOrder;
  }

  /** Those that cannot be used, and why. */
  public List<Unavailable> unavailable() {
    return unavailable;
  }

  /** Every device of this machine, the preferred one first. */
  public List<BackendDevice> devices() {
    return inOrder.stream()
        .flatMap(
            backend -> backend.devices().stream().map(device -> new BackendDevice(backend, device)))
        .toList();
  }

  /**
   * The preferred device.
   *
   * @throws BackendException if there is none at all
   */
  public BackendDevice best() {
    return devices().stream()
        .findFirst()
        .orElseThrow(() ->
            new BackendException(
                "No backend has a device here: %s. Maybe add epnas-training to the class path, which runs everywhere."
                    .formatted(unavailable)));
  }

  /**
   * The device of that id.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public BackendDevice device(String id) {
    return devices().stream()
        .filter(device -> device.device().id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  private IllegalArgumentException unknown(String id) {
    String known =
        devices().stream().map(device -> device.device().id()).collect(Collectors.joining(", "));
    String why =
        unavailable.stream()
            .map(backend -> " %s: %s".formatted(backend.name(), backend.reason()))
            .collect(Collectors.joining());
    return new IllegalArgumentException(
        "Device (%s) is not available. Devices of this machine: %s.%s".formatted(id, known, why));
  }

  /** The backend of that name, if there is one. */
  public Optional<Backend> named(String name) {
    return inOrder.stream().filter(backend -> backend.name().equals(name)).findFirst();
  }
}
