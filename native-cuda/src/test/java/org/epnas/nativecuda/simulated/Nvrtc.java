package org.epnas.nativecuda.simulated;

import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTX;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTXSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;

import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** The real NVRTC, for kernels that a test writes down itself. */
final class Nvrtc {
  private Nvrtc() {}

  /** PTX of a CUDA source for sm_80, with line numbers, ending in a zero byte. */
  static BytePointer ptx(String source) {
    _nvrtcProgram program = new _nvrtcProgram();
    check(
        nvrtcCreateProgram(
            program,
            new BytePointer(source),
            new BytePointer("test.cu"),
            0,
            (PointerPointer<?>) null,
            (PointerPointer<?>) null));
    BytePointer[] options = {
      new BytePointer("--gpu-architecture=compute_80"), new BytePointer("-lineinfo")
    };
    if (nvrtcCompileProgram(program, options.length, new PointerPointer<>(options)) != 0) {
      throw new IllegalArgumentException(log(program));
    }
    SizeTPointer size = new SizeTPointer(1);
    check(nvrtcGetPTXSize(program, size));
    BytePointer ptx = new BytePointer(size.get());
    check(nvrtcGetPTX(program, ptx));
    check(nvrtcDestroyProgram(program));
    return ptx;
  }

  private static String log(_nvrtcProgram program) {
    SizeTPointer size = new SizeTPointer(1);
    check(nvrtcGetProgramLogSize(program, size));
    BytePointer log = new BytePointer(size.get());
    check(nvrtcGetProgramLog(program, log));
    return log.getString();
  }

  private static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("NVRTC answered (%d)".formatted(status));
    }
  }
}
