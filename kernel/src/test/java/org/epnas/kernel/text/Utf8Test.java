package org.epnas.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
  @TempDir Path folder;

  @Test
  void skipsAByteOrderMark() throws IOException {
    assertThat(Utf8.decode("\ufeffGröße".getBytes(StandardCharsets.UTF_8))).isEqualTo("Größe");
    assertThat(Utf8.decode("Größe 猫".getBytes(StandardCharsets.UTF_8))).isEqualTo("Größe 猫");
    assertThat(Utf8.decode(new byte[0])).isEmpty();
    assertThat(Utf8.decode("\ufeff".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "UTF-32LE, UTF-32", "UTF-32BE, UTF-32"})
  void namesOtherEncodingsByTheirMark(String charset, String name) {
    byte[] bytes = "\ufeff{}".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> Utf8.decode(bytes))
        .isInstanceOf(TextEncodingException.class)
        .hasMessage("by its first bytes it is %s, not UTF-8. Maybe save it again as UTF-8", name);
    assertThatThrownBy(() -> Utf8.markBytes(bytes)).isInstanceOf(TextEncodingException.class);
  }

  @Test
  void namesThePlaceOfLatin1() {
    byte[] bytes = "ab\ncdü".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Utf8.decode(bytes))
        .isInstanceOf(TextEncodingException.class)
        .hasMessage("byte 5 in line 2 (0xfc) is not UTF-8. Maybe save it again as UTF-8");
  }

  @Test
  void refusesACharacterThatIsCutOff() {
    assertThatThrownBy(() -> Utf8.decode(new byte[] {'a', (byte) 0xc3}))
        .isInstanceOf(TextEncodingException.class)
        .hasMessageStartingWith("byte 1 in line 1 (0xc3) is not UTF-8");
  }

  @Test
  void recognisesUtf16WithoutAMark() {
    assertThatThrownBy(() -> Utf8.decode("a\nb".getBytes(StandardCharsets.UTF_16LE)))
        .isInstanceOf(TextEncodingException.class)
        .hasMessageStartingWith("line 1 holds a NUL character, as UTF-16 does");
  }

  @Test
  void readsLinesAndSaysWhetherTheLastIsComplete() throws IOException {
    assertThat(lines("\ufeffa\r\nö\n\nc".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("1 a true", "2 ö true", "3  true", "4 c false");
    assertThat(lines("a\n".getBytes(StandardCharsets.UTF_8))).containsExactly("1 a true");
    assertThat(lines(new byte[0])).isEmpty();
  }

  @Test
  void leavesOutALastLineWhoseCharactersAreCutOff() throws IOException {
    assertThat(lines(new byte[] {'a', '\n', 'b', (byte) 0xc3})).containsExactly("1 a true");
    // What a file system may leave after a power cut.
    assertThat(lines(new byte[] {'a', '\n', 0, 0, 0})).containsExactly("1 a true");
  }

  @Test
  void namesTheLineThatIsNotUtf8() {
    assertThatThrownBy(() -> lines(new byte[] {'a', '\n', 'b', (byte) 0xfc, '\n'}))
        .isInstanceOf(TextEncodingException.class)
        .hasMessageStartingWith("byte 1 in line 2 (0xfc) is not UTF-8");
  }

  private List<String> lines(byte[] content) throws IOException {
    List<String> lines = new ArrayList<>();
    Path file = Files.write(folder.resolve("lines"), content);
    Utf8.lines(file, (number, line, complete) -> lines.add(number + " " + line + " " + complete));
    return lines;
  }
}
