#!/usr/bin/env bash
# sysroot.sh ARCHITECTURE DIRECTORY PACKAGE...: Debian's packages of another machine, unpacked into DIRECTORY and installed nowhere;
# those alone that are named. apt checks them. DIRECTORY/versions says which they are, a line each.
set -euo pipefail
architecture=${1:?sysroot.sh ARCHITECTURE DIRECTORY PACKAGE...} directory=${2:?} ; shift 2
wanted="$architecture $*"
[ "$(cat "$directory/.wanted" 2>/dev/null)" != "$wanted" ] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/packages"
# Apart from the machine's own lists: nothing of its configuration changes, and no root is needed.
echo 'deb http://deb.debian.org/debian bookworm main' >"$work/sources.list"
: >"$work/status"
apt=(apt-get -q -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists"
    -o Dir::State::status="$work/status" -o Dir::Cache="$work" -o APT::Architecture="$architecture"
    -o APT::Architectures::="$architecture" -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=3)
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }
quietly "${apt[@]}" update
(cd "$work/packages" && quietly "${apt[@]}" download "$@")
rm -rf "$directory"
mkdir -p "$directory"
for package in "$work"/packages/*.deb; do
    dpkg-deb --extract "$package" "$directory"
    dpkg-deb --show --showformat='${Package} ${Version}\n' "$package" >>"$directory/versions"
done
echo "$wanted" >"$directory/.wanted"
