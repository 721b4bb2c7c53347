#!/usr/bin/env bash
# Builds and installs ffigen alone: build.sh PREFIX. For the GitHub Action, on a Debian-like runner. It says what takes how long.
set -euo pipefail
prefix=${1:?}
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
done_with() { echo "ffigen: $1: $((SECONDS - began)) s"; began=$SECONDS; }
began=$SECONDS

# The list is ./dev's, so that there is only one. What is there already is not asked for again: on most runners that is much.
. "$source/setup/packages.sh"
missing=()
for package in "${packages_quick[@]}"; do has_package "$package" || missing+=("$package"); done
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
install() {
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-unsafe-io \
        install --no-install-recommends "${missing[@]}"
}
if [ ${#missing[@]} -gt 0 ]; then
    # Lists that are there are most often good enough; where not, new ones are got.
    install >"$build/log" 2>&1 || { $sudo apt-get -qq -o Acquire::Languages=none update && install >"$build/log" 2>&1; } ||
        { tail -20 "$build/log"; exit 1; }
fi
done_with "packages"

# Unoptimised, by folder and with compiled headers: a fifth of the time of a release, and a check takes half a second more.
cmake -S "$source" --preset quick -B "$build/out" -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 >"$build/log"
cmake --build "$build/out" --target ffigen ffigen_shell_files >"$build/log" || { tail -50 "$build/log"; exit 1; }
cmake --install "$build/out" --component tool --strip >/dev/null
done_with "compiling"

# What it loads goes with it, into the cache too: the next job, on another machine, needs no package and no root.
libraries=$prefix/lib/ffigen
mkdir -p "$libraries"
ldd "$prefix/bin/ffigen" | sed -nE 's/^[^/]*=> (\/[^ ]+) .*/\1/p' |
    grep -vE '/(ld-linux[^/]*|lib(c|m|dl|rt|pthread|resolv))\.so' | xargs cp -L -t "$libraries"
patchelf --set-rpath '$ORIGIN' "$libraries"/*
patchelf --set-rpath '$ORIGIN/../lib/ffigen' "$prefix/bin/ffigen"
