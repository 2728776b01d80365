package org.epnas.nativecuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.kernel.KernelCompiler;
import org.epnas.nativecuda.kernel.KernelFormat;
import org.epnas.nativecuda.kernel.KernelLibrary;
import org.epnas.nativecuda.library.AlgorithmChoice;
import org.epnas.nativecuda.library.ConvolutionPass;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.testkit.fake.AlteredBackend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.selftest.MemoryReturn;
import org.epnas.training.selftest.SyntheticImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the self-test asks of a GPU beside training. */
@OnSimulatedDevice
class GpuInspectionTest {
  private final CudaBackend backend = SimulatedBackend.create();
  private final Device device = backend.devices().getFirst();
  private final GpuInspection inspection = new GpuInspection(backend, device);

  @Test
  void namesTheVersionsOfTheLibraries() {
    CudaVersions versions = inspection.versions();

    assertThat(versions.driver()).isEmpty();
    assertThat(versions.runtime()).isEqualTo("13.3");
    assertThat(versions.compiler()).startsWith("13.");
    assertThat(versions.cudnn()).isEqualTo("9.25.0");
  }

  @Test
  void listsTheAlgorithmOfEveryPassOfEveryConvolution() {
    List<AlgorithmChoice> choices = inspection.algorithms(program(), options());
    long before = SimulatedDevice.get().liveBytes();
    assertThat(inspection.algorithms(program(), options())).isEqualTo(choices);

    // The image has no gradient; the depthwise convolution is a kernel of our own.
    assertThat(choices)
        .extracting(choice -> choice.shape().kernel(), AlgorithmChoice::pass)
        .containsExactlyInAnyOrder(
            tuple(3, ConvolutionPass.FORWARD),
            tuple(3, ConvolutionPass.WEIGHT_GRADIENT),
            tuple(1, ConvolutionPass.FORWARD),
            tuple(1, ConvolutionPass.DATA_GRADIENT),
            tuple(1, ConvolutionPass.WEIGHT_GRADIENT));
    assertThat(choices).allMatch(choice -> choice.algorithm().deterministic());
    assertThat(SimulatedDevice.get().liveBytes()).isEqualTo(before);
  }

  /** The figure itself means nothing here: the device computes on the processor. */
  @ParameterizedTest
  @EnumSource(Arithmetic.class)
  void timesAProductOfMatricesAndGivesItsMemoryBack(Arithmetic arithmetic) {
    long before = SimulatedDevice.get().liveBytes();
    double flops =
        MatmulPeak.measure(
            backend.cudaDevice(device), arithmetic, new MatmulPeak.Effort(1, 1e-6), 24);

    assertThat(flops).isFinite().isPositive();
    assertThat(SimulatedDevice.get().liveBytes()).isEqualTo(before);
  }

  @Test
  void seesThatMemoryComesBack() {
    MemoryReturn memory = train(true);

    assertThat(memory.leakedBytes()).isZero();
    assertThat(memory.rounds()).isEqualTo(1);
  }

  @Test
  void seesMemoryThatDoesNotComeBack() {
    MemoryReturn memory = train(false);

    assertThat(memory.leakedBytes()).isPositive();
    assertThat(memory.rounds()).isEqualTo(3);
  }

  private MemoryReturn train(boolean closes) {
    Program program = program();
    return MemoryReturn.measure(
        new AlteredBackend(backend, result -> result, closes),
        List.of(program),
        options(),
        SyntheticImages.of(program.input(), program.classes(), 8),
        inspection::freeBytes);
  }

  @Test
  void aWorkingDeviceHasNoError() {
    assertThat(inspection.contextError()).isEmpty();
  }

  /** A GPU that has accessed a wrong address refuses every later call of the process. */
  @Test
  void aLostDeviceSaysWhy() {
    try {
      CudaDevice cuda = backend.cudaDevice(device);
      Stream stream = Stream.on(cuda);
      DeviceMemory freed = DeviceMemory.allocate(cuda, 256);
      freed.close();
      Kernel cast =
          new KernelLibrary(
                  cuda,
                  new KernelCompiler(
                      cuda.gpu().computeCapability(),
                      KernelFormat.PTX,
                      Path.of("target", "kernels")))
              .kernel("cast", "cast_bf16_f32");
      KernelArguments arguments =
          new KernelArguments().pointer(freed.address()).pointer(freed.address()).i32(8);

      assertThatThrownBy(
              () -> {
                cast.launch(stream, Geometry.flat(8), arguments);
                stream.synchronise();
              })
          .isInstanceOf(BackendException.DeviceLost.class)
          .hasMessageContaining("cudaErrorIllegalAddress (700)");
      assertThat(inspection.contextError())
          .hasValueSatisfying(error -> assertThat(error).isNotBlank());
    } finally {
      assertThat(SimulatedDevice.get().reports()).isNotEmpty();
      SimulatedDevice.get().clearReports();
    }
    assertThat(inspection.contextError()).isEmpty();
  }

  private CompileOptions options() {
    return new CompileOptions(device, 4, Precision.FP32, 1, true, false, 0);
  }

  private static Program program() {
    ProgramBuilder net = new ProgramBuilder(3, 6, 6);
    int x = net.convolution(ProgramBuilder.IMAGE, 4, 3);
    x = net.convolution(x, 4, 3, 1, 1, 4);
    net.dense(net.globalPool(net.convolution(x, 5, 1)), 3);
    return net.build();
  }
}
