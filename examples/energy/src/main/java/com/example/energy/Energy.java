package com.example.energy;

import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/**
 * What one image costs in energy, from a table of what an operation of each kind of layer costs on
 * a device. Makes {@code --constraint "energy<=0.3mJ"} possible.
 */
public final class Energy implements Resource {
  /** Picojoules per floating-point operation, by kind of layer; made up. */
  private static final Map<String, Double> TABLE =
      Map.of("Convolution", 1.2, "Dense", 2.5, "BatchNorm", 4.0);

  private static final double ANY_OTHER = 3.0;
  private static final double PICO_IN_MILLI = 1e9;

  @Override
  public Descriptor descriptor() {
    return new Descriptor("energy", "mJ", Direction.AT_MOST, "energy per image, from a table");
  }

  @Override
  public double measure(Architecture architecture, Cost cost) {
    Program program = Program.of(architecture);
    double pico = 0;
    for (Op op : program.ops()) {
      double perFlop = TABLE.getOrDefault(op.getClass().getSimpleName(), ANY_OTHER);
      pico += perFlop * Cost.of(program, op).flops();
    }
    return pico / PICO_IN_MILLI;
  }
}
