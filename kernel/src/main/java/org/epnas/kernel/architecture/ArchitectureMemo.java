package org.epnas.kernel.architecture;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a value that depends on an architecture alone: per object, by identity, for as long as
 * the object is in use. A search asks for the canonical form and the cost of one architecture again
 * and again, from several places that do not know of each other; a space that hands out the same
 * object for the same network shares them between searches too. Thread-safe: two threads may
 * compute the same value, one copy stays.
 *
 * @param <T> must not refer to the architecture, which could never be freed then
 */
public final class ArchitectureMemo<T> {
  private final Function<Architecture, T> compute;
  private final ConcurrentMap<Object, T> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Architecture> freed = new ReferenceQueue<>();

  public ArchitectureMemo(Function<Architecture, T> compute) {
    this.compute = compute;
  }

  /** The value of this very object, computed at its first call. */
  public T of(Architecture architecture) {
    T known = values.get(new Question(architecture));
    return known != null ? known : remember(architecture);
  }

  private T remember(Architecture architecture) {
    for (Reference<?> key = freed.poll(); key != null; key = freed.poll()) {
      values.remove(key);
    }
    T computed = compute.apply(architecture);
    T earlier = values.putIfAbsent(new Key(architecture, freed), computed);
    return earlier != null ? earlier : computed;
  }

  /** Number of architectures remembered, freed ones perhaps included. */
  int size() {
    return values.size();
  }

  /**
   * Finds the key of an architecture. A plain object: the collector has work with every weak
   * reference, and this is asked for each candidate several times.
   */
  private record Question(Architecture architecture) {
    @Override
    public int hashCode() {
      return System.identityHashCode(architecture);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.refersTo(architecture);
    }
  }

  /** Equal for one and the same architecture; once that is freed, only to itself. */
  private static final class Key extends WeakReference<Architecture> {
    private final int hash;

    Key(Architecture architecture, ReferenceQueue<Architecture> queue) {
      super(architecture, queue);
      hash = System.identityHashCode(architecture);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof Key key && get() != null && key.refersTo(get()));
    }
  }
}
