package org.epnas.nativecuda.kernel;

import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTX;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTXSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcInstallBundledHeaders;
import static org.bytedeco.cuda.global.nvrtc.nvrtcVersion;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.SizeTPointer;

/** NVIDIA's run-time compiler. Thread-safe. */
final class Nvrtc {
  private Nvrtc() {}

  /** For example {@code 13.3}. */
  static String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    check(nvrtcVersion(major, minor), "nvrtcVersion");
    return major[0] + "." + minor[0];
  }

  /** Writes {@code cuda_bf16.h} and all others that come with the compiler. */
  static void installHeaders(Path folder) {
    try (BytePointer path = new BytePointer(folder.toString())) {
      check(nvrtcInstallBundledHeaders(path, 0, (BytePointer) null), "nvrtcInstallBundledHeaders");
    }
  }

  /**
   * What became of a source.
   *
   * @param remarks warnings; empty if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Compiled(byte[] image, String remarks) {}

  /**
   * @throws KernelCompileException with the compiler's log if the source is wrong
   */
  static Compiled compile(KernelSource source, List<String> options, KernelFormat format) {
    try (PointerScope _ = new PointerScope()) {
      _nvrtcProgram program = new _nvrtcProgram();
      check(
          nvrtcCreateProgram(
              program,
              new BytePointer(source.text()),
              new BytePointer(source.name()),
              source.headers().size(),
              texts(source.headers().values()),
              texts(source.headers().keySet())),
          "nvrtcCreateProgram");
      try {
        compile(program, source.name(), options);
        return new Compiled(image(program, format), log(program));
      } finally {
        check(nvrtcDestroyProgram(program), "nvrtcDestroyProgram");
      }
    }
  }

  private static void compile(_nvrtcProgram program, String name, List<String> options) {
    int status = nvrtcCompileProgram(program, options.size(), texts(options));
    if (status != 0) {
      throw new KernelCompileException(
          "Kernel file (%s) does not compile with options %s: %s%n%s"
              .formatted(name, options, nvrtcGetErrorString(status).getString(), log(program)));
    }
  }

  private static PointerPointer<BytePointer> texts(Collection<String> texts) {
    return new PointerPointer<>(texts.stream().map(BytePointer::new).toArray(BytePointer[]::new));
  }

  private static String log(_nvrtcProgram program) {
    SizeTPointer size = new SizeTPointer(1);
    check(nvrtcGetProgramLogSize(program, size), "nvrtcGetProgramLogSize");
    byte[] log = new byte[Math.toIntExact(size.get())];
    check(nvrtcGetProgramLog(program, log), "nvrtcGetProgramLog");
    // The size counts the zero byte at the end.
    return new String(log, 0, Math.max(0, log.length - 1), StandardCharsets.UTF_8).strip();
  }

  private static byte[] image(_nvrtcProgram program, KernelFormat format) {
    SizeTPointer size = new SizeTPointer(1);
    return switch (format) {
      case CUBIN -> {
        check(nvrtcGetCUBINSize(program, size), "nvrtcGetCUBINSize");
        byte[] image = new byte[Math.toIntExact(size.get())];
        check(nvrtcGetCUBIN(program, image), "nvrtcGetCUBIN");
        yield image;
      }
      case PTX -> {
        check(nvrtcGetPTXSize(program, size), "nvrtcGetPTXSize");
        byte[] image = new byte[Math.toIntExact(size.get())];
        check(nvrtcGetPTX(program, image), "nvrtcGetPTX");
        yield image;
      }
    };
  }

  private static void check(int status, String call) {
    if (status != 0) {
      throw new KernelCompileException(
          "%s failed: %s (%s)".formatted(call, nvrtcGetErrorString(status).getString(), status));
    }
  }
}
