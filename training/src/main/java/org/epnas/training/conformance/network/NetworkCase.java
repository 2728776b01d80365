package org.epnas.training.conformance.network;

import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.weights.Weights;

/**
 * A small network with everything that one training step needs.
 *
 * @param name shown where it fails
 */
public record NetworkCase(String name, Program program, Weights weights, Batch batch) {
  /** With random weights and images, keyed by the name. */
  public static NetworkCase of(String name, ProgramBuilder builder, int batchSize) {
    Program program = builder.build();
    int seed = name.hashCode();
    return new NetworkCase(
        name,
        program,
        RandomInputs.weights(program, seed),
        RandomInputs.batch(program, batchSize, seed + 1));
  }

  @Override
  public String toString() {
    return name;
  }
}
