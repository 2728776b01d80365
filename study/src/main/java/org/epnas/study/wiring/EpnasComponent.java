package org.epnas.study.wiring;

import dagger.BindsInstance;
import dagger.Component;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.nativecuda.CudaBackend;
import org.epnas.searchspaces.baseline.BaselineModule;
import org.epnas.searchspaces.baseline.BaselineNetwork;
import org.epnas.searchspaces.cell.CellModule;
import org.epnas.searchspaces.layerwise.LayerwiseModule;
import org.epnas.searchspaces.nasbench101.Nasbench101Module;
import org.epnas.searchspaces.nasbench201.Nasbench201Module;
import org.epnas.searchspaces.nasbench201.TransnasMicroModule;
import org.epnas.searchspaces.penalty.PenaltyModule;
import org.epnas.searchspaces.resource.ResourceModule;
import org.epnas.searchspaces.transnas.TransnasMacroModule;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.plugin.PluginKind;
import org.epnas.study.plugin.Registry;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.backend.Backends;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataCatalog;
import org.epnas.training.data.TrainingData;

/**
 * Everything the extension modules contribute, by name, and the device that networks are trained
 * on. Closed when no plug-in is needed any more.
 */
@Singleton
@Component(
    modules = {
      LayerwiseModule.class,
      CellModule.class,
      BaselineModule.class,
      Nasbench101Module.class,
      Nasbench201Module.class,
      TransnasMacroModule.class,
      TransnasMicroModule.class,
      ResourceModule.class,
      PenaltyModule.class,
      StrategyModule.class,
      BackendModule.class,
      DataModule.class,
      RegistryModule.class
    })
public interface EpnasComponent extends AutoCloseable {
  /** All that can be named. */
  Registry registry();

  Map<String, BaselineNetwork> baselines();

  Backends backends();

  OneDnnBackend oneDnn();

  CudaBackend cuda();

  DataCatalog data();

  /**
   * Reads a data set by name, by a plug-in's {@code NAME:LOCATION}, or a folder.
   *
   * @throws ConfigurationException if a plug-in that may have been meant cannot be used
   */
  default TrainingData loadData(String nameOrFolder) {
    String name = dataName(nameOrFolder);
    boolean known =
        registry().entries(PluginKind.DATA).stream().anyMatch(d -> d.name().equals(name));
    if (!known && !Files.isDirectory(Path.of(nameOrFolder))) {
      registry().requireNoFault(PluginKind.DATA, name);
    }
    return data().load(nameOrFolder);
  }

  /** Lets go of the plug-ins' jars. */
  @Override
  default void close() {
    registry().close();
  }

  /** What stands before the colon, if there is one. */
  static String dataName(String nameOrFolder) {
    int colon = nameOrFolder.indexOf(':');
    return colon < 0 ? nameOrFolder : nameOrFolder.substring(0, colon);
  }

  /** The device that the request names; fails with a usage error where there is none. */
  BackendDevice device();

  /** All devices that the request names. */
  SelectedDevices devices();

  /** Makes the component for one command. */
  @Component.Factory
  interface Factory {
    EpnasComponent create(@BindsInstance DeviceRequest request);
  }

  /** For what trains nothing. */
  static EpnasComponent create() {
    return create(new DeviceRequest(DeviceRequest.AUTO, Precision.FP32));
  }

  /** For what trains where the request says. */
  static EpnasComponent create(DeviceRequest request) {
    return DaggerEpnasComponent.factory().create(request);
  }
}
