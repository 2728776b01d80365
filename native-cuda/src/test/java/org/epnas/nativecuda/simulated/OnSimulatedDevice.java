package org.epnas.nativecuda.simulated;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class on the simulated CUDA device. Each test fails if the device reported anything
 * that the test has not taken away with {@link SimulatedDevice#clearReports}.
 *
 * <p>Where the device cannot be built, or where NVRTC is missing that {@link #nvrtc} asks for, the
 * tests are skipped with the reason; on a build server (environment variable {@code CI}) they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(SimulatedDeviceExtension.class)
public @interface OnSimulatedDevice {
  /** Whether kernels are compiled, which needs the profile gpu. */
  boolean nvrtc() default true;
}
