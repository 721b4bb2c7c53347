#!/usr/bin/env bash
# get.sh PREFIX [--no-build]: PREFIX/bin/ffigen, for the GitHub Action: what is there from an earlier job, else the release, else built
# from this source.
set -uo pipefail
prefix=${1:?}
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
version=$(sed -n 's/^project(ffigen VERSION \([0-9.]*\).*/\1/p' "$source/CMakeLists.txt")
releases=${FFIGEN_RELEASES:-https://github.com/ffigen/ffigen/releases/download/v$version}
name=ffigen-$version-linux-$(uname -m).tar.gz

runs() { "$prefix/bin/ffigen" --version >/dev/null 2>&1; }
say() { echo "ffigen: $*"; }
get() { # get <file>: into the current directory
    case $releases in
        *://*) curl -fsSL --retry 2 --connect-timeout 10 --max-time 120 -o "$1" "$releases/$1" ;;
        *) cp "$releases/$1" "$1" ;;
    esac
}

from_cache() { [ -x "$prefix/bin/ffigen" ]; }
from_release() (
    work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT && cd "$work" &&
        get SHA256SUMS && get "$name" && grep -F "  $name" SHA256SUMS | sha256sum --check --quiet - &&
        mkdir -p "$prefix" && tar -xzf "$name" -C "$prefix" --no-same-owner --strip-components=1
)
for way in cache release; do
    log=$(from_$way 2>&1) && runs && say "$version, from the $way" && exit 0
    [ "$way" = cache ] || say "not from the $way: $(tail -1 <<<"$log")"
done
[ "${2:-}" != --no-build ] || exit 1
say "building $version"
"$source/cmake/action/build.sh" "$prefix" && runs
