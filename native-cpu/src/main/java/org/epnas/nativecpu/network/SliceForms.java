package org.epnas.nativecpu.network;

import java.util.Optional;
import java.util.function.Supplier;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.onednn.Reorder;
import org.epnas.nativecpu.openmp.Team;
import org.epnas.nativecpu.slice.Slices;
import org.epnas.nativecpu.step.PlannedStep;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.SlicedPrimitiveStep;
import org.epnas.nativecpu.step.View;
import org.epnas.simd.VectorApi;

/** Turns steps of oneDNN for the whole batch into steps that go through it slice by slice. */
final class SliceForms {
  private final OneDnn dnn;
  private final Team team;
  private final Slices slices;
  private final double gradientShare;

  /**
   * @param gradientShare {@link org.epnas.nativecpu.slice.SlicePolicy#gradientShare}
   */
  SliceForms(OneDnn dnn, Team team, Slices slices, double gradientShare) {
    this.dnn = dnn;
    this.team = team;
    this.slices = slices;
    this.gradientShare = gradientShare;
  }

  /** The descriptor of one slice of a tensor, which has the batch as first dimension. */
  Descriptor slice(Descriptor whole) {
    return dnn.firstImages(whole, slices.size());
  }

  Optional<PrimitiveDescriptor> reorder(Descriptor from, Descriptor to) {
    return Optional.of(Reorder.of(dnn, slice(from), slice(to)));
  }

  /**
   * The step slice by slice where slices are even, there is an implementation of the same kind for
   * one, and the gradient of a weight, which each slice has for itself, is small beside the images;
   * else the step as it is.
   *
   * @param ofSlice the operation on the images of one slice
   */
  PlannedStep of(PrimitiveStep whole, Supplier<Optional<PrimitiveDescriptor>> ofSlice) {
    if (slices.count() == 1 || !slices.even() || hasLargeGradient(whole)) {
      return whole;
    }
    Optional<PrimitiveDescriptor> found =
        team.alone(ofSlice)
            .filter(slice -> isAsGood(slice, whole.descriptor()))
            .filter(slice -> cutsWorkspace(slice, whole.view(Argument.WORKSPACE)));
    return found.isPresent()
        ? new SlicedPrimitiveStep(whole, found.get(), slices, team.threads())
        : whole;
  }

  private boolean hasLargeGradient(PrimitiveStep step) {
    Optional<View> gradient = step.view(Argument.WEIGHTS_GRADIENT);
    long one = gradient.map(view -> view.descriptor().bytes()).orElse(0L);
    boolean large = one * slices.count() > gradientShare * (step.operandBytes() - one);
    return gradient.isPresent() && (large || !VectorApi.isOn());
  }

  /** Whether what forward leaves for backward lies image after image. */
  private boolean cutsWorkspace(PrimitiveDescriptor slice, Optional<View> whole) {
    long ofSlices =
        slice.workspace().map(workspace -> workspace.bytes() * slices.count()).orElse(0L);
    return whole.map(view -> view.descriptor().bytes()).orElse(0L) == ofSlices;
  }

  private static boolean isAsGood(PrimitiveDescriptor slice, PrimitiveDescriptor whole) {
    return slice.speed().compareTo(whole.speed()) <= 0
        && slice.isDepthwise() == whole.isDepthwise();
  }
}
