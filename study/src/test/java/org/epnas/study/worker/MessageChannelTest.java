package org.epnas.study.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.study.config.DeviceConfiguration;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.TrialConfiguration;
import org.epnas.training.conformance.network.ResNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of a channel is what went in, or an error. */
class MessageChannelTest {
  static Stream<Message> everyMessage() {
    return Stream.of(
        new WorkerSetup(
            new Evaluation.Trained(
                "d", "layerwise", TrialConfiguration.DEFAULT, DeviceConfiguration.DEFAULT),
            7,
            1,
            2,
            Path.of("/w"),
            Path.of("/c")),
        new TrialTask(
            3,
            1,
            ResNet.build(3),
            2,
            OptionalInt.of(1),
            Proposal.Kind.PROMOTED,
            5,
            OptionalDouble.of(0.25),
            Optional.of("TRAIN"),
            OptionalDouble.of(0.5),
            OptionalDouble.empty()),
        new Message.Stop(3, Outcome.Reason.TIMED_OUT),
        new Message.Ready(),
        new Message.Refused("ü"),
        new Message.Alive(),
        new Message.Epoch(3, 1, 2, 0.5, 0.75, 1.5),
        new Message.Done(
            3, Optional.empty(), Map.of("a", 0.1, "b", Double.NaN, "c", Double.POSITIVE_INFINITY)),
        new Message.Done(
            3, Optional.of(new Message.Failure(Outcome.Reason.DIVERGED, "NaN")), Map.of()));
  }

  private static byte[] written(Message message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MessageChannel(InputStream.nullInputStream(), out).write(message);
    return out.toByteArray();
  }

  private static MessageChannel reading(byte[] bytes) {
    return new MessageChannel(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
  }

  private static byte[] frame(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return ByteBuffer.allocate(8 + bytes.length)
        .putInt(bytes.length)
        .putInt((int) sum.getValue())
        .put(bytes)
        .array();
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void aMessageComesOutAsItWentIn(Message message) throws IOException {
    MessageChannel channel = reading(written(message));

    assertThat(channel.read()).contains(message);
    assertThat(channel.read()).as("the end").isEmpty();
  }

  @Test
  void everyKindIsTried() {
    assertThat(everyMessage().map(Object::getClass).distinct())
        .hasSameSizeAs(Message.class.getPermittedSubclasses());
  }

  /** A number of bytes in front of which nobody should reserve memory, or that is none. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, MessageChannel.MOST_BYTES + 1, Integer.MAX_VALUE, 0x230A2320})
  void aLengthOutOfRangeIsRefusedBeforeAnythingIsReserved(int length) {
    byte[] head = ByteBuffer.allocate(8).putInt(length).array();

    assertThatThrownBy(() -> reading(head).read())
        .isInstanceOf(IOException.class)
        .hasMessage("Frame of (%s) bytes is none: it must have 2 to 16777216.", length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"type\":\"unknown\"}",
        "{\"type\":\"alive\",\"more\":1}",
        "{\"type\":\"alive\"}{}",
        "{\"type\":\"stop\",\"trialId\":1.5,\"reason\":\"CANCELLED\"}",
        "{\"type\":\"stop\",\"trialId\":1}",
        "{\"type\":\"done\",\"trialId\":1,\"failure\":null,\"metrics\":{\"a\":null}}"
      })
  void whatIsNoMessageIsRefused(String text) {
    assertThatThrownBy(() -> reading(frame(text)).read())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Frame is no message: ");
  }

  /** Cut short or changed anywhere: an error, or the end where nothing is left. */
  @Test
  void aDamagedFrameIsNeverAnotherMessage() throws IOException {
    byte[] whole = written(new Message.Epoch(3, 1, 2, 0.5, 0.75, 1.5));
    for (int length = 4; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> reading(cut).read()).isInstanceOf(IOException.class);
    }
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> reading(changed).read()).isInstanceOf(IOException.class);
    }
  }
}
