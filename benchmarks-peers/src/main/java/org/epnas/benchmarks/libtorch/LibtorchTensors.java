package org.epnas.benchmarks.libtorch;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.epnas.benchmarks.task.MemoryFormat;

/** Between Java's arrays and libtorch's tensors. */
final class LibtorchTensors {
  private LibtorchTensors() {}

  /** A copy of row-major values; of four dimensions in the given format. */
  static Tensor of(float[] values, List<Integer> shape, MemoryFormat format) {
    Tensor tensor = Tensor.create(values, shape.stream().mapToLong(Integer::longValue).toArray());
    return switch (format) {
      case NCHW -> tensor;
      case CHANNELS_LAST ->
          shape.size() == 4 ? tensor.contiguous(torch.MemoryFormat.ChannelsLast) : tensor;
    };
  }

  /** The values, row-major. */
  static float[] values(Tensor tensor) {
    Tensor plain = tensor.detach().contiguous();
    float[] values = new float[Math.toIntExact(plain.numel())];
    try (FloatPointer data = plain.data_ptr_float()) {
      data.get(values);
    }
    return values;
  }
}
