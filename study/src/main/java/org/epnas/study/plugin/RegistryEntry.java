package org.epnas.study.plugin;

/**
 * Something that can be named.
 *
 * @param description one line for people
 * @param rank the highest is taken where nobody chooses; only backends have one, others have 0
 * @param plugin what is used: a factory, a resource, a penalty, a backend or a provider
 */
public record RegistryEntry<T>(
    PluginKind kind, String name, String description, Origin origin, int rank, T plugin) {
  /** An entry that is part of the program. */
  public static <T> RegistryEntry<T> builtIn(
      PluginKind kind, String name, String description, int rank, T plugin) {
    return new RegistryEntry<>(kind, name, description, Origin.BUILT_IN, rank, plugin);
  }
}
