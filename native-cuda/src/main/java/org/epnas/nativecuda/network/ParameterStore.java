package org.epnas.nativecuda.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.training.plan.ParameterGroups;
import org.epnas.training.plan.TrainingSchedule;

/**
 * The f32 parameters of a network in one flat buffer: trained and decayed, trained and not decayed,
 * then those that no gradient reaches. Gradients, velocities and, for bf16, rounded copies of the
 * trained ones lie in the same order, so that one launch updates them all.
 */
final class ParameterStore {
  /** Values that a parameter's place is a multiple of: 64 bytes of bf16, for vector loads. */
  private static final int ALIGNMENT = 32;

  private final Program program;
  private final TensorFormat format;

  /** First value by parameter. */
  private final Map<Integer, Integer> offsets = new HashMap<>();

  private final int decayed;
  private final int trained;
  private final int all;
  private final DeviceMemory weights;
  private final DeviceMemory velocities;
  private final DeviceMemory gradients;
  private final DeviceMemory copies;

  ParameterStore(TrainingSchedule schedule, TensorFormat format, Scope scope) {
    this.program = schedule.program();
    this.format = format;
    ParameterGroups groups = ParameterGroups.of(schedule);
    this.decayed = place(groups.decayed(), 0);
    this.trained = place(groups.undecayed(), decayed);
    this.all = place(groups.untrained(), trained);
    this.weights = allocate(all, Float.BYTES, scope);
    this.velocities = allocate(trained, Float.BYTES, scope);
    this.gradients = allocate(trained, Float.BYTES, scope);
    this.copies = allocate(trained, format.type().bytes(), scope);
  }

  /** Gives parameters their places and says where the next one would be. */
  private int place(List<Integer> parameters, int first) {
    int next = first;
    for (int parameter : parameters) {
      offsets.put(parameter, next);
      int elements = program.parameters().get(parameter).elements();
      next = Math.addExact(next, Math.ceilDiv(elements, ALIGNMENT) * ALIGNMENT);
    }
    return next;
  }

  private static DeviceMemory allocate(long values, int bytes, Scope scope) {
    return scope.allocate(Math.max(ALIGNMENT, values) * bytes);
  }

  /** Values of the decayed ones, padding included: the first of the trained ones. */
  int decayed() {
    return decayed;
  }

  /** Values of the trained ones, padding included. */
  int trained() {
    return trained;
  }

  /** All f32 values in the order of the device. */
  DeviceMemory weights() {
    return weights;
  }

  DeviceMemory velocities() {
    return velocities;
  }

  DeviceMemory gradients() {
    return gradients;
  }

  /** The trained ones in bf16, where the network computes in it. */
  DeviceMemory copies() {
    return copies;
  }

  boolean hasCopies() {
    return format == TensorFormat.NHWC_BF16;
  }

  /** Address of a parameter in f32. */
  long weight(int parameter) {
    return weights.address() + (long) offset(parameter) * Float.BYTES;
  }

  /** Address of a trained parameter in the network's number format. */
  long typedWeight(int parameter) {
    return hasCopies()
        ? copies.address() + (long) offset(parameter) * format.type().bytes()
        : weight(parameter);
  }

  /** Address of a trained parameter's gradient in f32. */
  long gradient(int parameter) {
    return gradients.address() + (long) offset(parameter) * Float.BYTES;
  }

  /** Its values in the order of the device, padding included. */
  int size() {
    return all;
  }

  /** First value of a parameter among {@link #weights}. */
  int offset(int parameter) {
    Integer offset = offsets.get(parameter);
    if (offset == null) {
      throw new IllegalArgumentException("Program has no parameter (" + parameter + ")");
    }
    return offset;
  }

  ParameterLayout layout(int parameter) {
    return ParameterLayout.of(program, parameter, format);
  }

  Parameter parameter(int parameter) {
    return program.parameters().get(parameter);
  }
}
