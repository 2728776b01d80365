package org.epnas.nativecuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Release of NVIDIA's driver: CUDA itself tells only which CUDA versions it can run. */
final class DriverRelease {
  /** Written by the kernel module. */
  private static final Path FILE = Path.of("/proc/driver/nvidia/version");

  private static final Pattern RELEASE = Pattern.compile("\\b\\d{3,}\\.\\d+(\\.\\d+)?\\b");

  private DriverRelease() {}

  /** For example {@code 580.65.06}; empty where it cannot be found out. */
  static String find() {
    try {
      return parse(Files.readString(FILE));
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * @param text such as {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module 580.65.06 Sun ...}
   */
  static String parse(String text) {
    Matcher matcher = RELEASE.matcher(text);
    return matcher.find() ? matcher.group() : "";
  }
}
