package org.epnas.training.conformance;

import java.util.OptionalLong;
import java.util.stream.Stream;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.ClosedExecutableException;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.conformance.network.ResNet;
import org.epnas.training.conformance.network.StructureCases;
import org.epnas.training.weights.Weights;

/** What an executable does from compilation to its end, and beside others. */
final class LifeCycleChecks {
  private static final StepOptions STEP = new StepOptions(0.1, 0.9, 1e-4, 0);

  /** Weight of the network that a poisoned value is put into. */
  private static final String POISONED = "separable/pointwise/weight";

  private LifeCycleChecks() {}

  static Stream<Check> all() {
    return Stream.of(
        new Check("lists its device with the precision", LifeCycleChecks::listsDevice),
        new Check("gives back the weights that were loaded", LifeCycleChecks::givesBackWeights),
        new Check("carries trained weights to another executable", LifeCycleChecks::carriesWeights),
        new Check(
            "goes on with another's weights and momentum bit for bit", LifeCycleChecks::goesOn),
        new Check("executables do not disturb each other", LifeCycleChecks::disturbNot),
        new Check("evaluation changes no weights", LifeCycleChecks::evaluationChangesNothing),
        new Check(
            "a diverged step gives a loss that is not finite rather than an error",
            LifeCycleChecks::divergence),
        new Check("checked mode names the op that gave NaN", LifeCycleChecks::checkedMode),
        new Check(
            "compiled for one image it evaluates but does not train", LifeCycleChecks::oneImage),
        new Check("closing frees everything and ends its use", LifeCycleChecks::closing),
        new Check("memory of the process returns to where it was", LifeCycleChecks::memoryReturns),
        new Check("a program that fits no memory is a precise error", LifeCycleChecks::hopeless));
  }

  private static void listsDevice(Subject subject) {
    Expect.holds(
        "devices of the backend",
        subject.backend().devices().contains(subject.device()),
        "with " + subject.device(),
        subject.backend().devices());
    Expect.holds(
        "precisions of the device",
        subject.device().precisions().contains(subject.precision()),
        "with " + subject.precision(),
        subject.device().precisions());
    int threads = subject.device().threads();
    Expect.holds("threads of the device", threads > 0, "at least 1", threads);
  }

  private static void givesBackWeights(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    try (Executable executable = subject.load(network)) {
      Weights exported = executable.weights();
      Expect.sameBits(exported, network.weights());

      executable.train(network.batch(), STEP, 0);
      Expect.sameBits(exported, network.weights());
    }
  }

  private static void carriesWeights(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Batch batch = network.batch();
    try (Executable first = subject.load(network);
        Executable second = subject.compile(network.program(), batch.size())) {
      first.train(batch, STEP, 0);
      second.load(first.weights());

      Expect.sameBits(second.weights(), first.weights());
      Expect.equal("evaluation of the second", second.evaluate(batch), first.evaluate(batch));
    }
  }

  private static void goesOn(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Batch batch = network.batch();
    try (Executable whole = subject.load(network);
        Executable second = subject.compile(network.program(), batch.size())) {
      whole.train(batch, STEP, 0);
      whole.train(batch, STEP, 1);
      second.load(whole.weights());
      second.loadVelocities(whole.velocities());
      Expect.sameBits(second.velocities(), whole.velocities());

      Expect.equal("the third step", second.train(batch, STEP, 2), whole.train(batch, STEP, 2));
      Expect.sameBits(second.weights(), whole.weights());
    }
  }

  private static void disturbNot(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    NetworkCase other = NetworkCase.of("other", small(), 7);
    try (Executable alone = subject.load(network);
        Executable first = subject.load(network);
        Executable second = subject.load(other)) {
      alone.train(network.batch(), STEP, 0);
      alone.train(network.batch(), STEP, 1);

      first.train(network.batch(), STEP, 0);
      second.train(other.batch(), STEP, 0);
      first.train(network.batch(), STEP, 1);

      Expect.sameBits(first.weights(), alone.weights());
    }
  }

  private static ProgramBuilder small() {
    ProgramBuilder net = new ProgramBuilder(1, 5, 5);
    net.dense(net.batchNorm(net.convolution(ProgramBuilder.IMAGE, 17, 3)), 3);
    return net;
  }

  private static void evaluationChangesNothing(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    try (Executable executable = subject.load(network)) {
      executable.evaluate(network.batch());

      Expect.sameBits(executable.weights(), network.weights());
    }
  }

  private static void divergence(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    try (Executable executable = subject.load(network)) {
      executable.load(ChangedWeights.poisoned(network, POISONED));
      double loss = executable.train(network.batch(), STEP, 0).loss();

      Expect.holds("loss", !Double.isFinite(loss), "NaN or infinite", loss);
    }
  }

  private static void checkedMode(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Batch batch = network.batch();
    try (Executable executable =
        subject.backend().compile(network.program(), subject.options(batch.size(), true))) {
      executable.load(network.weights());
      double loss = executable.train(batch, STEP, 0).loss();
      Expect.holds("loss", Double.isFinite(loss), "finite", loss);

      executable.load(ChangedWeights.poisoned(network, POISONED));
      Expect.refused(
          "a step with NaN",
          BackendException.class,
          () -> executable.train(batch, STEP, 1),
          "separable",
          "Convolution",
          "8x10x10",
          subject.device().id());
    }
  }

  private static void oneImage(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Batch batch = network.batch();
    Batch one = new Batch(batch.images(), batch.labels(), 1);
    NetworkCase single = new NetworkCase(network.name(), network.program(), network.weights(), one);
    try (ReferenceComparison comparison = new ReferenceComparison(subject, single)) {
      comparison.evaluate(one);
    }
    try (Executable executable = subject.load(single)) {
      Expect.refused(
          "training on one image",
          IllegalArgumentException.class,
          () -> executable.train(one, STEP, 0),
          "at least two");
    }
  }

  private static void closing(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Executable executable = subject.load(network);
    try (executable) {
      executable.train(network.batch(), STEP, 0);
      long bytes = executable.memoryBytes();
      Expect.holds("bytes of an open executable", bytes > 0, "some", bytes);
    }
    executable.close();

    Expect.equal("bytes of a closed executable", executable.memoryBytes(), 0L);
    String device = subject.device().id();
    Batch batch = network.batch();
    refusedWhenClosed("training", device, () -> executable.train(batch, STEP, 1));
    refusedWhenClosed("evaluating", device, () -> executable.evaluate(batch));
    refusedWhenClosed(
        "giving logits", device, () -> executable.logits(batch.images(), batch.size()));
    refusedWhenClosed("reading weights", device, executable::weights);
    refusedWhenClosed("loading weights", device, () -> executable.load(network.weights()));
    refusedWhenClosed("reading the momentum", device, executable::velocities);
    refusedWhenClosed(
        "loading the momentum", device, () -> executable.loadVelocities(network.weights()));
  }

  private static void refusedWhenClosed(String what, String device, Runnable call) {
    Expect.refused(
        what + " when closed",
        ClosedExecutableException.class,
        call,
        "Executable of device (%s) is closed.".formatted(device));
  }

  private static void memoryReturns(Subject subject) {
    trainAndClose(subject);
    long before = allocatedBytes(subject);
    for (int child = 0; child < 10; child++) {
      trainAndClose(subject);
    }
    Expect.equal("bytes after ten executables", allocatedBytes(subject), before);
  }

  private static long allocatedBytes(Subject subject) {
    OptionalLong bytes = subject.allocatedBytes().get();
    return bytes.orElseThrow(
        () -> new CheckSkippedException("the backend does not tell its memory"));
  }

  private static void trainAndClose(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    try (Executable executable = subject.load(network)) {
      executable.train(network.batch(), STEP, 0);
    }
  }

  private static void hopeless(Subject subject) {
    int batchSize =
        subject
            .hopelessBatchSize()
            .orElseThrow(() -> new CheckSkippedException("the backend does not know its limit"));
    Program program = Program.of(ResNet.build(3));

    Expect.refused(
        "compiling ResNet-20 for batches of " + batchSize,
        BackendException.OutOfMemory.class,
        () -> subject.compile(program, batchSize).close(),
        "Maybe");
  }
}
