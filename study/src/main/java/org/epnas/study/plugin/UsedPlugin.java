package org.epnas.study.plugin;

/**
 * A plug-in that a run used, as it stands in the run record.
 *
 * @param kind what it is
 * @param jar file name
 * @param sha256 of the jar, in hexadecimal digits; empty where its classes lay in a folder
 */
public record UsedPlugin(PluginKind kind, String name, String jar, String sha256) {
  static UsedPlugin of(RegistryEntry<?> entry) {
    return new UsedPlugin(
        entry.kind(), entry.name(), entry.origin().jar(), entry.origin().sha256());
  }
}
