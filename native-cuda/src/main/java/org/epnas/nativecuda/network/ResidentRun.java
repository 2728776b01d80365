package org.epnas.nativecuda.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.nativecuda.runtime.PinnedMemory;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.DeviceBatches.BatchRange;
import org.epnas.training.backend.DeviceImages;
import org.epnas.training.backend.Executable.StepOptions;

/**
 * Batches that the device makes itself of a data set that it keeps (augmentation.cu, step.cu). The
 * order of the images and a row per step are copied once; the device moves from row to row by
 * itself, so that one graph serves all steps.
 */
final class ResidentRun implements AutoCloseable {
  private final CompileContext context;
  private final DeviceImages images;
  private final Buffer labels;
  private final Scope scope;
  private final int orderCapacity;
  private final int stepCapacity;
  private final DataSets.Lease data;
  private final DeviceMemory table;
  private final DeviceMemory order;
  private final DeviceMemory steps;
  private final PinnedMemory staging;
  private final Kernel nextStep;
  private final Kernel augment;
  private final Replay replay;

  /**
   * @param labels (N) i32 on the device
   */
  private ResidentRun(
      CompileContext context,
      DataSets dataSets,
      DeviceBatches largest,
      Buffer labels,
      Runnable pass,
      Scope scope) {
    this.context = context;
    this.images = largest.images();
    this.labels = labels;
    this.orderCapacity = padded(largest, context.batch());
    this.stepCapacity = largest.ranges().size();
    this.scope = scope;
    this.data = dataSets.lease(images);
    scope.own(data::close);
    this.table = scope.allocate((long) images.table().length * Float.BYTES);
    this.order = scope.allocate((long) orderCapacity * Integer.BYTES);
    this.steps = scope.allocate(stepCapacity * Control.STEP.byteSize());
    this.staging = scope.allocatePinned(Math.max(table.bytes(), order.bytes() + steps.bytes()));
    this.nextStep = context.launcher().kernel("step", "next_step");
    this.augment = context.launcher().laidOut("augmentation", "augment");
    this.replay =
        new Replay(
            stream(),
            scope,
            () -> {
              makeBatch();
              pass.run();
            });
    uploadTable();
  }

  /**
   * A run for these batches and others of the same source, as long as they are no more. Nothing
   * stays allocated if that fails.
   *
   * @param labels (N) i32 on the device
   * @param pass what follows on the batch
   */
  static ResidentRun of(
      CompileContext context,
      DataSets dataSets,
      DeviceBatches batches,
      Buffer labels,
      Runnable pass) {
    Scope scope = new Scope(context.launcher().stream().device());
    try {
      return new ResidentRun(context, dataSets, batches, labels, pass, scope);
    } catch (RuntimeException e) {
      scope.closeAfter(e);
      throw e;
    }
  }

  private void uploadTable() {
    MemorySegment part = staging.segment().asSlice(0, table.bytes());
    part.copyFrom(MemorySegment.ofArray(images.table()));
    stream().upload(part, table.address());
    stream().synchronise();
  }

  /** Whether it can make these batches: of the same source, and no more than it has room for. */
  @SuppressWarnings("ReferenceEquality") // the same images, not equal ones
  boolean fits(DeviceBatches batches) {
    return images == batches.images()
        && padded(batches, context.batch()) <= orderCapacity
        && batches.ranges().size() <= stepCapacity;
  }

  /** Room for an order whose last batch may be read to its end. */
  private static int padded(DeviceBatches batches, int batch) {
    return batches.order().length + batch - 1;
  }

  /**
   * Queues the order and the rows of all steps, and lets the next step be the first of them.
   *
   * @param options of each step
   */
  void begin(DeviceBatches batches, List<StepOptions> options, long firstStep) {
    // The rows first: they need the alignment.
    MemorySegment rows = staging.segment().asSlice(0, steps.bytes());
    MemorySegment images = staging.segment().asSlice(steps.bytes(), order.bytes());
    int count = batches.order().length;
    MemorySegment.copy(batches.order(), 0, images, ValueLayout.JAVA_INT, 0, count);
    for (int i = count; i < orderCapacity; i++) {
      images.setAtIndex(ValueLayout.JAVA_INT, i, batches.order()[0]);
    }
    long rowBytes = Control.STEP.byteSize();
    for (int i = 0; i < batches.ranges().size(); i++) {
      BatchRange range = batches.ranges().get(i);
      MemorySegment row = rows.asSlice(i * rowBytes, rowBytes);
      Control.describe(
          row, firstStep + i, range.epoch(), options.get(i), range.first(), range.size());
    }
    stream().upload(images, order.address());
    stream().upload(rows.asSlice(0, batches.ranges().size() * rowBytes), steps.address());
    stream().fill(context.control().cursor(), 0, Integer.BYTES);
  }

  /** Queues one step, as a graph from the second one on. */
  void step() {
    replay.run();
  }

  /** Queues the next row and its batch. */
  void makeBatch() {
    Control control = context.control();
    nextStep.launch(
        stream(),
        Geometry.blocks(1, 1),
        new KernelArguments()
            .pointer(steps.address())
            .pointer(control.cursor())
            .pointer(control.step()));
    TensorShape shape = images.shape();
    int threads = (int) Math.min(Geometry.LARGEST_BLOCK, shape.elements());
    augment.launch(
        stream(),
        Geometry.blocks(context.batch(), threads),
        new KernelArguments()
            .pointer(data.pixels())
            .pointer(data.labels())
            .pointer(order.address())
            .pointer(table.address())
            .pointer(control.first())
            .pointer(control.epoch())
            .pointer(context.values().of(Program.INPUT).address())
            .pointer(labels.address())
            .i32(shape.channels(), shape.height(), shape.width())
            .i32(images.cropPadding(), images.flip() ? 1 : 0, images.cutout())
            .i64(images.seed()));
  }

  private Stream stream() {
    return context.launcher().stream();
  }

  long bytes() {
    return scope.bytes();
  }

  @Override
  public void close() {
    scope.close();
  }
}
