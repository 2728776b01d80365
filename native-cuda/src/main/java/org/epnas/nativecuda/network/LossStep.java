package org.epnas.nativecuda.network;

import java.util.List;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** Softmax cross-entropy, its gradient and the totals of loss and correct predictions (loss.cu). */
final class LossStep {
  private static final String FILE = "loss";
  private static final int TOTAL_THREADS = 256;

  private final CompileContext context;
  private final Buffer labels;
  private final Buffer logits;
  private final Buffer losses;
  private final Buffer correct;
  private final Kernel crossEntropy;
  private final Kernel totals;

  /**
   * @param labels (N) i32
   */
  LossStep(CompileContext context, Buffer labels) {
    this.context = context;
    this.labels = labels;
    this.logits = exactLogits(context);
    this.losses = context.scratch("losses", context.batch());
    this.correct = context.scratch("correct predictions", context.batch());
    this.crossEntropy = context.launcher().flat(FILE, "softmax_cross_entropy");
    this.totals = context.launcher().kernel(FILE, "loss_totals");
  }

  /** The logits in f32. */
  private static Buffer exactLogits(CompileContext context) {
    int tensor = context.program().logits();
    Buffer value = context.values().of(tensor);
    return switch (context.values().type(tensor)) {
      case F32 -> value;
      case BF16 -> {
        int size = context.values().elements(tensor);
        Buffer exact = context.scratch("exact logits", size);
        context.add(
            Pass.BOTH,
            "exact logits",
            List.of(value),
            List.of(exact),
            context.launcher().kernel("cast", "cast_bf16_f32"),
            Geometry.flat(size),
            () ->
                new KernelArguments().pointer(value.address()).pointer(exact.address()).i32(size));
        yield exact;
      }
    };
  }

  /** Adds the training step, which also writes the gradient of the logits. */
  void add() {
    Buffer gradient = context.gradients().of(context.program().logits());
    context
        .steps()
        .add(
            Pass.TRAINING,
            "loss",
            List.of(logits, labels),
            List.of(losses, correct, gradient),
            () -> launch(context.batch(), context.control().smoothing(), gradient.address()));
  }

  /**
   * Queues the loss of evaluation, without smoothing. Its memory is that of the training step.
   *
   * @param images only these count
   */
  void evaluate(int images) {
    launch(images, 0, 0);
  }

  /** (N, classes) f32, row-major; evaluation leaves it as it was written. */
  Buffer logits() {
    return logits;
  }

  private void launch(int images, long smoothing, long gradient) {
    crossEntropy.launch(
        context.launcher().stream(),
        Geometry.warps(images),
        new KernelArguments()
            .pointer(logits.address())
            .pointer(labels.address())
            .pointer(smoothing)
            .pointer(losses.address())
            .pointer(correct.address())
            .pointer(gradient)
            .i32(images, context.program().classes()));
    totals.launch(
        context.launcher().stream(),
        Geometry.blocks(1, TOTAL_THREADS),
        new KernelArguments()
            .pointer(losses.address())
            .pointer(correct.address())
            .pointer(context.control().totals())
            .pointer(context.control().correct())
            .i32(images));
  }
}
