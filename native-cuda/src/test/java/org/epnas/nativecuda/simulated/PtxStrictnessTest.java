package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.ptx;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the interpreter does not know, it refuses to load. */
@OnSimulatedDevice(nvrtc = false)
class PtxStrictnessTest {
  private static final String MODULE =
      """
      .version 9.0
      .target sm_80
      .address_size 64
      .visible .entry k(.param .u64 k_param_0)
      {
        .reg .pred %%p<3>;
        .reg .b32 %%r<4>;
        .reg .f32 %%f<4>;
        .reg .b64 %%rd<3>;
        ld.param.u64 %%rd1, [k_param_0];
        %s
        ret;
      }
      """;

  private static int load(String text) {
    return cuModuleLoadData(new CUmod_st(), ptx(text));
  }

  @Test
  void knownInstructionLoads() {
    assertThat(load(MODULE.formatted("add.s32 %r1, %r2, 3;"))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add.sat.s32 %r1, %r2, %r3;         | 'add.sat.s32' is not on the list
          mul.rn.ftz.f32 %f1, %f2, %f3;      | 'mul.rn.ftz.f32' is not on the list
          cvt.rz.f32.s32 %f1, %r1;           | 'cvt.rz.f32.s32' is not on the list
          ld.global.cg.f32 %f1, [%rd1];      | 'ld.global.cg.f32' is not on the list
          add.s32 %r1, %r2;                  | wrong number of operands
          mov.u32 %r1, %smid;                | '%smid' is no declared register
          add.s32 %r1, %x2, 3;               | '%x2' is no declared register
          selp.b32 %r1, %r2, %r3, !%p1;      | a negated operand is not simulated
          bar.sync 1;                        | only barrier 0 of the whole block
          bar.sync 0, 64;                    | 1 operands expected
          bra $L_nowhere;                    | no such label
          ld.param.u64 %rd2, [k_param_0+8];  | reads behind the parameters
          """)
  void unknownFormIsNamedWithItsLine(String instruction, String why) {
    assertThat(load(MODULE.formatted(instruction))).isEqualTo(218);
    Reported.once().contains("kernel k, PTX line 11", why);
  }

  @Test
  void deviceFunctionIsRefused() {
    assertThat(load(".version 9.0\n.target sm_80\n.address_size 64\n.func f() { ret; }"))
        .isEqualTo(218);
    Reported.once().contains("PTX line 4", ".func");
  }

  @Test
  void cubinIsRefused() {
    assertThat(load("\u007FELF")).isEqualTo(218);
    Reported.once().contains("runs PTX, and was given a cubin");
  }

  @Test
  void newerArchitectureIsRefused() {
    assertThat(load(MODULE.formatted("").replace("sm_80", "sm_120"))).isEqualTo(209);
    Reported.once().contains("the PTX is for sm_120, the device is sm_90");
  }

  @Test
  void newerPtxIsRefused() {
    assertThat(load(MODULE.formatted("").replace(".version 9.0", ".version 9.9"))).isEqualTo(222);
    Reported.once().contains("PTX 9.9 needs a driver for CUDA 13.9");
  }

  @Test
  void unknownKernelIsNamed() {
    CUmod_st module = new CUmod_st();
    ok(cuModuleLoadData(module, ptx(MODULE.formatted(""))));
    assertThat(cuModuleGetFunction(new CUfunc_st(), module, "other")).isEqualTo(500);
    Reported.once().contains("the module has no kernel 'other'");
  }
}
