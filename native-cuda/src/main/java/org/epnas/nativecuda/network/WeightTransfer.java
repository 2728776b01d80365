package org.epnas.nativecuda.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import org.epnas.kernel.program.Parameter;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.nativecuda.runtime.PinnedMemory;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** Parameters between the program's order and the device's. */
record WeightTransfer(Launcher launcher, ParameterStore parameters) {
  /** A copy of all parameters in the program's order, row-major. */
  Weights read(int count) {
    try (PinnedMemory all = pinned()) {
      stream().download(parameters.weights().address(), all.segment());
      stream().synchronise();
      SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        Parameter parameter = parameters.parameter(i);
        tensors.put(parameter.name(), new NamedTensor(parameter.shape(), values(all.segment(), i)));
      }
      return new Weights(tensors);
    }
  }

  private float[] values(MemorySegment all, int parameter) {
    int first = parameters.offset(parameter);
    ParameterLayout layout = parameters.layout(parameter);
    float[] values = new float[parameters.parameter(parameter).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.getAtIndex(ValueLayout.JAVA_FLOAT, (long) first + layout.position(i));
    }
    return values;
  }

  /** Sets all parameters, whose names and shapes are the program's, and clears the momentum. */
  void write(Weights weights, int count) {
    try (PinnedMemory all = pinned()) {
      all.segment().fill((byte) 0);
      for (int i = 0; i < count; i++) {
        NamedTensor tensor = weights.tensors().get(parameters.parameter(i).name());
        if (tensor == null) {
          throw new IllegalArgumentException(
              "Weights lack the parameter (%s). Maybe inherit them first."
                  .formatted(parameters.parameter(i).name()));
        }
        put(all.segment(), i, tensor.values());
      }
      stream().upload(all.segment(), parameters.weights().address());
      stream().fill(parameters.velocities().address(), 0, parameters.velocities().bytes());
      stream().fill(parameters.gradients().address(), 0, parameters.gradients().bytes());
      if (parameters.hasCopies() && parameters.trained() > 0) {
        round();
      }
      stream().synchronise();
    }
  }

  /** A copy of the momentum in the program's order, row-major; zeros where nothing is trained. */
  Weights readVelocities(int count) {
    try (PinnedMemory all = pinned()) {
      all.segment().fill((byte) 0);
      stream().download(parameters.velocities().address(), trained(all));
      stream().synchronise();
      SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        Parameter parameter = parameters.parameter(i);
        float[] values =
            parameters.offset(i) < parameters.trained()
                ? values(all.segment(), i)
                : new float[parameter.elements()];
        tensors.put(parameter.name(), new NamedTensor(parameter.shape(), values));
      }
      return new Weights(tensors);
    }
  }

  /** Sets the momentum of what is trained, whose names and shapes are the program's. */
  void writeVelocities(Weights velocities, int count) {
    try (PinnedMemory all = pinned()) {
      all.segment().fill((byte) 0);
      for (int i = 0; i < count; i++) {
        if (parameters.offset(i) < parameters.trained()) {
          NamedTensor tensor =
              Objects.requireNonNull(
                  velocities.tensors().get(parameters.parameter(i).name()), "checked before");
          put(all.segment(), i, tensor.values());
        }
      }
      stream().upload(trained(all), parameters.velocities().address());
      stream().synchronise();
    }
  }

  /** The trained parameters come first. */
  private MemorySegment trained(PinnedMemory all) {
    return all.segment().asSlice(0, (long) parameters.trained() * Float.BYTES);
  }

  private void put(MemorySegment all, int parameter, float[] values) {
    int first = parameters.offset(parameter);
    ParameterLayout layout = parameters.layout(parameter);
    for (int i = 0; i < values.length; i++) {
      all.setAtIndex(ValueLayout.JAVA_FLOAT, (long) first + layout.position(i), values[i]);
    }
  }

  private void round() {
    launcher
        .kernel("cast", "cast_f32_bf16")
        .launch(
            stream(),
            Geometry.flat(parameters.trained()),
            new KernelArguments()
                .pointer(parameters.weights().address())
                .pointer(parameters.copies().address())
                .i32(parameters.trained()));
  }

  private PinnedMemory pinned() {
    return PinnedMemory.allocate(stream().device(), parameters.weights().bytes());
  }

  private Stream stream() {
    return launcher.stream();
  }
}
