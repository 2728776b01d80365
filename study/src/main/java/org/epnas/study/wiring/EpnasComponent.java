package org.epnas.study.wiring;

import dagger.BindsInstance;
import dagger.Component;
import jakarta.inject.Singleton;
import java.util.Map;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.nativecuda.CudaBackend;
import org.epnas.searchspaces.baseline.BaselineModule;
import org.epnas.searchspaces.baseline.BaselineNetwork;
import org.epnas.searchspaces.cell.CellModule;
import org.epnas.searchspaces.layerwise.LayerwiseModule;
import org.epnas.searchspaces.nasbench201.Nasbench201Module;
import org.epnas.searchspaces.penalty.PenaltyModule;
import org.epnas.searchspaces.resource.ResourceModule;
import org.epnas.study.config.DeviceRequest;
import org.epnas.training.data.DataCatalog;

/**
 * Everything the extension modules contribute, by name, and the device that networks are trained
 * on.
 */
@Singleton
@Component(
    modules = {
      LayerwiseModule.class,
      CellModule.class,
      BaselineModule.class,
      Nasbench201Module.class,
      ResourceModule.class,
      PenaltyModule.class,
      StrategyModule.class,
      BackendModule.class,
      DataModule.class
    })
public interface EpnasComponent {
  Map<String, SearchSpace.Factory> searchSpaces();

  Map<String, BaselineNetwork> baselines();

  Resources resources();

  Map<String, ConstraintPenalty> penalties();

  Map<String, StrategyModule.NamedStrategy> strategies();

  Backends backends();

  OneDnnBackend oneDnn();

  CudaBackend cuda();

  DataCatalog data();

  /** The device that the request names; fails with a usage error where there is none. */
  SelectedDevice device();

  /** All devices that the request names. */
  SelectedDevices devices();

  /** Makes the component for one command. */
  @Component.Factory
  interface Factory {
    EpnasComponent create(@BindsInstance DeviceRequest request);
  }

  static EpnasComponent create(DeviceRequest request) {
    return DaggerEpnasComponent.factory().create(request);
  }
}
