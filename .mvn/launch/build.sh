# Builds what is not built or is out of date.

# The files that a build depends on, one a line with a checksum: times tell less, after a clock was set, an archive was
# unpacked or a file was deleted.
build_inputs() {
  (cd "$root" && find pom.xml ./*/pom.xml ./*/src/main -type f -exec cksum {} + | LC_ALL=C sort)
}

# out_of_date STAMP: whether the inputs are others than those of the last build, which STAMP lists.
out_of_date() {
  [ -f "$1" ] || return 0
  ! build_inputs | cmp -s - "$1"
}

# build_module MODULE [MAVEN OPTIONS...]: builds it and what it needs unless that is up to date. Maven's
# output goes to a log; a person sees one line that says what is being built.
build_module() {
  built=$1
  shift
  case $root in
    *:*)
      say "The folder of EPNAS ($root) has a colon in its name, where Java's class path ends. Maybe rename it."
      exit 2
      ;;
  esac
  target=$root/$built/target
  stamp=$target/epnas.built
  out_of_date "$stamp" || return 0
  if ! take_lock || ! mkdir -p "$target" 2>/dev/null || [ ! -w "$target" ]; then
    say "EPNAS in $root is not built, or not since its sources changed, and you may not write there. Maybe let its owner run ./$(basename -- "$0") once, or clone it into a folder of yours."
    exit 2
  fi
  # Another process may have built it while this one waited.
  if out_of_date "$stamp"; then
    run_maven "$@"
  fi
  release_lock
}

# run_maven [MAVEN OPTIONS...]: the build itself; needs $built, $target and $stamp.
run_maven() {
  log=$target/epnas-build.log
  inputs=$target/epnas.inputs
  build_inputs >"$inputs"
  forget_classes
  [ -t 2 ] || say "Building EPNAS (the first time fetches its libraries, one to two minutes)"
  maven=
  for signal in HUP INT TERM; do
    # shellcheck disable=SC2064
    trap "end_build $signal" "$signal"
  done
  (cd "$root" && exec ./mvnw -B -Dquick -Dmaven.test.skip=true -Dstyle.color=never \
    ${own_home:+"-Dmaven.repo.local=$own_home/.m2/repository"} "$@" package -pl "$built" -am) >"$log" 2>&1 &
  maven=$!
  hold_lock "$maven"
  show_build
  if wait "$maven"; then
    if [ -t 2 ]; then printf '\r%-60s\r' '' >&2; fi
    mv "$inputs" "$stamp"
    answer_signals
  else
    release_lock
    say "EPNAS could not be built. The errors in $log:"
    grep -E '^\[ERROR\]' "$log" | head -n 12 >&2 || true
    # Where Maven did not even start.
    grep -qE '^\[ERROR\]' "$log" || tail -n 12 "$log" >&2
    exit 1
  fi
}

# Maven recompiles what is younger than its class. Where a source has changed and is not, its module starts anew.
forget_classes() {
  [ -f "$stamp" ] || return 0
  { diff "$stamp" "$inputs" || true; } | sed -n 's|^[<>] [0-9]* [0-9]* \./\([^/]*\)/src/main/.*|\1|p' | sort -u |
    while read -r changed; do
      rm -rf "${root:?}/$changed/target/classes"
    done
}

# Shows on a terminal what Maven is at, until it ends.
show_build() {
  from=$(date +%s)
  while kill -0 "$maven" 2>/dev/null; do
    if [ -t 2 ]; then
      module=$(sed -n 's/^\[INFO\] Building EPNAS \(.*\) 0.*\[\(.*\)\]$/\1 (\2)/p' "$log" | tail -n 1)
      printf '\rBuilding EPNAS: %-28s %4ds ' "${module:-fetching Maven and libraries}" "$(($(date +%s) - from))" >&2
    fi
    sleep 1
  done
}

# end_build SIGNAL: ends Maven, which ignores Ctrl-C as every background process of a script does, then this process
# as the signal would.
end_build() {
  trap - HUP INT TERM
  say "Interrupted while EPNAS was built. The next call goes on."
  if [ -n "$maven" ]; then
    kill -s TERM "$maven" 2>/dev/null || true
    for _ in 1 2 3 4 5; do
      kill -0 "$maven" 2>/dev/null || break
      sleep 1
    done
    kill -s KILL "$maven" 2>/dev/null || true
  fi
  release_lock
  kill -s "$1" "$$"
}
