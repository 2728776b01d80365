# Finds a JDK that is new enough.

EPNAS_JDK_NEEDED=25

# jdk_version DIR: prints the major version of the JDK in DIR, nothing if there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# jdk_suits DIR: whether there is a JDK in DIR that is new enough.
jdk_suits() {
  version=$(jdk_version "$1")
  [ -n "$version" ] && [ "$version" -ge "$EPNAS_JDK_NEEDED" ]
}

# The JDK of the first `java` on the PATH: the folder that it lies in, links resolved. A shim (asdf, mise, jenv) lies
# elsewhere and has to be asked.
jdk_of_path() {
  java=$(command -v java 2>/dev/null) || return 0
  asked=$java
  while [ -L "$java" ]; do
    link=$(readlink "$java")
    case $link in
      /*) java=$link ;;
      *) java=$(dirname -- "$java")/$link ;;
    esac
  done
  home=$(dirname -- "$(dirname -- "$java")")
  if [ -z "$(jdk_version "$home")" ]; then
    home=$("$asked" -XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java\.home = //p') || home=
  fi
  printf '%s\n' "$home"
}

# use_jdk DIR: sets JAVA_HOME, with a warning where the JDK is newer than what EPNAS was tested on.
use_jdk() {
  JAVA_HOME=$1
  export JAVA_HOME
  version=$(jdk_version "$1")
  if [ "$version" -gt "$EPNAS_JDK_NEEDED" ]; then
    say "EPNAS was tested on JDK $EPNAS_JDK_NEEDED and runs on JDK $version in $1, where its Vector API code is off and much is slower. Maybe set JAVA_HOME to a JDK $EPNAS_JDK_NEEDED."
  fi
}

# Sets JAVA_HOME to itself if it is new enough, else to a JDK of the tested version, else to a newer one, or says what
# to install.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && jdk_suits "$JAVA_HOME"; then
    use_jdk "$JAVA_HOME"
    return 0
  fi
  newer=
  for candidate in "$(jdk_of_path)" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/*; do
    if [ -n "$candidate" ] && jdk_suits "$candidate"; then
      if [ "$(jdk_version "$candidate")" -eq "$EPNAS_JDK_NEEDED" ]; then
        use_jdk "$candidate"
        return 0
      fi
      newer=${newer:-$candidate}
    fi
  done
  if [ -n "$newer" ]; then
    use_jdk "$newer"
    return 0
  fi
  say "EPNAS needs a JDK $EPNAS_JDK_NEEDED or newer and found none in JAVA_HOME, on the PATH, in the usual JVM folders, SDKMAN or ~/.jdks."
  say "Install one, for example Eclipse Temurin (adoptium.net) or 'sdk install java 25-tem', or set JAVA_HOME to it."
  exit 2
}
