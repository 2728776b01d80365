package org.epnas.study.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a database is that keeps journals: {@code sqlite:} and {@code journal:} are files of the
 * run folder, {@code postgresql://user@host:5432/database} is a server. A password never leaves
 * this object as text: it is in no JSON, no message and no {@code toString}.
 */
public final class StoreAddress {
  /** JSON lines in the run folder. */
  public static final StoreAddress JOURNAL =
      new StoreAddress("journal", "journal:", Optional.empty());

  /** A database file in the run folder. */
  public static final StoreAddress SQLITE = new StoreAddress("sqlite", "sqlite:", Optional.empty());

  private static final String POSTGRESQL = "postgresql";
  private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:.*", Pattern.DOTALL);

  /** What stands between the user's name and the host, whatever it holds. */
  private static final Pattern PASSWORD =
      Pattern.compile("([a-z][a-z0-9+.-]*://[^:@/\\s]*):[^\\s]*@");

  /** The same in what should be an address and nothing else, where it may hold spaces. */
  private static final Pattern ANY_PASSWORD = Pattern.compile("(://[^:@/]*):.*@", Pattern.DOTALL);

  private static final Pattern PASSWORD_PARAMETER =
      Pattern.compile("((?:ssl)?password=)[^&\\s]*", Pattern.CASE_INSENSITIVE);

  private final String scheme;
  private final String text;
  private final Optional<String> password;

  private StoreAddress(String scheme, String text, Optional<String> password) {
    this.scheme = scheme;
    this.text = text;
    this.password = password;
  }

  /** Whether a value of {@code --store} is an address and not the name of a plug-in. */
  public static boolean isAddress(String value) {
    return SCHEME.matcher(value).matches();
  }

  /**
   * Reads an address as people write it.
   *
   * @throws ConfigurationException if it is none; the message shows no password
   */
  @JsonCreator
  public static StoreAddress parse(String value) {
    return switch (value) {
      case "journal:" -> JOURNAL;
      case "sqlite:" -> SQLITE;
      default -> server(value);
    };
  }

  private static StoreAddress server(String value) {
    URI uri = uri(value);
    if (!List.of(POSTGRESQL, "postgres").contains(String.valueOf(uri.getScheme()))) {
      throw wrong(value, "names no database that is known");
    }
    if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw wrong(value, "names no host, or no database on it");
    }
    String[] user = String.valueOf(uri.getRawUserInfo()).split(":", 2);
    List<String> parameters = parameters(uri);
    Optional<String> password =
        user.length == 2
            ? Optional.of(decoded(user[1]))
            : parameters.stream()
                .filter(StoreAddress::secret)
                .map(parameter -> decoded(parameter.substring(parameter.indexOf('=') + 1)))
                .findFirst();
    String open = parameters.stream().filter(one -> !secret(one)).collect(Collectors.joining("&"));
    return new StoreAddress(
        POSTGRESQL,
        "%s://%s%s%s%s%s"
            .formatted(
                POSTGRESQL,
                uri.getRawUserInfo() == null ? "" : user[0] + "@",
                uri.getHost(),
                uri.getPort() < 0 ? "" : ":" + uri.getPort(),
                uri.getRawPath(),
                open.isEmpty() ? "" : "?" + open),
        password);
  }

  private static URI uri(String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      // Not kept as the cause: its message holds the whole address.
      throw wrong(value, "is no address: %s".formatted(e.getReason()));
    }
  }

  private static List<String> parameters(URI uri) {
    return Stream.of(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&"))
        .filter(one -> !one.isEmpty())
        .toList();
  }

  private static boolean secret(String parameter) {
    return parameter.startsWith("password=");
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
  }

  private static ConfigurationException wrong(String value, String why) {
    return new ConfigurationException(
        "Store (%s) %s. Maybe write sqlite:, journal: or postgresql://user@host/database, with %%40 for an @ in a name or password."
            .formatted(masked(ANY_PASSWORD.matcher(value).replaceAll("$1:***@")), why));
  }

  /** Any text with the passwords of addresses in it made unreadable. */
  public static String masked(String text) {
    String hidden = PASSWORD.matcher(text).replaceAll("$1:***@");
    return PASSWORD_PARAMETER.matcher(hidden).replaceAll("$1***");
  }

  /** For example {@code sqlite}. */
  public String scheme() {
    return scheme;
  }

  /** Whether a journal there is a file of its run folder. */
  public boolean inRunFolder() {
    return text.endsWith(":");
  }

  /** What stands in the address itself; never to be written anywhere. */
  public Optional<String> password() {
    return password;
  }

  /** Whether two addresses name the same database, whatever their passwords. */
  public boolean samePlace(StoreAddress other) {
    return text.equals(other.text);
  }

  /** Without the password. */
  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
