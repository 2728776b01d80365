package org.epnas.study.wiring;

import dagger.Module;
import dagger.Provides;
import java.nio.file.Path;
import org.epnas.study.plugin.Registry;
import org.epnas.training.data.DataCatalog;

/** Where data sets are looked for. */
@Module
final class DataModule {
  private DataModule() {}

  @Provides
  static DataCatalog catalog(Registry registry) {
    return builtIn().with(registry.data());
  }

  /** Without what plug-ins bring. */
  static DataCatalog builtIn() {
    return DataCatalog.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }
}
