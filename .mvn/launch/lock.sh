# One build of a clone at a time: two Mavens would delete each other's files.

lock=$root/.epnas/build.lock

# started PID: when that process began, nothing if there is none. A number alone would be given again.
started() {
  if [ -d /proc/self ]; then
    # The name before the last bracket may hold spaces.
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
  else
    ps -o lstart= -p "$1" 2>/dev/null | tr ' ' _
  fi
}

# hold_lock PID: the lock also lives as long as that process.
hold_lock() {
  printf '%s %s\n' "$1" "$(started "$1")" >>"$lock/owners"
}

# lock_lives DIR: whether a process that holds the lock in DIR still runs. One of another machine or container is not seen.
lock_lives() {
  [ -f "$1/owners" ] || return 1
  while read -r pid since; do
    if [ -n "$since" ] && [ "$(started "$pid")" = "$since" ]; then
      return 0
    fi
  done <"$1/owners"
  return 1
}

# Waits for the lock as long as a build runs; false if the clone cannot be written to.
take_lock() {
  mkdir -p "$root/.epnas" 2>/dev/null || return 1
  told=
  while ! mkdir "$lock" 2>/dev/null; do
    [ -w "$root/.epnas" ] || return 1
    if lock_lives "$lock"; then
      [ -n "$told" ] || say "Another process builds EPNAS in $root; waiting for it."
      told=true
      sleep 1
    else
      # A moment ago it may have been made and its owner not yet written.
      sleep 1
      lock_lives "$lock" || clear_lock
    fi
  done
  hold_lock "$$"
}

# Takes a lock away that nobody holds: renamed first, so that of several who do so one succeeds.
clear_lock() {
  mv "$lock" "$lock.$$" 2>/dev/null || return 0
  if lock_lives "$lock.$$"; then
    # Another one cleared it first, and took it: this is theirs.
    mv "$lock.$$" "$lock"
  else
    rm -rf "$lock.$$"
  fi
}

release_lock() {
  rm -rf "$lock"
}
