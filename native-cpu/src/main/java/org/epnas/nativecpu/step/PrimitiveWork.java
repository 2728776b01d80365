package org.epnas.nativecpu.step;

import java.util.List;
import java.util.Optional;
import org.epnas.nativecpu.loop.TensorSum;
import org.epnas.nativecpu.onednn.Arguments;
import org.epnas.nativecpu.onednn.Memory;
import org.epnas.nativecpu.onednn.OneDnnException;
import org.epnas.nativecpu.onednn.Primitive;
import org.epnas.nativecpu.onednn.Stream;
import org.epnas.nativecpu.slice.SliceWork;
import org.jspecify.annotations.Nullable;

/** A primitive on the slices of a batch. */
final class PrimitiveWork implements SliceWork {
  private final String name;
  private final Primitive primitive;
  private final Arguments[] arguments;
  private final Memory[][] changing;
  private final Stream[] streams;
  private final @Nullable TensorSum sum;

  /**
   * @param name for error messages
   * @param arguments by worker
   * @param changing by position in the arguments, from 0 on, and slice
   * @param streams by worker
   * @param sum what to add up after the last slice
   */
  PrimitiveWork(
      String name,
      Primitive primitive,
      Arguments[] arguments,
      Memory[][] changing,
      List<Stream> streams,
      Optional<TensorSum> sum) {
    this.name = name;
    this.primitive = primitive;
    this.arguments = arguments;
    this.changing = changing;
    this.streams = streams.toArray(Stream[]::new);
    this.sum = sum.orElse(null);
  }

  @Override
  public void run(int slice, int worker) {
    Arguments mine = arguments[worker];
    for (int position = 0; position < changing.length; position++) {
      mine.set(position, changing[position][slice]);
    }
    try {
      primitive.execute(mine, streams[worker]);
    } catch (OneDnnException e) {
      throw StepFailure.of(name, e);
    }
  }

  @Override
  public boolean combines() {
    return sum != null;
  }

  @Override
  public void combine(int part, int parts) {
    TensorSum own = sum;
    if (own != null) {
      own.run(part, parts);
    }
  }
}
