package org.epnas.study.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.study.config.Evaluation;
import org.epnas.study.plugin.UsedPlugin;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.RunRecord;
import org.epnas.study.run.Summary;
import org.epnas.study.run.TrialLine;
import org.epnas.study.session.TrainReport;
import org.epnas.study.session.UnfinishedTraining;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the program writes with a field left empty, it reads back. */
class EmptyFieldsTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        RunRecord.class,
        JournalLine.Asked.class,
        JournalLine.Ended.class,
        Evaluation.Replayed.class,
        UsedPlugin.class,
        TrialLine.class,
        Summary.class,
        Summary.Use.class,
        Summary.Replay.class,
        TrainReport.class,
        UnfinishedTraining.class
      })
  void whatIsEmptyIsReadBack(Class<? extends Record> type) {
    Object written = emptyOf(type);

    assertThat(Json.LINE.readValue(Json.LINE.writeValueAsString(written), (Class<?>) type))
        .isEqualTo(written);
  }

  /** The reader refuses null, so that what may be absent says so by its type. */
  @Test
  void noFieldMayBeNull() {
    Set<Class<?>> records = new LinkedHashSet<>();
    Stream.of(RunRecord.class, TrialLine.class, Summary.class, TrainReport.class)
        .forEach(root -> gather(root, records));

    assertThat(records)
        .hasSizeGreaterThan(10)
        .flatExtracting(record -> List.of(record.getRecordComponents()))
        .noneMatch(component -> component.getAnnotatedType().isAnnotationPresent(Nullable.class));
  }

  private static void gather(Type type, Set<Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      Stream.of(generic.getActualTypeArguments()).forEach(part -> gather(part, records));
    } else if (type instanceof Class<?> sealed && sealed.isSealed()) {
      Stream.of(sealed.getPermittedSubclasses()).forEach(part -> gather(part, records));
    } else if (type instanceof Class<?> record && record.isRecord() && records.add(record)) {
      Stream.of(record.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .forEach(part -> gather(part, records));
    }
  }

  private static Object emptyOf(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(Stream.of(types).map(EmptyFieldsTest::valueOf).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  /** Empty where the type can be, otherwise something small that is valid everywhere. */
  private static Object valueOf(Class<?> type) {
    if (type == Optional.class) {
      return Optional.empty();
    } else if (type == OptionalDouble.class) {
      return OptionalDouble.empty();
    } else if (type == OptionalInt.class) {
      return OptionalInt.empty();
    } else if (type == List.class) {
      return List.of();
    } else if (type == Map.class) {
      // Of a trial: one that is not failed has an accuracy.
      return Map.of("validationAccuracy", 0.5);
    } else if (type == SortedMap.class) {
      return Collections.emptySortedMap();
    } else if (type == String.class) {
      return "word";
    } else if (type == int.class) {
      return 2;
    } else if (type == long.class) {
      return 2L;
    } else if (type == double.class) {
      return 2.0;
    } else if (type == boolean.class) {
      return false;
    } else if (type == Instant.class) {
      return Instant.EPOCH;
    } else if (type == Path.class) {
      return Path.of("file");
    } else if (type == Architecture.class) {
      return architecture();
    } else if (type == Evaluation.class) {
      return emptyOf(Evaluation.Trained.class);
    } else if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return emptyOf(type);
  }

  private static Architecture architecture() {
    return new Architecture(
        new TensorShape(1, 4, 4),
        2,
        List.of(
            new Layer("pool", new Operation.GlobalPooling(), List.of("input")),
            new Layer("classifier", new Operation.Dense(2), List.of("pool"))),
        "");
  }
}
