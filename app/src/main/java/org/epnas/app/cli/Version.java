package org.epnas.app.cli;

import org.epnas.study.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** For {@code --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Versions versions = Versions.current();
    return new String[] {"epnas " + versions.epnas() + " on Java " + versions.java()};
  }
}
