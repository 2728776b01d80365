# Which JDK is found. The machine's own JDKs may come second, so these look for the first one alone.

mkdir -p "$work/shims" "$work/path"
cat >"$work/shims/java" <<END
#!/bin/sh
exec "$jdk/bin/java" "\$@"
END
chmod +x "$work/shims/java"
ln -s "$jdk/bin/java" "$work/path/java"
# found PATH: the JDK that the launchers would take.
found() {
  env -u JAVA_HOME "PATH=$1:$PATH" sh -c '. "$0/.mvn/launch/jdk.sh"; jdk_of_path' "$root"
}
expect 0 "$jdk" 'the shim of a version manager' found "$work/shims"
expect 0 "$jdk" 'a link to java' found "$work/path"
cat >"$work/shims/java" <<'END'
#!/bin/sh
echo 'No version is set for command java' >&2
exit 126
END
expect 0 '' 'a shim without a version' found "$work/shims"
refute version 'a shim without a version'
