package org.epnas.searchspaces.baseline;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;

/** Contributes the baseline network {@code mobilenetv2}. */
@Module
public interface BaselineModule {
  @Provides
  @IntoMap
  @StringKey("mobilenetv2")
  static BaselineNetwork mobileNetV2() {
    return new MobileNetV2();
  }
}
