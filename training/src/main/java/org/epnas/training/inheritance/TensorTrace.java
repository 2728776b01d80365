package org.epnas.training.inheritance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/**
 * What is known about each tensor of a child, op by op in forward order: which of the parent's
 * channels its channels stand for, and their estimated moments.
 */
final class TensorTrace {
  private final Program child;
  private final ProgramGraph graph;
  private final List<Optional<ChannelMap>> maps;
  private final List<Optional<Moments>> moments;

  TensorTrace(Program child) {
    this.child = child;
    this.graph = new ProgramGraph(child);
    int tensors = child.tensors().size();
    maps = new ArrayList<>(Collections.nCopies(tensors, Optional.empty()));
    moments = new ArrayList<>(Collections.nCopies(tensors, Optional.empty()));
    int channels = child.input().channels();
    set(Program.INPUT, Optional.of(ChannelMap.identity(channels)));
    set(Program.INPUT, Moments.standard(channels));
  }

  Optional<ChannelMap> map(int tensor) {
    return maps.get(tensor);
  }

  Optional<Moments> moments(int tensor) {
    return moments.get(tensor);
  }

  void set(int tensor, Optional<ChannelMap> map) {
    maps.set(tensor, map);
  }

  void set(int tensor, Moments value) {
    moments.set(tensor, Optional.of(value));
  }

  /**
   * The map of a tensor to one of the parent's with so many channels. Where a concatenation is new
   * to the parent, that is one of its inputs, and the other inputs stand for nothing.
   */
  Optional<ChannelMap> carrier(int tensor, int parentChannels) {
    Optional<ChannelMap> own = map(tensor).filter(map -> map.parentChannels() == parentChannels);
    if (own.isPresent()) {
      return own;
    }
    return graph.producer(tensor).flatMap(op -> carrierBehind(op, parentChannels));
  }

  private Optional<ChannelMap> carrierBehind(Op op, int parentChannels) {
    return switch (op) {
      case Op.Concat concat -> carrierAmong(concat, parentChannels);
      case Op.Activate _, Op.MaxPool _, Op.AveragePool _, Op.GlobalAveragePool _, Op.Dropout _ ->
          carrier(op.inputs().getFirst(), parentChannels);
      case Op.Convolution _, Op.BatchNorm _, Op.Dense _, Op.Add _ -> Optional.empty();
    };
  }

  /** The last one that no new layer lies before, otherwise the last one. */
  private Optional<ChannelMap> carrierAmong(Op.Concat concat, int parentChannels) {
    record Candidate(int tensor, ChannelMap map) {}
    Optional<Candidate> best =
        concat.inputs().stream()
            .flatMap(input ->
                carrier(input, parentChannels).stream().map(map -> new Candidate(input, map)))
            .max(
                Comparator.comparing((Candidate c) -> !c.map().introduced())
                    .thenComparingInt(Candidate::tensor));
    return best.map(chosen ->
        ChannelMap.concatenated(
            concat.inputs().stream()
                .map(input ->
                    input == chosen.tensor()
                        ? chosen.map()
                        : ChannelMap.nothing(child.tensors().get(input).channels()))
                .toList()));
  }

  /** Follows an op without parameters that leaves channels as they are. */
  void pass(Op.Unary op) {
    set(op.output(), map(op.input()));
    moments(op.input()).ifPresent(value -> set(op.output(), value));
  }

  void pass(Op.Activate op) {
    set(op.output(), map(op.input()));
    moments(op.input()).ifPresent(value -> set(op.output(), value.rectified()));
  }

  /**
   * Additions keep the channels of their first known input, an old one if there is one.
   *
   * @param terms inputs that are not zero at the start
   */
  void add(Op.Add op, List<Integer> terms) {
    set(
        op.output(),
        terms.stream()
            .flatMap(term -> map(term).stream())
            .min(Comparator.comparing(ChannelMap::introduced)));
    List<Moments> known = known(terms);
    if (known.size() == terms.size() && !known.isEmpty()) {
      set(op.output(), Moments.sum(known));
    }
  }

  void concatenate(Op.Concat op) {
    if (op.inputs().stream().anyMatch(input -> map(input).isPresent())) {
      Stream<ChannelMap> parts =
          op.inputs().stream()
              .map(input ->
                  map(input)
                      .orElseGet(() -> ChannelMap.nothing(child.tensors().get(input).channels())));
      set(op.output(), Optional.of(ChannelMap.concatenated(parts.toList())));
    }
    List<Moments> known = known(op.inputs());
    if (known.size() == op.inputs().size()) {
      set(op.output(), Moments.concatenated(known));
    }
  }

  private List<Moments> known(List<Integer> tensors) {
    return tensors.stream().flatMap(tensor -> moments(tensor).stream()).toList();
  }
}
