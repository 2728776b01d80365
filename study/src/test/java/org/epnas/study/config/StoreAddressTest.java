package org.epnas.study.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of stores, and that no text has their password. */
class StoreAddressTest {
  @ParameterizedTest
  @CsvSource({
    "sqlite:, true",
    "journal:, true",
    "postgresql://h/d, true",
    "energy, false",
    "my-store.v2, false"
  })
  void aColonMakesAnAddressOfAName(String value, boolean address) {
    assertThat(StoreAddress.isAddress(value)).isEqualTo(address);
  }

  @Test
  void thePasswordIsReadAndInNoText() {
    StoreAddress address =
        StoreAddress.parse(
            "postgresql://ann:s3cr%40t@db.example.org:5433/searches?sslmode=require");

    assertThat(address.password()).hasValue("s3cr@t");
    assertThat(address.scheme()).isEqualTo("postgresql");
    assertThat(address)
        .hasToString("postgresql://ann@db.example.org:5433/searches?sslmode=require");
    assertThat(Json.LINE.writeValueAsString(Map.of("store", address)))
        .isEqualTo("{\"store\":\"postgresql://ann@db.example.org:5433/searches?sslmode=require\"}");
    assertThat(
            Json.LINE
                .readValue("\"postgresql://ann@h/d\"", StoreAddress.class)
                .samePlace(StoreAddress.parse("postgres://ann:x@h/d")))
        .isTrue();
  }

  @Test
  void aPasswordAmongTheParametersIsOneToo() {
    StoreAddress address =
        StoreAddress.parse("postgresql://ann@h/d?password=s3cret&sslmode=require");

    assertThat(address.password()).hasValue("s3cret");
    assertThat(address).hasToString("postgresql://ann@h/d?sslmode=require");
  }

  @Test
  void withoutAUserOrPasswordThereIsNone() {
    assertThat(StoreAddress.parse("postgresql://h/d").password()).isEmpty();
    assertThat(StoreAddress.parse("postgresql://h/d")).hasToString("postgresql://h/d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:s3cret@one@two/d",
        "postgresql://ann:s3cret@/d",
        "postgresql://ann:s3cret@h",
        "postgresql://ann:s3c ret@h/d",
        "postgresql://ann:s3cret/@h/d",
        "postgresql://h/?password=s3cret",
        "mysql://ann:s3cret@h/d",
        "sqlite:/tmp/other.db"
      })
  void whatIsNoAddressIsRefusedWithoutItsPassword(String value) {
    assertThatThrownBy(() -> StoreAddress.parse(value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Store (")
        .hasMessageContaining("Maybe write sqlite:")
        .message()
        .doesNotContain("s3c");
  }

  @ParameterizedTest
  @CsvSource({
    "no address at all, no address at all",
    "Unknown option: '--stor' postgresql://a:b@h/d, Unknown option: '--stor' postgresql://a:***@h/d",
    "jdbc:postgresql://h/d?user=a&password=b&x=y, jdbc:postgresql://h/d?user=a&password=***&x=y",
    "two postgresql://a:b@h/d and https://c:d@e/f, two postgresql://a:***@h/d and https://c:***@e/f"
  })
  void passwordsAreMaskedInAnyText(String text, String masked) {
    assertThat(StoreAddress.masked(text)).isEqualTo(masked);
  }
}
