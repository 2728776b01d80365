package org.epnas.app.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendProvider;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Precision;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.Weights;

/** The reference backend with a device for each {@link Fault}. */
final class FaultyBackend implements Backend {
  private static final int FAULTY = 2;

  private final ReferenceBackend real = new ReferenceBackend();

  /** In this process. */
  private final AtomicInteger compiled = new AtomicInteger();

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public List<Device> devices() {
    return Arrays.stream(Fault.values())
        .map(fault -> new Device(fault.device(), fault.name(), Set.of(Precision.FP32), 2))
        .toList();
  }

  /** Networks that are smaller in memory, since their batch is, are the same network. */
  @Override
  public Executable compile(Program program, CompileOptions options) {
    int number = compiled.incrementAndGet();
    Fault fault =
        Arrays.stream(Fault.values())
            .filter(one -> one.device().equals(options.device().id()))
            .findFirst()
            .orElseThrow();
    Executable sound =
        real.compile(
            program,
            new CompileOptions(
                real.devices().getFirst(),
                options.batchSize(),
                options.precision(),
                options.threads(),
                options.deterministic(),
                options.checked(),
                options.seed()));
    return number == FAULTY ? new Faulty(sound, fault) : sound;
  }

  private record Faulty(Executable sound, Fault fault) implements Executable {
    @Override
    public BatchResult train(Batch batch, StepOptions options, long step) {
      return fault.instead(sound.train(batch, options, step));
    }

    @Override
    public BatchResult evaluate(Batch batch) {
      return sound.evaluate(batch);
    }

    @Override
    public float[] logits(float[] images, int size) {
      return sound.logits(images, size);
    }

    @Override
    public Weights weights() {
      return sound.weights();
    }

    @Override
    public void load(Weights weights) {
      sound.load(weights);
    }

    @Override
    public Weights velocities() {
      return sound.velocities();
    }

    @Override
    public void loadVelocities(Weights velocities) {
      sound.loadVelocities(velocities);
    }

    @Override
    public long memoryBytes() {
      return sound.memoryBytes();
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  /** Offered by a jar in the plug-in folder. */
  public static final class Provider implements BackendProvider {
    @Override
    public Description description() {
      return new Description("faulty", "for tests", -1);
    }

    @Override
    public Backend create() {
      return new FaultyBackend();
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.empty();
    }
  }
}
