package io.twinhead.cli;

import io.twinhead.run.Provenance;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"twinhead " + Provenance.current().version()};
  }
}
