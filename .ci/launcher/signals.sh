# A signal while it builds ends Maven, too, and gives the lock back.

interrupted() {
  fake_clone "$work/$1"
  echo 60 >"$work/$1/slow"
  "$3" "$4" "$work/$1/epnas" list >"$work/out" 2>&1 &
  launcher=$!
  until_true test -f "$work/$1/pid" || fail "$1: Maven starts"
  kill -s "$1" "$launcher"
  status=0
  { wait "$launcher" || status=$?; } 2>/dev/null
  [ "$status" = "$2" ] || fail "$1 while it builds: exit status $status, not $2"
  ! kill -0 "$(cat "$work/$1/pid")" 2>/dev/null || fail "$1 while it builds: Maven goes on"
  [ ! -e "$work/$1/.epnas/build.lock" ] || fail "$1 while it builds: the lock stays"
  count=$((count + 1))
}

interrupted TERM 143 env --
interrupted HUP 129 env --
# What a script starts in the background ignores INT unless it is told otherwise.
if env --default-signal=INT true 2>/dev/null; then
  interrupted INT 130 env --default-signal=INT
else
  skip 'Ctrl-C while it builds, which needs env --default-signal'
fi
