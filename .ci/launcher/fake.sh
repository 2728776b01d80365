# A clone whose Maven and JDK are scripts.

jdk=$work/jdk
mkdir -p "$jdk/bin"
echo 'JAVA_VERSION="25.0.1"' >"$jdk/release"
cat >"$jdk/bin/java" <<'END'
#!/bin/sh
case "$*" in
  *XshowSettings*) echo "    java.home = $(dirname -- "$(dirname -- "$0")")" >&2 ;;
  *) printf '<%s>\n' "$@" "HOME=${HOME:-}" "LC_ALL=${LC_ALL:-}" ;;
esac
END
cp "$jdk/bin/java" "$jdk/bin/javac"
chmod +x "$jdk/bin/java" "$jdk/bin/javac"
JAVA_HOME=$jdk
export JAVA_HOME

# fake_clone DIR: the real launchers, one source, and a Maven that counts its calls in DIR/calls.
fake_clone() {
  mkdir -p "$1/app/src/main" "$1/kernel/src/main" "$1/benchmarks-jmh/src/main"
  cp -R "$root/epnas" "$root/build" "$root/benchmarks" "$1"
  mkdir -p "$1/.mvn"
  cp -R "$root/.mvn/launch" "$root/.mvn/launch.sh" "$root/.mvn/test-report.awk" "$1/.mvn"
  touch "$1/pom.xml" "$1/app/pom.xml"
  echo one >"$1/app/src/main/One.java"
  echo two >"$1/kernel/src/main/Two.java"
  cat >"$1/mvnw" <<'END'
#!/bin/sh
echo "$*" >>calls
echo "$HOME" >home
mkdir -p app/target/classes kernel/target/classes
touch app/target/classes/One.class kernel/target/classes/Two.class
if [ -e fails ]; then
  cat fails
  exit 1
fi
echo $$ >pid
[ ! -e slow ] || exec sleep "$(cat slow)"
END
  chmod +x "$1/mvnw"
}

# calls DIR: how often Maven ran there.
calls() {
  [ ! -f "$1/calls" ] || wc -l <"$1/calls" | tr -d ' '
}
