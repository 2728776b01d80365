package org.epnas.nativecpu;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.affinity.CorePlan;
import org.epnas.nativecpu.network.Network;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.nativecpu.onednn.PrecisionProbe;
import org.epnas.nativecpu.openmp.OpenMp;
import org.epnas.nativecpu.openmp.Team;
import org.epnas.nativecpu.slice.SlicePolicy;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;

/** Trains on this machine's processor with oneDNN. */
public final class OneDnnBackend implements Backend {
  private static final Logger LOG = System.getLogger(OneDnnBackend.class.getName());

  private static final String NAME = "onednn";

  /** Id of the one device. */
  static final String DEVICE = "cpu";

  private final OneDnnLibrary library;
  private final List<Device> devices;
  private final Optional<OpenMp> openMp;
  private final SlicePolicy slicePolicy;
  private volatile CorePlan cores = CorePlan.none("nobody asked for it");

  /** Loads the native library; where that fails, there are no devices and the log says why. */
  public OneDnnBackend() {
    this(OneDnnLibrary.get(), SlicePolicy.STANDARD);
  }

  OneDnnBackend(OneDnnLibrary library, SlicePolicy slicePolicy) {
    this.library = library;
    this.slicePolicy = slicePolicy;
    if (library.available()) {
      this.devices = List.of(device(library));
      this.openMp = library.folder().flatMap(OpenMp::find);
    } else {
      LOG.log(Level.WARNING, library.reason());
      this.devices = List.of();
      this.openMp = Optional.empty();
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Device> devices() {
    return devices;
  }

  /** Whether the native library was loaded, why not, its version and instruction set. */
  public OneDnnLibrary library() {
    return library;
  }

  /**
   * Has each of several executables that are open at the same time run on processors of its own;
   * further ones, and those with another number of threads, run where the system puts them.
   *
   * @param workers executables at the same time
   * @param threads of each
   * @return what came of it, and why
   */
  public CorePlan pin(int workers, int threads) {
    cores =
        openMp.isPresent()
            ? CorePlan.plan(workers, threads)
            : CorePlan.none("the OpenMP runtime cannot be reached");
    return cores;
  }

  @Override
  public OneDnnExecutable compile(Program program, CompileOptions options) {
    check(options);
    ThreadLease threads = ThreadLease.take(openMp, cores, options.threads());
    try {
      Network network = network(program, options, threads.team());
      return new OneDnnExecutable(new LeasedNetwork(threads, network), program, options);
    } catch (RuntimeException | Error e) {
      threads.close();
      throw e;
    }
  }

  private Network network(Program program, CompileOptions options, Team team) {
    team.enter();
    try {
      return Network.compile(program, options, team, slicePolicy);
    } finally {
      team.leave();
    }
  }

  private void check(CompileOptions options) {
    if (devices.isEmpty()) {
      throw new BackendException(library.reason());
    }
    Device device = devices.getFirst();
    if (!options.device().id().equals(device.id())) {
      throw new BackendException(
          "Device (%s) is not one of (%s). Maybe use device (%s), or another backend."
              .formatted(options.device().id(), NAME, device.id()));
    }
    if (!device.precisions().contains(options.precision())) {
      throw new BackendException(
          "Precision (%s) is not possible on device (%s): oneDNN has no convolution for it on this processor (%s). Maybe use one of %s."
              .formatted(
                  options.precision(), device.id(), device.description(), device.precisions()));
    }
  }

  private static Device device(OneDnnLibrary library) {
    int threads = Runtime.getRuntime().availableProcessors();
    String description =
        "%s, %s, oneDNN %s"
            .formatted(ProcessorName.read(), library.instructionSet(), library.version());
    return new Device(DEVICE, description, precisions(), threads);
  }

  private static Set<Precision> precisions() {
    EnumSet<Precision> precisions = EnumSet.of(Precision.FP32);
    if (PrecisionProbe.canTrainInBf16()) {
      precisions.add(Precision.BF16);
    }
    return precisions;
  }
}
