package org.epnas.nativecuda.simulated;

import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorName;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemcpy;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;

import java.util.List;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The presets as the tests use them: no wrapper of the product lies between. */
final class TestDevice {
  private TestDevice() {}

  /** A call of the driver or the runtime that must succeed. */
  static void ok(int code) {
    if (code != 0) {
      throw new IllegalStateException(
          "CUDA error (%d), %s".formatted(code, cudaGetErrorName(code).getString()));
    }
  }

  static FloatPointer allocate(int floats) {
    FloatPointer pointer = new FloatPointer((Pointer) null);
    ok(cudaMalloc(pointer, Float.BYTES * (long) floats));
    return pointer.capacity(floats);
  }

  static void free(Pointer pointer) {
    ok(cudaFree(pointer));
  }

  static FloatPointer upload(float... values) {
    FloatPointer pointer = allocate(values.length);
    ok(
        cudaMemcpy(
            pointer,
            new FloatPointer(values),
            Float.BYTES * (long) values.length,
            cudaMemcpyHostToDevice));
    return pointer;
  }

  static float[] download(FloatPointer pointer, int floats) {
    float[] values = new float[floats];
    FloatPointer host = new FloatPointer(floats);
    ok(cudaMemcpy(host, pointer, Float.BYTES * (long) floats, cudaMemcpyDeviceToHost));
    host.get(values);
    return values;
  }

  static CUstream_st stream() {
    CUstream_st stream = new CUstream_st();
    ok(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking));
    return stream;
  }

  static CUmod_st load(String source) {
    CUmod_st module = new CUmod_st();
    ok(cuModuleLoadData(module, Nvrtc.ptx(source)));
    return module;
  }

  /** The kernel of a CUDA source that has several. */
  static CUfunc_st kernel(CUmod_st module, String name) {
    CUfunc_st function = new CUfunc_st();
    ok(cuModuleGetFunction(function, module, name));
    return function;
  }

  static CUfunc_st compile(String source, String name) {
    return kernel(load(source), name);
  }

  /** The code that the launch returned. */
  static int launch(
      CUfunc_st kernel,
      int blocks,
      int threads,
      int sharedBytes,
      CUstream_st stream,
      Pointer... arguments) {
    return cuLaunchKernel(
        kernel,
        blocks,
        1,
        1,
        threads,
        1,
        1,
        sharedBytes,
        stream,
        new PointerPointer<>(arguments),
        new PointerPointer<>((Pointer) null));
  }

  /** Blocks of two dimensions, without dynamic shared memory. */
  static int launch(
      CUfunc_st kernel,
      int blocks,
      int threadsX,
      int threadsY,
      CUstream_st stream,
      List<Pointer> arguments) {
    return cuLaunchKernel(
        kernel,
        blocks,
        1,
        1,
        threadsX,
        threadsY,
        1,
        0,
        stream,
        new PointerPointer<>(arguments.toArray(Pointer[]::new)),
        new PointerPointer<>((Pointer) null));
  }

  /** A device pointer as a kernel's argument. */
  static Pointer pointer(Pointer device) {
    return new LongPointer(1).put(device.address());
  }

  static Pointer number(int value) {
    return new IntPointer(1).put(value);
  }

  static Pointer number(float value) {
    return new FloatPointer(1).put(value);
  }

  /** The place so many floats behind a pointer. */
  static Pointer at(FloatPointer pointer, int floats) {
    return new Place(pointer.address() + (long) Float.BYTES * floats);
  }

  private static final class Place extends Pointer {
    Place(long address) {
      this.address = address;
    }
  }

  static BytePointer ptx(String text) {
    return new BytePointer(text + '\0');
  }
}
