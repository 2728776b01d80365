package org.epnas.searchspaces.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GenotypeTextTest {
  private static final String TEXT =
      "filters=48;cells=3;next=6;2=prev:conv3+prev2:identity;5=2:sep5+prev:max3";

  private static final Genotype GENOTYPE =
      new Genotype(
          48,
          3,
          6,
          List.of(
              new Branch(
                  2,
                  new Connection(Connection.PREVIOUS, CellOperation.CONVOLUTION_3),
                  new Connection(Connection.BEFORE_PREVIOUS, CellOperation.IDENTITY)),
              new Branch(
                  5,
                  new Connection(2, CellOperation.SEPARABLE_5),
                  new Connection(Connection.PREVIOUS, CellOperation.MAX_POOLING_3))));

  @Test
  void isWrittenAsDocumented() {
    assertThat(GenotypeText.format(GENOTYPE)).isEqualTo(TEXT);
    assertThat(GenotypeText.parse(TEXT)).isEqualTo(GENOTYPE);
  }

  @ParameterizedTest
  @EnumSource
  void everyOperationIsReadBack(CellOperation operation) {
    Connection connection = new Connection(Connection.PREVIOUS, operation);
    Connection other = new Connection(Connection.BEFORE_PREVIOUS, CellOperation.AVERAGE_POOLING_3);
    Genotype genotype = new Genotype(16, 1, 2, List.of(new Branch(1, connection, other)));

    assertThat(GenotypeText.parse(GenotypeText.format(genotype))).isEqualTo(genotype);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                        | does not read like (filters=",
        "next=4                                                    | does not read like (filters=",
        "filters=16;cells=1                                        | (filters=16;cells=1) does not",
        "filters=16;cells=1;next=x;1=prev:conv3+prev:sep3          | next=x",
        "filters=99999999999;cells=1;next=2;1=prev:sep3+prev:sep3  | does not read like (filters=",
        "filters=16;cells=1;next=2                                 | number of branches (0)",
        "filters=16;cells=1;next=2;                                | () does not read like (1=",
        "filters=16;cells=1;next=2;1=prev:conv3                    | (1=prev:conv3) does not read",
        "filters=16;cells=1;next=2;1=prev:conv3+prev:sep3;         | () does not read like (1=",
        "filters=16;cells=1;next=2;1=prev:conv9+prev:sep3          | operation (conv9) is unknown",
        "filters=16;cells=1;next=2;1=prev3:conv3+prev:sep3         | source (prev3) must be prev",
        "filters=16;cells=1;next=2;1=prev:conv3+0:sep3             | source (0) must be prev",
        "filters=20;cells=1;next=2;1=prev:conv3+prev:sep3          | filters (20) must be a multiple",
        "filters=144;cells=1;next=2;1=prev:conv3+prev:sep3         | filters (144) must be",
        "filters=16;cells=5;next=2;1=prev:conv3+prev:sep3          | cells (5) must be from 1 to 4",
        "filters=16;cells=1;next=1;1=prev:conv3+prev:sep3          | branch id (1) must be unique",
        "filters=16;cells=1;next=3;1=prev:sep3+prev:sep3;1=prev:sep3+1:sep3 | branch id (1)",
        "filters=16;cells=1;next=2;1=prev:conv3+1:sep3             | branch (1) reads (1)",
        "filters=16;cells=1;next=3;1=2:sep3+prev:sep3;2=prev:sep3+prev:sep3 | branch (1) reads (2)",
        "filters=16;cells=1;next=2;1=prev:identity+prev:identity   | adds a state to itself",
        "filters=16;cells=1;next=2;1=prev2:sep3+prev2:sep5         | reads prev",
      })
  void whatIsMalformedIsNamed(String text, String message) {
    assertThatThrownBy(() -> GenotypeText.parse(text))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageStartingWith("Cell encoding: ")
        .hasMessageContaining(message);
  }
}
