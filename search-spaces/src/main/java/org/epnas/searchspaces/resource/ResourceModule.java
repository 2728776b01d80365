package org.epnas.searchspaces.resource;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.constraint.LatencyMeter;
import org.epnas.kernel.constraint.Resource;

/**
 * Contributes {@code parameters}, {@code size}, {@code flops}, {@code intensity} and {@code
 * latency}. The component provides the {@link LatencyMeter} of the run's device.
 */
@Module
public interface ResourceModule {
  @Provides
  @IntoMap
  @StringKey("parameters")
  static Resource parameters() {
    return CostResource.PARAMETERS;
  }

  @Provides
  @IntoMap
  @StringKey("size")
  static Resource size() {
    return CostResource.SIZE;
  }

  @Provides
  @IntoMap
  @StringKey("flops")
  static Resource flops() {
    return CostResource.FLOPS;
  }

  @Provides
  @IntoMap
  @StringKey("intensity")
  static Resource intensity() {
    return CostResource.INTENSITY;
  }

  @Provides
  @IntoMap
  @StringKey("latency")
  static Resource latency(LatencyMeter meter) {
    return new LatencyResource(meter);
  }
}
