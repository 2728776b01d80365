package org.epnas.nativecuda.network;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.nativecuda.network.Gradients.Contribution;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.plan.Pass;

/** Mean over the image (global_pool.cu). */
record GlobalPoolUnit(Construction construction, int op, Op.GlobalAveragePool pool)
    implements Unit {
  private static final String FILE = "global_pool";

  @Override
  public int output() {
    return pool.output();
  }

  @Override
  public void forward() {
    Buffer x = construction.values().of(pool.input());
    Buffer y = construction.values().of(pool.output());
    int planes = construction.values().elements(pool.output());
    Geometry geometry =
        switch (construction.format()) {
          case NCHW_F32 -> Geometry.warps(planes);
          case NHWC_BF16 -> Geometry.flat(planes);
        };
    construction.add(
        Pass.BOTH,
        construction.name("forward", op),
        List.of(x),
        List.of(y),
        construction.launcher().laidOut(FILE, "global_pool_forward"),
        geometry,
        () ->
            withShape(new KernelArguments().pointer(x.address()).pointer(y.address())).i32(planes));
  }

  @Override
  public void backward() {
    if (!construction.gradients().isNeeded(pool.input())) {
      return;
    }
    Buffer dy = construction.gradients().of(pool.output());
    Contribution dx = construction.gradients().contribution(op, 0);
    int size = construction.values().elements(pool.input());
    construction.add(
        Pass.TRAINING,
        construction.name("backward", op),
        Gradients.reads(Stream.of(dy), List.of(dx)),
        List.of(dx.buffer()),
        construction.launcher().laidOut(FILE, "global_pool_backward"),
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
    int area = construction.area(pool.input());
    return switch (construction.format()) {
      case NCHW_F32 -> arguments.i32(area);
      case NHWC_BF16 -> arguments.i32(construction.shape(pool.input()).channels(), area);
    };
  }
}
