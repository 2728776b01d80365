# The program itself, in a copy of this clone with another name.

unset JAVA_HOME
clone="$work/EPNAS Größe v1"
if [ ! -f "$root/app/target/epnas.built" ]; then
  fail 'the program is not built; run ./epnas list first'
fi
mkdir "$clone"
(cd "$root" && tar cf - epnas build benchmarks mvnw .mvn pom.xml ./*/pom.xml ./*/src/main) | (cd "$clone" && tar xf -)
mkdir "$clone/app/target"
for built in classes lib epnas.built; do
  ln -s "$root/app/target/$built" "$clone/app/target/$built"
done
# A grey PNG of 8 x 8 pixels.
png='\0211\0120\0116\0107\0015\0012\0032\0012\0000\0000\0000\0015\0111\0110\0104\0122\0000\0000\0000\0010\0000\0000\0000\0010\0010\0000\0000\0000\0000\0341\0144\0341\0127\0000\0000\0000\0016\0111\0104\0101\0124\0170\0332\0143\0150\0200\0002\0006\0312\0030\0000\0200\0204\0040\0001\0020\0350\0152\0027\0000\0000\0000\0000\0111\0105\0116\0104\0256\0102\0140\0202'
folder="$work/Müller Läufe"
for class in 'Größe klein' '大きい'; do
  mkdir -p "$folder/Dätä/$class"
  for image in 1 2 3 4 5 6 7 8; do
    printf '%b' "$png" >"$folder/Dätä/$class/ä$image.png"
  done
done
cd "$folder"

ascii() {
  env -u LANG -u LC_ALL -u LC_CTYPE "$@"
}
search() {
  ascii "$@" "$clone/epnas" search --data Dätä --budget trials=1 --epochs 1 --batch-size 4 ${run:+--run "$run"}
}
run=
expect 0 'Run folder: runs/' 'LANG unset' search
expect 0 '大きい' 'the names of the classes' ascii LC_ALL=C "$clone/epnas" predict runs/* 'Dätä/Größe klein/ä1.png'
run='Läufe/eins'
expect 0 'Run folder: Läufe/eins' 'LC_ALL=C, --run' search LC_ALL=C
expect 0 'trial' 'show of that run' ascii LC_ALL=POSIX "$clone/epnas" show "$run"
run='Läufe/zwei'
expect 0 'Run folder: Läufe/zwei' 'a locale that is not installed' search LC_ALL=xx_YY.UTF-8
[ -z "$(find "$work" -name '*[?]*')" ] || fail 'a folder with question marks was made'

# Where the C library has no locale in UTF-8 at all.
mkdir "$work/none"
printf '#!/bin/sh\n[ "$1" != charmap ] || echo ANSI_X3.4-1968\n' >"$work/none/locale"
chmod +x "$work/none/locale"
expect 2 'Maybe set LC_ALL to a locale in UTF-8' 'no locale in UTF-8' \
  ascii LC_ALL=C "PATH=$work/none:$PATH" "$root/epnas" search --data Dätä
refute '	at ' 'no locale in UTF-8'
expect 2 'Maybe set LC_ALL to a locale in UTF-8' 'no locale in UTF-8, --run' \
  ascii LC_ALL=C "PATH=$work/none:$PATH" "$root/epnas" search --run Läufe
expect 2 "'locale -a' names none in UTF-8" 'no locale in UTF-8, a clone with such a name' \
  ascii LC_ALL=C "PATH=$work/none:$PATH" "$clone/epnas" list

# Libraries are unpacked below the home, and loaded from there.
mkdir "$work/noexec"
if unshare -m true 2>/dev/null; then
  # In a mount space of its own, which ends with the command.
  expect 0 'noexec' 'a cache that nothing may be run from' unshare -m sh -c \
    'mount -t tmpfs -o noexec none "$1" && EPNAS_JAVA_OPTS="-Dorg.bytedeco.javacpp.cachedir=$1" "$2" doctor' \
    sh "$work/noexec" "$root/epnas"
else
  skip 'a cache that nothing may be run from, which needs unshare -m'
fi
