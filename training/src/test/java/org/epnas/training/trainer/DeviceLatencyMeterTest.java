package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

class DeviceLatencyMeterTest {
  @Test
  void measuresSingleImages() {
    FakeBackend backend = FakeBackend.steady();
    DeviceLatencyMeter meter = new DeviceLatencyMeter(backend, Bands.EXECUTION);

    assertThat(meter.milliseconds(Bands.network(4))).isNotNegative();

    assertThat(backend.compiled).extracting(CompileOptions::batchSize).containsExactly(1);
    assertThat(backend.evaluated).hasSize(5 + 21).containsOnly(1);
    assertThat(backend.steps).isEmpty();
    assertThat(backend.open).isZero();
  }

  @Test
  void measuresEqualNetworksOnce() {
    FakeBackend backend = FakeBackend.steady();
    DeviceLatencyMeter meter = new DeviceLatencyMeter(backend, Bands.EXECUTION);

    double first = meter.milliseconds(Bands.network(4));

    assertThat(meter.milliseconds(Bands.network(4))).isEqualTo(first);
    meter.milliseconds(Bands.network(5));
    assertThat(backend.compiled).hasSize(2);
  }

  @Test
  void measuresARealNetwork() {
    DeviceLatencyMeter meter = new DeviceLatencyMeter(new ReferenceBackend(), Bands.EXECUTION);

    assertThat(meter.milliseconds(Bands.network(4))).isPositive().isLessThan(1000);
  }
}
