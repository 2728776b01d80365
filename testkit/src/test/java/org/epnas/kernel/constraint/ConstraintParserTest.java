package org.epnas.kernel.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConstraintParserTest {
  private final ConstraintParser parser = new ConstraintParser(TestResource.ALL);

  @ParameterizedTest
  @CsvSource({
    "parameters<=1M, parameters, 1000000, false",
    "parameters<=1M!, parameters, 1000000, true",
    "' parameters <= 0.35 M ! ', parameters, 350000, true",
    "parameters<=1234567, parameters, 1234567, false",
    "flops<=100MFLOPs, flops, 100000000, false",
    "flops<=100M, flops, 100000000, false",
    "flops<=2.5GFLOPs!, flops, 2500000000, true",
    "flops<=100 M FLOPs, flops, 100000000, false",
    "intensity>=4, intensity, 4, false",
    "intensity>=.5FLOPs/byte, intensity, 0.5, false",
    "latency<=5ms, latency, 5, false",
    "latency<=1kms, latency, 1000, false",
    "latency<=1e-3ms, latency, 0.001, false",
  })
  void readsWhatPeopleWrite(String text, String resource, double limit, boolean hard) {
    Constraint constraint = parser.parse(text);

    assertThat(constraint.name()).isEqualTo(resource);
    assertThat(constraint.limit()).isEqualTo(limit);
    assertThat(constraint.hard()).isEqualTo(hard);
  }

  @Test
  void aUnitThatStartsWithASuffixLetterWins() {
    Resource size = TestResource.of("size", "kB", Direction.AT_MOST, cost -> 0);
    ConstraintParser sizes = new ConstraintParser(List.of(size));

    assertThat(sizes.parse("size<=5kB").limit()).isEqualTo(5);
    assertThat(sizes.parse("size<=5k").limit()).isEqualTo(5000);
    assertThat(sizes.parse("size<=5kkB").limit()).isEqualTo(5000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paramters<=1M | Constraint (paramters<=1M): unknown resource (paramters). Maybe parameters? Known: flops, intensity, latency, parameters.",
        "watts<=3 | Constraint (watts<=3): unknown resource (watts). Known: flops, intensity, latency, parameters.",
        "FLOPS<=3 | Constraint (FLOPS<=3): unknown resource (FLOPS). Maybe flops? Known: flops, intensity, latency, parameters.",
        "<=3 | Constraint (<=3): unknown resource (). Known: flops, intensity, latency, parameters.",
        "'' | Constraint (): unknown resource (). Known: flops, intensity, latency, parameters.",
        "parameters 1M | Constraint (parameters 1M): resource (parameters) needs the operator (<=), not (). Write parameters<=LIMIT.",
        "parameters=1M | Constraint (parameters=1M): resource (parameters) needs the operator (<=), not (=). Write parameters<=LIMIT.",
        "parameters<1M | Constraint (parameters<1M): resource (parameters) needs the operator (<=), not (<). Write parameters<=LIMIT.",
        "parameters>=1M | Constraint (parameters>=1M): resource (parameters) can only be limited with (<=), not with (>=). Write parameters<=LIMIT.",
        "intensity<=4 | Constraint (intensity<=4): resource (intensity) can only be limited with (>=), not with (<=). Write intensity>=LIMIT.",
        "parameters<=0 | Constraint (parameters<=0): limit (0) must be a finite number above 0. Leave the constraint out where there is no limit.",
        "parameters<=-5 | Constraint (parameters<=-5): limit (-5) must be a finite number above 0. Leave the constraint out where there is no limit.",
        "parameters<=1e999 | Constraint (parameters<=1e999): limit (1e999) must be a finite number above 0. Leave the constraint out where there is no limit.",
        "parameters<=NaN | Constraint (parameters<=NaN): limit (NaN) is not a number. Write a number above 0, for example 1000000, 1M or 2.5k.",
        "parameters<=Infinity | Constraint (parameters<=Infinity): limit (Infinity) is not a number. Write a number above 0, for example 1000000, 1M or 2.5k.",
        "parameters<= | Constraint (parameters<=): limit () is not a number. Write a number above 0, for example 1000000, 1M or 2.5k.",
        "parameters<=1K | Constraint (parameters<=1K): cannot read (K) after the number: it is a plain count. Maybe write no unit, or the suffix k, M or G.",
        "parameters<=1,5M | Constraint (parameters<=1,5M): number (1,5M) is written with a point before its decimals and nothing between thousands: 1.5M.",
        "latency<=0,5ms | Constraint (latency<=0,5ms): number (0,5ms) is written with a point before its decimals and nothing between thousands: 0.5ms.",
        "parameters<=0,1234M | Constraint (parameters<=0,1234M): number (0,1234M) is written with a point before its decimals and nothing between thousands: 0.1234M.",
        "parameters<=1,000 | Constraint (parameters<=1,000): number (1,000) is written with a point before its decimals and nothing between thousands: for example 1.5M or 1000000.",
        "parameters<=1.000.000 | Constraint (parameters<=1.000.000): number (1.000.000) is written with a point before its decimals and nothing between thousands: for example 1.5M or 1000000.",
        "parameters<=1.000,5 | Constraint (parameters<=1.000,5): number (1.000,5) is written with a point before its decimals and nothing between thousands: for example 1.5M or 1000000.",
        "latency<=5s | Constraint (latency<=5s): cannot read (s) after the number: its unit is ms. Maybe write no unit, or the suffix k, M or G.",
        "latency<=5Mb | Constraint (latency<=5Mb): cannot read (Mb) after the number: its unit is ms. Maybe write no unit, or the suffix k, M or G.",
        "edge gpu<=5 | Constraint (edge gpu<=5): it does not read as RESOURCE<=LIMIT or RESOURCE>=LIMIT with a ! for a hard limit. Maybe write an underscore for the blank in the name.",
        "parameters!<=1M | Constraint (parameters!<=1M): it does not read as RESOURCE<=LIMIT or RESOURCE>=LIMIT with a ! for a hard limit. Maybe write it like parameters<=1M, in quotes.",
        "parameters<=1M!! | Constraint (parameters<=1M!!): it does not read as RESOURCE<=LIMIT or RESOURCE>=LIMIT with a ! for a hard limit. Maybe write it like parameters<=1M, in quotes.",
      })
  void saysWhatIsWrongAndTheWayOut(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> parser.parse(text)).withMessage(message);
  }

  @Test
  void refusesTwoLimitsOfOneResource() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> parser.parseAll(List.of("parameters<=1M", "flops<=1G", "parameters<=2M!")))
        .withMessage(
            "Constraint (parameters<=2M!): resource (parameters) is limited twice. Keep the tighter of its limits.");
  }

  @Test
  void readsAListInItsOrder() {
    assertThat(parser.parseAll(List.of("latency<=5ms!", "parameters<=1M")))
        .extracting(Constraint::toString)
        .containsExactly("latency<=5ms!", "parameters<=1000000");
  }

  @Test
  void refusesTwoResourcesOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConstraintParser(List.of(TestResource.FLOPS, TestResource.FLOPS)))
        .withMessageContaining("(flops) is contributed twice");
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsBackWhatAConstraintPrints(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Resource resource = TestResource.ALL.get(random.nextInt(TestResource.ALL.size()));
    double limit = random.nextDouble(1, 10) * Math.pow(10, random.nextInt(-12, 25));
    double rounded = random.nextBoolean() ? limit : Math.max(1, Math.rint(limit));
    Constraint constraint = new Constraint(resource, rounded, random.nextBoolean());

    assertThat(parser.parse(constraint.toString())).isEqualTo(constraint);
  }
}
