# Two first calls at once, and locks that were left.

fake_clone "$work/locked"
locked=$work/locked
echo 3 >"$locked/slow"
"$locked/epnas" list >"$work/first" 2>&1 &
first=$!
until_true test -f "$locked/pid" || fail 'the first of two calls builds'
expect 0 'Another process builds EPNAS' 'the second of two calls waits' "$locked/epnas" list
grep -q Main "$work/out" || fail 'the second of two calls runs'
wait "$first" || fail 'the first of two calls runs'
grep -q Main "$work/first" || fail 'the first of two calls runs'
[ "$(calls "$locked")" = 1 ] || fail 'two calls at once build once'
[ ! -e "$locked/.epnas/build.lock" ] || fail 'the lock is given back'

"$locked/build" verify >/dev/null 2>&1 &
first=$!
until_true test -d "$locked/.epnas/build.lock" || fail 'build takes the lock'
expect 0 'Another process builds EPNAS' 'build waits for build' "$locked/build" verify
wait "$first"

rm "$locked/slow"
echo changed >"$locked/app/src/main/One.java"
mkdir -p "$locked/.epnas/build.lock"
expect 0 Main 'a lock without an owner' "$locked/epnas" list
echo changed again >"$locked/app/src/main/One.java"
mkdir -p "$locked/.epnas/build.lock"
# The number of this process, as if it had been given again.
echo "$$ 1" >"$locked/.epnas/build.lock/owners"
expect 0 Main 'a lock whose owner has ended' "$locked/epnas" list
refute 'Another process' 'a lock whose owner has ended'
