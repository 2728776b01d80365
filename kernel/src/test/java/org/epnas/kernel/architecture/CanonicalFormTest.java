package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.kernel.architecture.Operations.add;
import static org.epnas.kernel.architecture.Operations.conv;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalFormTest {
  @Test
  void listsLayersByDepth() {
    ArchitectureBuilder builder = builder();
    builder.add("a", conv(2, 3), "input");
    builder.add("b", add(), "input", "a");
    builder.add("c", new Operation.Dense(2), "b");

    assertThat(builder.build().canonicalForm().text())
        .isEqualTo(
            """
            input 2x4x4
            classes 2
            1 convolution 2 kernel 3 stride 1 dilation 1 groups 1 relu <- 0
            2 add none <- 0 1
            3 dense 2 <- 2
            """);
  }

  @Test
  void hashIsTheSha256OfTheText() {
    ArchitectureBuilder builder = builder();
    builder.add("a", new Operation.Dense(2), "input");

    CanonicalForm form = builder.build().canonicalForm();

    // printf 'input 2x4x4\nclasses 2\n1 dense 2 <- 0\n' | sha256sum
    assertThat(form.hash())
        .isEqualTo("1bd6a211f956abbc4521ca3295b5c1a88f7ea548fbd196d9b58006560ca5e15e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR", "tr-TR", "th-TH-u-nu-thai", "de-DE"})
  void isTheSameInEveryLanguage(String language) {
    CanonicalForm plain = ResNet20.create().canonicalForm();
    Locale machine = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      assertThat(ResNet20.create().canonicalForm()).isEqualTo(plain);
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  void twoConvolutionsOfOneTypeDifferFromOneReadTwice() {
    ArchitectureBuilder two = builder();
    two.add("a", conv(2, 3), "input");
    two.add("b", conv(2, 3), "input");
    two.add("sum", add(), "a", "b");
    two.add("logits", new Operation.Dense(2), "sum");
    ArchitectureBuilder one = builder();
    one.add("a", conv(2, 3), "input");
    one.add("sum", add(), "a", "a");
    one.add("logits", new Operation.Dense(2), "sum");

    assertThat(two.build().canonicalForm()).isNotEqualTo(one.build().canonicalForm());
  }

  @Test
  void swappedConcatDiffers() {
    assertThat(concat("a", "input")).isNotEqualTo(concat("input", "a"));
  }

  private static CanonicalForm concat(String first, String second) {
    ArchitectureBuilder builder = builder();
    builder.add("a", conv(2, 3), "input");
    builder.add("both", new Operation.Concat(), first, second);
    builder.add("logits", new Operation.Dense(2), "both");
    return builder.build().canonicalForm();
  }

  @Test
  void inputShapeAndClassesCount() {
    assertThat(dense(new TensorShape(1, 2, 2), 2)).isNotEqualTo(dense(new TensorShape(4, 1, 1), 2));
    assertThat(dense(new TensorShape(1, 2, 2), 2)).isNotEqualTo(dense(new TensorShape(1, 2, 2), 3));
  }

  private static CanonicalForm dense(TensorShape input, int classes) {
    ArchitectureBuilder builder = new ArchitectureBuilder(input, classes);
    builder.add("logits", new Operation.Dense(classes), "input");
    return builder.build().canonicalForm();
  }

  @Test
  void encodingDoesNotCount() {
    ArchitectureBuilder builder = builder();
    builder.add("logits", new Operation.Dense(2), "input");

    assertThat(builder.build("one cell").canonicalForm())
        .isEqualTo(builder.build("another").canonicalForm());
  }

  private static ArchitectureBuilder builder() {
    return new ArchitectureBuilder(RandomArchitectures.INPUT, 2);
  }
}
