package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** Mean over the image (global_pool.cu). */
record GlobalPoolEmitter(CompileContext context, int op, Op.GlobalAveragePool pool)
    implements Emitter {
  private static final String FILE = "global_pool";

  @Override
  public int output() {
    return pool.output();
  }

  @Override
  public void forward() {
    Buffer x = context.values().of(pool.input());
    Buffer y = context.values().of(pool.output());
    int planes = context.values().elements(pool.output());
    Geometry geometry =
        switch (context.format()) {
          case NCHW_F32 -> Geometry.warps(planes);
          case NHWC_BF16 -> Geometry.flat(planes);
        };
    context.add(
        Pass.BOTH,
        context.name("forward", op),
        List.of(x),
        List.of(y),
        context.launcher().laidOut(FILE, "global_pool_forward"),
        geometry,
        () ->
            withShape(new KernelArguments().pointer(x.address()).pointer(y.address())).i32(planes));
  }

  @Override
  public void backward() {
    if (!context.gradients().isNeeded(pool.input())) {
      return;
    }
    Buffer dy = context.gradients().of(pool.output());
    Contribution dx = context.gradients().contribution(op, 0);
    int size = context.values().elements(pool.input());
    context.add(
        Pass.TRAINING,
        context.name("backward", op),
        Gradients.reads(Stream.of(dy), List.of(dx)),
        List.of(dx.buffer()),
        context.launcher().laidOut(FILE, "global_pool_backward"),
        Geometry.flat(size),
        () ->
            withShape(
                    new KernelArguments()
                        .pointer(dy.address())
                        .pointer(dx.buffer().address())
                        .i32(dx.flag()))
                .i32(size));
  }

  private KernelArguments withShape(KernelArguments arguments) {
    int area = context.area(pool.input());
    return switch (context.format()) {
      case NCHW_F32 -> arguments.i32(area);
      case NHWC_BF16 -> arguments.i32(context.shape(pool.input()).channels(), area);
    };
  }
}
