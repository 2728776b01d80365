package org.bytedeco.opencl.presets;

import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * Stand-in for the class of the same name in the JavaCPP preset for OpenCL. The preset for oneDNN
 * names it as a parent and does not load without it, but its CPU engine never touches OpenCL; this
 * empty class saves the whole preset and its native libraries.
 */
public class OpenCL implements InfoMapper {
  /** Maps nothing: only the preset's code generator calls this, never a running program. */
  @Override
  public void map(InfoMap infoMap) {}
}
