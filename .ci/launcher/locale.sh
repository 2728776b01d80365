# The encoding of file names.

fake_clone "$work/spelled"
spelled=$work/spelled
"$spelled/epnas" >"$work/out" 2>&1 || fail 'the first build'
plain() {
  env -u LANG -u LC_ALL -u LC_CTYPE "$@"
}
expect 0 '<LC_ALL=C.UTF-8>' 'LANG unset' plain "$spelled/epnas"
expect 0 '<LC_ALL=C.UTF-8>' 'LC_ALL=C' plain LC_ALL=C "$spelled/epnas"
expect 0 '<LC_ALL=C.UTF-8>' 'LANG=POSIX' plain LANG=POSIX "$spelled/epnas"
expect 0 '<LC_ALL=C.UTF-8>' 'benchmarks' plain LC_ALL=C "$spelled/benchmarks"
if command -v locale >/dev/null; then
  expect 0 '<LC_ALL=C.UTF-8>' 'a locale that is not installed' plain LC_ALL=xx_YY.UTF-8 "$spelled/epnas"
fi
expect 0 '<LC_ALL=>' 'a locale in UTF-8 stays' plain LANG=C.UTF-8 "$spelled/epnas"

# charmap_is NAME, known LOCALE: a machine whose `locale` says so.
mkdir "$work/locales"
cat >"$work/locales/locale" <<'END'
#!/bin/sh
case $1 in
  charmap) case ${LC_ALL:-} in *en_US*) echo UTF-8 ;; *) echo "$CHARMAP" ;; esac ;;
  -a) printf 'C\nPOSIX\n%s\n' "$KNOWN" ;;
esac
END
chmod +x "$work/locales/locale"
expect 0 '<LC_ALL=en_US.utf8>' 'no C.UTF-8, but another' \
  plain CHARMAP=ANSI_X3.4-1968 KNOWN=en_US.utf8 "PATH=$work/locales:$PATH" "$spelled/epnas"
expect 0 '<LC_ALL=C>' 'no UTF-8 at all' \
  plain CHARMAP=ANSI_X3.4-1968 KNOWN= "PATH=$work/locales:$PATH" "$spelled/epnas"
expect 0 '<LC_ALL=de_DE>' 'names in Latin-1 stay so' \
  plain LC_ALL=de_DE CHARMAP=ISO-8859-1 KNOWN= "PATH=$work/locales:$PATH" "$spelled/epnas"
