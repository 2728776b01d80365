package org.epnas.nativecpu.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** Names of {@code dnnl_cpu_isa_t}. */
final class InstructionSet {
  private record Entry(int code, String name) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(dnnl.dnnl_cpu_isa_sse41, "SSE4.1"),
          new Entry(dnnl.dnnl_cpu_isa_avx, "AVX"),
          new Entry(dnnl.dnnl_cpu_isa_avx2, "AVX2"),
          new Entry(dnnl.dnnl_cpu_isa_avx2_vnni, "AVX2 VNNI"),
          new Entry(dnnl.dnnl_cpu_isa_avx2_vnni_2, "AVX2 VNNI 2"),
          new Entry(dnnl.dnnl_cpu_isa_avx512_core, "AVX-512"),
          new Entry(dnnl.dnnl_cpu_isa_avx512_core_vnni, "AVX-512 VNNI"),
          new Entry(dnnl.dnnl_cpu_isa_avx512_core_bf16, "AVX-512 bf16"),
          new Entry(dnnl.dnnl_cpu_isa_avx512_core_fp16, "AVX-512 fp16"),
          new Entry(dnnl.dnnl_cpu_isa_avx512_core_amx, "AVX-512 AMX"),
          new Entry(dnnl.dnnl_cpu_isa_avx512_core_amx_fp16, "AVX-512 AMX fp16"));

  private InstructionSet() {}

  static String name(int code) {
    return ENTRIES.stream()
        .filter(entry -> entry.code() == code)
        .map(Entry::name)
        .findFirst()
        .orElse("instruction set 0x" + Integer.toHexString(code));
  }
}
