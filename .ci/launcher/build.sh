# When it builds, and what a build that fails says.

fake_clone "$work/stale"
stale=$work/stale
expect 0 Building 'the first build' "$stale/epnas"
touch "$stale/pom.xml"
expect 0 Main 'a file that was touched' "$stale/epnas"
refute Building 'a file that was touched'
echo 'one more' >"$stale/app/src/main/One.java"
touch -t 200001010000 "$stale/app/src/main/One.java"
sed -i.old 's/touch app/[ -e app\/target\/classes\/One.class ] || echo app \>\>anew; &/' "$stale/mvnw"
sed -i.old 's/touch app/[ -e kernel\/target\/classes\/Two.class ] || echo kernel \>\>anew; &/' "$stale/mvnw"
expect 0 Building 'a source that changed and looks old' "$stale/epnas"
[ "$(cat "$stale/anew")" = app ] || fail 'the module of a changed source is compiled anew, and no other'
touch -t 209901010000 "$stale/app/src/main/One.java"
expect 0 Main 'a source from the future' "$stale/epnas"
refute Building 'a source from the future'
rm "$stale/kernel/src/main/Two.java"
expect 0 Building 'a source that was deleted' "$stale/epnas"
expect 0 Main 'then it is up to date' "$stale/epnas"
refute Building 'then it is up to date'

printf '[INFO] no\n[ERROR] what is wrong\n' >"$stale/fails"
echo 'and more' >"$stale/app/src/main/One.java"
expect 1 '[ERROR] what is wrong' 'a build that fails' "$stale/epnas"
refute '[INFO]' 'a build that fails'
echo './mvnw: 145: HOME: parameter not set' >"$stale/fails"
expect 1 'HOME: parameter not set' 'a build that fails before Maven speaks' "$stale/epnas"
rm "$stale/fails"
expect 0 Building 'a build that failed is tried again' "$stale/epnas"

# somebody COMMAND...: as a user who owns nothing here and has no account; the environment's HOME is root's.
somebody() {
  setpriv --reuid 12345 --regid 12345 --clear-groups "$@"
}
if [ "$(id -u)" = 0 ] && somebody true 2>/dev/null; then
  chmod a+rx "$work"
  expect 0 Main 'the built clone of another' somebody "$stale/epnas"
  fake_clone "$work/unbuilt"
  expect 2 'you may not write there' 'the unbuilt clone of another' somebody "$work/unbuilt/epnas"
  [ "$(wc -l <"$work/out")" -eq 1 ] || fail 'the unbuilt clone of another: more than one line'
  expect 2 'You may not write' 'build in the clone of another' somebody "$work/unbuilt/build"
else
  chmod -R a-w "$stale"
  skip 'the clone of another, which needs root and setpriv'
  if [ "$(id -u)" != 0 ]; then expect 0 Main 'a built clone that cannot be written to' "$stale/epnas"; fi
  chmod -R u+w "$stale"
fi
