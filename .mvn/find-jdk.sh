# Sourced by ./build and ./epnas: sets JAVA_HOME to a JDK of version 25 or newer, or says what to install.

EPNAS_JDK_NEEDED=25

# jdk_version DIR: prints the major version of the JDK in DIR, nothing if there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_suits() {
  version=$(jdk_version "$1")
  [ -n "$version" ] && [ "$version" -ge "$EPNAS_JDK_NEEDED" ]
}

# The JDK that the first `java` on the PATH belongs to, links resolved.
jdk_of_path() {
  java=$(command -v java 2>/dev/null) || return 0
  while [ -L "$java" ]; do
    link=$(readlink "$java")
    case $link in
      /*) java=$link ;;
      *) java=$(dirname -- "$java")/$link ;;
    esac
  done
  dirname -- "$(dirname -- "$java")"
}

find_jdk() {
  for candidate in "${JAVA_HOME:-}" "$(jdk_of_path)" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/*; do
    if [ -n "$candidate" ] && jdk_suits "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  {
    echo "EPNAS needs a JDK $EPNAS_JDK_NEEDED or newer and found none in JAVA_HOME, on the PATH, in the usual JVM folders, SDKMAN or ~/.jdks."
    echo "Install one, for example Eclipse Temurin (adoptium.net) or 'sdk install java 25-tem', or set JAVA_HOME to it."
  } >&2
  exit 2
}
