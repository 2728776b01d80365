# Sourced by the launchers ./build, ./epnas and ./benchmarks; needs $root, the repository's folder.

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

# use_jdk DIR: sets JAVA_HOME, with a warning where the JDK is newer than what EPNAS was tested on.
use_jdk() {
  JAVA_HOME=$1
  export JAVA_HOME
  version=$(jdk_version "$1")
  if [ "$version" -gt "$EPNAS_JDK_NEEDED" ]; then
    echo "EPNAS was tested on JDK $EPNAS_JDK_NEEDED and runs on JDK $version in $1, where its Vector API code is off and much is slower. Maybe set JAVA_HOME to a JDK $EPNAS_JDK_NEEDED." >&2
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
  {
    echo "EPNAS needs a JDK $EPNAS_JDK_NEEDED or newer and found none in JAVA_HOME, on the PATH, in the usual JVM folders, SDKMAN or ~/.jdks."
    echo "Install one, for example Eclipse Temurin (adoptium.net) or 'sdk install java 25-tem', or set JAVA_HOME to it."
  } >&2
  exit 2
}

# The files and folders that a build depends on, one a line.
build_inputs() {
  find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -print 2>/dev/null | LC_ALL=C sort
}

# out_of_date STAMP: whether any source is newer than the last build that STAMP marks, or is there no more: STAMP holds
# the list of that build's inputs, since a tree or a module that was deleted leaves nothing that would be newer.
out_of_date() {
  [ -f "$1" ] || return 0
  build_inputs | cmp -s - "$1" || return 0
  [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$1" -print 2>/dev/null | head -n 1)" ]
}

# build_module MODULE [MAVEN OPTIONS...]: builds it and what it needs unless that is up to date. Maven's
# output goes to a log; a person sees one line that says what is being built.
build_module() {
  built=$1
  shift
  target=$root/$built/target
  stamp=$target/epnas.built
  out_of_date "$stamp" || return 0
  mkdir -p "$target"
  log=$target/epnas-build.log
  begun=$target/epnas.begun
  build_inputs >"$begun"
  [ -t 2 ] || echo "Building EPNAS (the first time fetches its libraries, one to two minutes)" >&2
  (cd "$root" && ./mvnw -B -Dquick -Dmaven.test.skip=true -Dstyle.color=never "$@" package -pl "$built" -am) >"$log" 2>&1 &
  maven=$!
  started=$(date +%s)
  while kill -0 "$maven" 2>/dev/null; do
    if [ -t 2 ]; then
      module=$(sed -n 's/^\[INFO\] Building EPNAS \(.*\) 0.*\[\(.*\)\]$/\1 (\2)/p' "$log" | tail -n 1)
      printf '\rBuilding EPNAS: %-28s %4ds ' "${module:-fetching Maven and libraries}" "$(($(date +%s) - started))" >&2
    fi
    sleep 1
  done
  if wait "$maven"; then
    if [ -t 2 ]; then printf '\r%-60s\r' '' >&2; fi
    mv "$begun" "$stamp"
  else
    {
      echo "EPNAS could not be built. The errors in $log:"
      grep -E '^\[ERROR\]' "$log" | head -n 12
    } >&2
    exit 1
  fi
}

# run_java MODULE MAIN ARGUMENTS...: replaces the shell by the program.
run_java() {
  module=$root/$1/target
  main=$2
  shift 2
  # The counted-loop flags are what G1 does anyway; with one processor the JVM takes another collector, and slower loops.
  # The tests check the bounds of vector loads and stores; here that would cost up to a tenth of the speed (docs/adr/0022).
  exec "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    -XX:+UseCountedLoopSafepoints -XX:LoopStripMiningIter=1000 \
    -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0 \
    --sun-misc-unsafe-memory-access=allow "-Depnas.plugins=${EPNAS_PLUGINS:-$root/plugins}" ${EPNAS_JAVA_OPTS:-} \
    -cp "$module/classes:$module/lib/*" "$main" "$@"
}
