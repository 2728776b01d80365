package org.epnas.nativecuda.runtime;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Values for a kernel's parameters, in order. */
public final class KernelArguments {
  /** Room for the largest parameter, which keeps each one aligned. */
  private static final int SLOT = 8;

  /** Bits of each value in the lower bytes of a slot. */
  private final List<Long> slots = new ArrayList<>();

  /** A pointer into the device's memory; 0 for one that the kernel allows to be null. */
  public KernelArguments pointer(long address) {
    slots.add(address);
    return this;
  }

  /** A {@code long long}. */
  public KernelArguments i64(long value) {
    slots.add(value);
    return this;
  }

  /** An {@code int}. */
  public KernelArguments i32(int value) {
    slots.add(Integer.toUnsignedLong(value));
    return this;
  }

  /** Several {@code int}s. */
  public KernelArguments i32(int first, int... more) {
    i32(first);
    for (int value : more) {
      i32(value);
    }
    return this;
  }

  /** A {@code float}. */
  public KernelArguments f32(float value) {
    return i32(Float.floatToRawIntBits(value));
  }

  /** All values in native memory, which this computer's byte order fits: little-endian. */
  BytePointer values() {
    BytePointer values = new BytePointer((long) SLOT * slots.size());
    for (int i = 0; i < slots.size(); i++) {
      values.putLong((long) SLOT * i, slots.get(i));
    }
    return values;
  }

  /** Where each value lies. */
  PointerPointer<Pointer> addresses(BytePointer values) {
    PointerPointer<Pointer> addresses = new PointerPointer<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      addresses.put(i, Address.of(values.address() + (long) SLOT * i));
    }
    return addresses;
  }
}
