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

# need_to_build [PACKAGE…]: what building takes, and what else is named, in one call.
need_to_build() {
  need build-essential cmake ninja-build pkg-config lua5.4 liblua5.4-dev lua-filesystem lua-argparse lua-dkjson \
    libsqlite3-dev sqlite3 libutf8proc-dev libxxhash-dev "$@"
}

# What cmake is told for each way to build: what users run, what is packed, and how the tests and fuzzers are built.
configuration() {
  local tested='-DCMAKE_BUILD_TYPE=Debug -DMANDATE_TESTS=ON' clang='-DCMAKE_C_COMPILER=clang'
  case $1 in
    default) echo '-DCMAKE_BUILD_TYPE=RelWithDebInfo' ;;
    release) echo '-DCMAKE_BUILD_TYPE=Release' ;;
    clang) echo "-DCMAKE_BUILD_TYPE=RelWithDebInfo $clang" ;;
    debug) echo "$tested" ;;
    asan) echo "$tested -DMANDATE_SANITIZE=address,undefined" ;;
    tsan) echo "$tested -DMANDATE_SANITIZE=thread" ;;
    clang-asan) echo "$tested -DMANDATE_SANITIZE=address,undefined $clang" ;;
    fuzz) echo "-DCMAKE_BUILD_TYPE=Debug -DMANDATE_FUZZ=ON -DMANDATE_SANITIZE=address,undefined $clang" ;;
    *) printf 'no way to build is called %s: default, release, clang, debug, asan, tsan, clang-asan, fuzz\n' "$1" >&2; return 1 ;;
  esac
}

# build WAY [TARGET]: configures once and builds all, or one target, in build/ for `default` and in build/WAY for the others; ninja is quiet when nothing is to be done. A folder
# that somebody configured for another generator, as plain `cmake -B build` does, is configured afresh.
build() {
  printf 'Building (%s)\n' "$1" >&2
  local folder=build/$1 fresh=() told
  [ "$1" != default ] || folder=build
  told=$(configuration "$1") || return 1
  mkdir -p build
  if [ -f "$folder/CMakeCache.txt" ] && ! grep -qx 'CMAKE_GENERATOR:INTERNAL=Ninja' "$folder/CMakeCache.txt"; then fresh=(--fresh); fi
  # shellcheck disable=SC2086 # several words
  cmake -B "$folder" -G Ninja $told "${fresh[@]}" -Wno-dev >"build/.$1.log" 2>&1 || { cat "build/.$1.log" >&2; return 1; }
  cmake --build "$folder" ${2:+--target "$2"} >"build/.$1.log" 2>&1 || { cat "build/.$1.log" >&2; return 1; }
}
