#!/usr/bin/env bash
# Builds and installs ffigen alone: build.sh PREFIX. For the GitHub Action, on a Debian-like runner.
set -euo pipefail
prefix=${1:?}
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT

# The list is ./dev's, so that there is only one.
. "$source/setup/packages.sh"
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
$sudo apt-get -qq update
$sudo apt-get -y -qq install --no-install-recommends "${packages_build[@]}"
cmake -S "$source" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DFFIGEN_BUILD_RUNTIME=OFF -DFFIGEN_BUILD_TESTS=OFF
cmake --build "$build"
cmake --install "$build"
