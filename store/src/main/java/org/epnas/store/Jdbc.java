package org.epnas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.study.config.StoreAddress;

/** A {@link StoreAddress} of a server as its driver wants it. */
final class Jdbc {
  /** Others may load classes or write files, which no address is to do. */
  private static final List<String> PARAMETERS =
      List.of(
          "connectTimeout",
          "currentSchema",
          "socketTimeout",
          "sslcert",
          "sslkey",
          "sslmode",
          "sslrootcert");

  private Jdbc() {}

  /**
   * Without user and password.
   *
   * @throws IOException if a parameter is not among those that an address may set
   */
  static String url(StoreAddress address) throws IOException {
    URI uri = URI.create(address.toString());
    String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    Optional<String> unknown =
        Stream.of(query.split("&"))
            .map(parameter -> parameter.replaceFirst("=.*", ""))
            .filter(name -> !name.isEmpty() && !PARAMETERS.contains(name))
            .findFirst();
    if (unknown.isPresent()) {
      throw new IOException(
          "parameter (%s) is none of (%s)".formatted(unknown.get(), String.join(", ", PARAMETERS)));
    }
    return "jdbc:postgresql://%s%s%s%s"
        .formatted(
            uri.getHost(),
            uri.getPort() < 0 ? "" : ":" + uri.getPort(),
            uri.getRawPath(),
            query.isEmpty() ? "" : "?" + query);
  }

  static Optional<String> user(StoreAddress address) {
    return Optional.ofNullable(URI.create(address.toString()).getRawUserInfo())
        .map(user -> URLDecoder.decode(user.replace("+", "%2B"), UTF_8));
  }

  /**
   * From the address, or else as other programs of the server take it; the driver reads .pgpass.
   */
  static Optional<String> password(StoreAddress address) {
    return address.password().or(() -> Optional.ofNullable(System.getenv("PGPASSWORD")));
  }
}
