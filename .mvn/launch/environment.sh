# The encoding of file names, and a home: cron, systemd and containers often give neither.

# Java takes the names of files in the locale's encoding. Where that is ASCII (LANG unset, C, POSIX, or a locale that is
# not installed) it could not spell a folder such as (Größe), so it gets a UTF-8 locale. Another encoding is the
# person's choice: their names are in it.
use_utf8() {
  is_ascii_locale || return 0
  LC_ALL=C.UTF-8
  export LC_ALL
  if is_ascii_locale; then
    # The C library knows no C.UTF-8; the program says what to set when it meets such a name.
    other=$(locale -a 2>/dev/null | grep -iE '\.utf-?8$' | head -n 1)
    LC_ALL=${other:-C}
    [ -n "$other" ] || require_ascii_folder
  fi
}

# Without such a locale Java cannot even open the program where it lies.
require_ascii_folder() {
  case $root in
    *[!\ -~]*)
      say "The folder of EPNAS ($root) cannot be spelled in ASCII, the encoding of this locale, and 'locale -a' names none in UTF-8. Maybe install one, for example C.UTF-8, and set LC_ALL to it, or rename the folder."
      exit 2
      ;;
  esac
}

is_ascii_locale() {
  # Alpine has no `locale`, but takes every locale for UTF-8 except C and POSIX.
  charmap=$(locale charmap 2>/dev/null) || charmap=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
  case $charmap in
    ANSI_X3.4* | US-ASCII | ASCII | 646 | C | POSIX | '') return 0 ;;
  esac
  return 1
}

# Maven and JavaCPP keep what they fetch and unpack below the home. Where HOME is missing or is no folder: the home of
# the password file or, for an account without one, a folder in the clone.
use_home() {
  own_home=
  if [ -n "${HOME:-}" ] && [ -d "$HOME" ]; then
    return 0
  fi
  HOME=$(home_of_account)
  if [ ! -d "$HOME" ]; then
    HOME=$root/.epnas/home
    { mkdir -p "$HOME" && [ -w "$HOME" ]; } 2>/dev/null || HOME=$(home_among_temporary_files)
    own_home=$HOME
  fi
  export HOME
}

# For a clone that cannot be written to. What lies there is run, so it must be nobody else's.
home_among_temporary_files() {
  folder=${TMPDIR:-/tmp}/epnas-$(id -u)
  if mkdir -m 700 "$folder" 2>/dev/null || { [ ! -L "$folder" ] && [ -O "$folder" ]; }; then
    printf '%s\n' "$folder"
  else
    mktemp -d
  fi
}

home_of_account() {
  account=$(id -un 2>/dev/null) || account=
  case $account in
    '' | *[!A-Za-z0-9._-]*) ;;
    *) eval "printf '%s\n' ~$account" ;;
  esac
}
