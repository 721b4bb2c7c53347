#!/usr/bin/env bash
# libclang.sh DIRECTORY: the source of libclang's C functions, clang/tools/libclang, into DIRECTORY. Debian ships clang and
# LLVM as static libraries, but not these; they are in its source package, which apt checks, and whose sum is below.
set -euo pipefail
version=19.1.7
sum=ae498f3bc58ae2d9f64ef5f0c035c4240152bf015a5b7738b15c22e93bdc97ce
directory=${1:?libclang.sh DIRECTORY}
[ "$(cat "$directory/.version" 2>/dev/null)" != $version ] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/source"
# Apart from the machine's own lists: nothing of its configuration changes, and no root is needed.
echo 'deb-src http://deb.debian.org/debian bookworm main' >"$work/sources.list"
apt=(apt-get -q -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists"
    -o Dir::Cache="$work" -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=3)
"${apt[@]}" update >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
(cd "$work/source" && "${apt[@]}" source --download-only --tar-only llvm-toolchain-19) >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; exit 1; }
archive=$(echo "$work"/source/llvm-toolchain-19_*.orig.tar.xz)
echo "$sum  $archive" | sha256sum --check --quiet
rm -rf "$directory"
mkdir -p "$directory"
tar -xJf "$archive" -C "$directory" --wildcards --strip-components=4 '*/clang/tools/libclang/*'
cp /usr/share/common-licenses/Apache-2.0 "$directory/LICENSE" 2>/dev/null || true
echo $version >"$directory/.version"
