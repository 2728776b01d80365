# Where HOME is missing or is no folder.

fake_clone "$work/homeless"
homeless=$work/homeless
expect 0 Main 'no HOME' env -u HOME "$homeless/epnas"
[ -d "$(cat "$homeless/home")" ] || fail 'Maven gets a home that is a folder'
refute '<-Duser.home=' 'an account that has a home'
if [ "$(id -u)" = 0 ] && setpriv --reuid 12345 true 2>/dev/null; then
  chmod a+rx "$work"
  chown -R 12345 "$homeless"
  rm "$homeless/app/target/epnas.built"
  expect 0 "<-Duser.home=$homeless/.epnas/home>" 'no HOME, no account' \
    setpriv --reuid 12345 --regid 12345 --clear-groups env -u HOME "$homeless/epnas"
  grep -qF "maven.repo.local=$homeless/.epnas/home/.m2" "$homeless/calls" || fail 'Maven keeps its libraries there'
  chmod -R a+rX "$homeless"
  chown -R 0 "$homeless"
  mkdir "$work/tmp"
  chmod 1777 "$work/tmp"
  expect 0 "<-Duser.home=$work/tmp/epnas-12345>" 'no HOME, no account, the clone of another' \
    setpriv --reuid 12345 --regid 12345 --clear-groups env -u HOME "TMPDIR=$work/tmp" "$homeless/epnas"
  rm -rf "$work/tmp/epnas-12345"
  mkdir "$work/tmp/epnas-12345"
  expect 0 Main 'a folder that somebody else made there' \
    setpriv --reuid 12345 --regid 12345 --clear-groups env -u HOME "TMPDIR=$work/tmp" "$homeless/epnas"
  refute epnas-12345 'a folder that somebody else made there'
else
  skip 'an account without a home, which needs root and setpriv'
fi
