# Sourced by examples/run and tests/run: what has to be installed, and how the command is built. Call it from the project's top folder.
# shellcheck shell=bash

# need PACKAGE…: installs the Debian packages that are missing (as root), or prints the one line to type and exits 2.
need() {
  if ! command -v dpkg-query >/dev/null; then
    printf 'This is not a Debian system, so nothing was installed; the Debian packages to look for are: %s\n' "$*" >&2
    return 0
  fi
  local package missing=()
  for package in "$@"; do
    case $(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null) in
      installed) ;;
      *) missing+=("$package") ;;
    esac
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    printf 'Some Debian packages are missing. Type this, then call again:\n' >&2
    printf 'sudo sh -c "apt-get update && apt-get install --yes --no-install-recommends %s"\n' "${missing[*]}" >&2
    exit 2
  fi
  printf 'Installing %s\n' "${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update --quiet --quiet >&2
  apt-get install --yes --quiet --quiet --no-install-recommends "${missing[@]}" >&2
}

need_to_build() {
  need build-essential cmake ninja-build pkg-config lua5.4 liblua5.4-dev lua-filesystem lua-argparse lua-dkjson \
    libsqlite3-dev sqlite3 libutf8proc-dev libxxhash-dev
}

# build PRESET: configures once and builds; ninja is quiet when nothing is to be done. A folder that somebody configured for another
# generator, as plain `cmake -B build` does, is configured afresh.
build() {
  printf 'Building (%s)\n' "$1" >&2
  local folder=build/$1 fresh=()
  [ "$1" != default ] || folder=build
  if [ -f "$folder/CMakeCache.txt" ] && ! grep -qx 'CMAKE_GENERATOR:INTERNAL=Ninja' "$folder/CMakeCache.txt"; then fresh=(--fresh); fi
  cmake --preset "$1" "${fresh[@]}" -Wno-dev >"build/.$1.log" 2>&1 || { cat "build/.$1.log" >&2; return 1; }
  cmake --build --preset "$1" >"build/.$1.log" 2>&1 || { cat "build/.$1.log" >&2; return 1; }
}
