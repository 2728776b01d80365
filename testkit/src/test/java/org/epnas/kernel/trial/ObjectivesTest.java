package org.epnas.kernel.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.epnas.testkit.fake.TestTrials.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObjectivesTest {
  private static final Objectives THREE =
      Objectives.parse(List.of("parameters", "accuracy", "intensity"), TestResource.ALL);

  @Test
  void theAccuracyComesFirstAndLessOfAResourceIsMore() {
    Trial trial = trial(0, "a", 0.9, 0.9, new Cost(50, 30, 10));

    assertThat(THREE.names()).containsExactly("accuracy", "parameters", "intensity");
    // 30 FLOPs over 10 bytes; more intensity is better, fewer parameters are.
    assertThat(THREE.of(trial)).containsExactly(0.9, -50, 3);
    assertThat(THREE.values(THREE.of(trial)))
        .containsExactly(
            Map.entry("accuracy", 0.9), Map.entry("parameters", 50.0), Map.entry("intensity", 3.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parameters | lack (accuracy)",
        "accuracy,accuracy | is given twice",
        "accuracy,colour | Objective (colour) is no known resource. Maybe use one of accuracy, flops",
        "accuracy,flops,parameters,intensity,latency | must be at most 4"
      })
  void namesWhatIsWrongWithThem(String names, String message) {
    assertThatThrownBy(() -> Objectives.parse(List.of(names.split(",", -1)), TestResource.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theReferenceIsTheWorstUseAndFivePercentOrWhatIsGiven() {
    List<double[]> points = List.of(new double[] {0.9, -50, 3}, new double[] {0.7, -100, 2});

    // 100 parameters and 5 % more; an intensity of 2 and 5 % less.
    assertThat(THREE.reference(0.5, points)).containsExactly(0.5, -105, 1.9);

    LinkedHashMap<String, Double> given = new LinkedHashMap<>();
    given.put("parameters", 80.0);
    assertThat(THREE.withReference(given).reference(0.5, points)).containsExactly(0.5, -80, 1.9);
    given.put("latency", 1.0);
    assertThatThrownBy(() -> THREE.withReference(given))
        .hasMessageContaining("Reference (latency) is none of the objectives");
  }

  @Test
  void whatIsNotLimitedIsMeasuredAllTheSame() {
    Constraint limit = new Constraint(TestResource.PARAMETERS, 1000, true);

    List<Constraint> measured = THREE.measured(List.of(limit));

    assertThat(measured).hasSize(2).first().isEqualTo(limit);
    Constraint intensity = measured.get(1);
    assertThat(intensity.limits()).isFalse();
    assertThat(intensity).hasToString("intensity");
    assertThat(new Usage(intensity, 0.001).satisfied()).isTrue();
    // A table without a value for a network says so by 0, or by the greatest number there is.
    assertThat(new Usage(intensity, 0).satisfied()).isFalse();
    Constraint parameters = Constraint.unlimited(TestResource.PARAMETERS);
    assertThat(new Usage(parameters, 1e18).satisfied()).isTrue();
    assertThat(new Usage(parameters, Double.MAX_VALUE).satisfied()).isFalse();
  }
}
