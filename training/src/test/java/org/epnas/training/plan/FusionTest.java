package org.epnas.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.training.conformance.network.ProgramBuilder.IMAGE;
import static org.epnas.training.plan.BackwardStep.Write.ACCUMULATE;
import static org.epnas.training.plan.BackwardStep.Write.OVERWRITE;
import static org.epnas.training.plan.BackwardStep.Write.SKIP;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.epnas.kernel.architecture.Activation;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.plan.BackwardStep.InputGradient;
import org.epnas.training.plan.Fusion.Group;
import org.epnas.training.plan.Fusion.Pattern;
import org.junit.jupiter.api.Test;

final class FusionTest {
  private static final Set<Pattern> ALL = EnumSet.allOf(Pattern.class);

  /** Ops are counted from 0 in the order in which they are added. */
  private final ProgramBuilder net = new ProgramBuilder(3, 8, 8);

  @Test
  void anAdditionAndAnActivationJoinTheNormalisationBeforeThem() {
    int conv = net.convolution(IMAGE, 4, 3); // op 0
    int second = net.convolution(conv, 4, 3); // op 1
    int sum = net.sum(net.batchNorm(second), conv); // ops 2 and 3
    int relu = net.activate(sum, Activation.RELU); // op 4

    Group group = fusion(relu, ALL).groups().get(2);

    assertThat(group)
        .isEqualTo(
            new Group(
                Pattern.NORM_ADD_ACTIVATE,
                List.of(2, 3, 4),
                List.of(second, conv),
                relu,
                Activation.RELU,
                false));
    assertThat(group.addend()).isEqualTo(OptionalInt.of(conv));
  }

  @Test
  void whatABackendCannotRunTogetherFallsApartIntoTheNextSmallerGroups() {
    int conv = net.convolution(IMAGE, 4, 3); // op 0
    int norm = net.batchNorm(net.convolution(conv, 4, 3)); // ops 1 and 2
    int relu = net.activate(net.sum(norm, conv), Activation.RELU); // ops 3 and 4

    TrainingSchedule schedule = schedule(relu);

    assertThat(ops(Fusion.of(schedule, Set.of(Pattern.NORM_ADD))))
        .containsExactly(List.of(0), List.of(1), List.of(2, 3), List.of(4), List.of(5), List.of(6));
    assertThat(ops(Fusion.of(schedule, Set.of(Pattern.ADD_ACTIVATE))))
        .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3, 4), List.of(5), List.of(6));
    assertThat(ops(Fusion.of(schedule, Set.of())))
        .containsExactly(
            List.of(0), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5), List.of(6));
  }

  @Test
  void anAdditionBehindTheActivationJoinsToo() {
    int conv = net.convolution(IMAGE, 4, 3); // op 0
    int relu = net.activate(net.batchNorm(net.convolution(conv, 4, 3)), Activation.RELU); // 1 to 3
    int sum = net.sum(conv, relu); // op 4

    assertThat(ops(fusion(sum, ALL)))
        .containsExactly(List.of(0), List.of(1), List.of(2, 3, 4), List.of(5), List.of(6));
  }

  @Test
  void aTensorThatSomethingElseReadsIsKept() {
    int norm = net.batchNorm(net.convolution(IMAGE, 4, 3)); // ops 0 and 1
    int relu = net.activate(norm, Activation.RELU); // op 2
    int sum = net.sum(relu, norm); // op 3 reads what lies between ops 1 and 2

    assertThat(ops(fusion(sum, ALL)))
        .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5));
  }

  @Test
  void aSumOfOneTensorWithItselfOrOfThreeDoesNotJoin() {
    int norm = net.batchNorm(net.convolution(IMAGE, 4, 3)); // ops 0 and 1
    int twice = net.sum(norm, norm); // op 2
    int other = net.batchNorm(twice); // op 3
    int three = net.sum(other, twice, twice); // op 4

    assertThat(ops(fusion(three, ALL)))
        .containsExactly(
            List.of(0), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5), List.of(6));
  }

  @Test
  void ofTwoNormalisedSummandsTheLaterOneTakesTheAddition() {
    int first = net.batchNorm(net.convolution(IMAGE, 4, 3)); // ops 0 and 1
    int second = net.batchNorm(net.convolution(IMAGE, 4, 3)); // ops 2 and 3
    int sum = net.sum(first, second); // op 4

    Fusion fusion = fusion(sum, ALL);

    assertThat(ops(fusion))
        .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3, 4), List.of(5), List.of(6));
    assertThat(fusion.groups().get(3).waits()).isFalse();
    assertThat(fusion.groups().get(3).addend()).isEqualTo(OptionalInt.of(first));
  }

  @Test
  void aNormalisationWaitsForASummandThatIsWrittenAfterItUnlessTheBackendRefuses() {
    int conv = net.convolution(IMAGE, 4, 3); // op 0
    int norm = net.batchNorm(conv); // op 1
    int pooled = net.averagePool(conv, 3, 1); // op 2
    int sum = net.sum(norm, pooled); // op 3
    TrainingSchedule schedule = schedule(sum);

    Fusion waiting = Fusion.of(schedule, ALL);
    Fusion refusing = Fusion.of(schedule, group -> !group.waits());

    assertThat(ops(waiting))
        .containsExactly(List.of(0), List.of(2), List.of(1, 3), List.of(4), List.of(5));
    assertThat(waiting.groups().get(2).waits()).isTrue();
    assertThat(ops(refusing))
        .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5));
  }

  @Test
  void theFirstOfAGroupToRunBackwardOverwritesAGradientAndTheLaterOnesAdd() {
    int conv = net.convolution(IMAGE, 4, 3); // op 0
    int norm = net.batchNorm(conv); // op 1
    int pooled = net.averagePool(conv, 3, 1); // op 2
    int sum = net.sum(norm, pooled); // op 3
    TrainingSchedule schedule = schedule(sum);

    // Op by op the pooling (2) runs backward before the normalisation (1); fused it runs after it.
    assertThat(schedule.backward().get(3).gradients())
        .containsExactly(new InputGradient(conv, OVERWRITE));
    Fusion fusion = Fusion.of(schedule, ALL);
    assertThat(fusion.gradients(1))
        .containsExactly(new InputGradient(conv, OVERWRITE), new InputGradient(pooled, OVERWRITE));
    assertThat(fusion.gradients(2)).containsExactly(new InputGradient(conv, ACCUMULATE));
    assertThat(fusion.gradients(0)).containsExactly(new InputGradient(IMAGE, SKIP));
  }

  @Test
  void aTensorThatIsNormalisedAndAddedToTheResultGetsTwoContributions() {
    int conv = net.convolution(IMAGE, 4, 3); // op 0
    int sum = net.sum(net.batchNorm(conv), conv); // ops 1 and 2

    Fusion fusion = fusion(sum, ALL);

    assertThat(fusion.groups().get(1).inputs()).containsExactly(conv, conv);
    assertThat(fusion.gradients(1))
        .containsExactly(new InputGradient(conv, OVERWRITE), new InputGradient(conv, ACCUMULATE));
  }

  @Test
  void withoutFusionGradientsAreThoseOfTheSchedule() {
    int conv = net.convolution(IMAGE, 4, 1);
    int pooled = net.averagePool(conv, 3, 1);
    TrainingSchedule schedule = schedule(net.sum(conv, conv, pooled));

    Fusion fusion = Fusion.of(schedule, Set.of());

    for (BackwardStep step : schedule.backward()) {
      assertThat(fusion.gradients(step.op())).isEqualTo(step.gradients());
    }
  }

  private Fusion fusion(int features, Set<Pattern> supported) {
    return Fusion.of(schedule(features), supported);
  }

  /** Adds two ops: pooling and classifier. */
  private TrainingSchedule schedule(int features) {
    net.dense(net.globalPool(features), 10);
    return TrainingSchedule.of(net.build());
  }

  private static List<List<Integer>> ops(Fusion fusion) {
    return fusion.groups().stream().map(Group::ops).toList();
  }
}
