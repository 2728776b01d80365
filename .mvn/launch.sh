# Sourced by the launchers ./build, ./epnas and ./benchmarks; needs $root, the repository's folder.

# say TEXT: one line on standard error. Not echo, which changes backslashes.
say() {
  printf '%s\n' "$1" >&2
}

# A signal before Java runs: whoever pressed Ctrl-C sees that it was heard.
end_early() {
  trap - HUP INT TERM
  say "Interrupted before it began. Nothing is lost."
  kill -s "$1" "$$"
}

# What `exec` starts has the usual signals again.
answer_signals() {
  for signal in HUP INT TERM; do
    # shellcheck disable=SC2064
    trap "end_early $signal" "$signal"
  done
}

answer_signals
for part in environment jdk lock build; do
  . "$root/.mvn/launch/$part.sh"
done

use_utf8
use_home
find_jdk

# run_java MODULE MAIN ARGUMENTS...: replaces the shell by the program.
run_java() {
  module=$root/$1/target
  main=$2
  shift 2
  # The counted-loop flags are what G1 does anyway; with one processor the JVM takes another collector, and slower loops.
  # The tests check the bounds of vector loads and stores; here that would cost up to a tenth of the speed (docs/adr/0022).
  # Plots need no display, and one that cannot be reached would be an error.
  exec "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    -XX:+UseCountedLoopSafepoints -XX:LoopStripMiningIter=1000 \
    -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0 -Djava.awt.headless=true \
    ${own_home:+"-Duser.home=$own_home"} \
    --sun-misc-unsafe-memory-access=allow "-Depnas.plugins=${EPNAS_PLUGINS:-$root/plugins}" ${EPNAS_JAVA_OPTS:-} \
    -cp "$module/classes:$module/lib/*" "$main" "$@"
}
