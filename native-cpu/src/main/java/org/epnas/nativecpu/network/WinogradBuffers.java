package org.epnas.nativecpu.network;

import org.epnas.nativecpu.step.Region;
import org.epnas.nativecpu.winograd.Workspace;

/**
 * Where the convolutions by Winograd's method work.
 *
 * @param kernels stands for the transformed kernels in the workspace: those of one convolution at a
 *     time
 */
record WinogradBuffers(Workspace workspace, Region kernels) {
  static WinogradBuffers of(int threads) {
    return new WinogradBuffers(new Workspace(threads), new Region("transformed kernels", 0));
  }
}
