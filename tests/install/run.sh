#!/usr/bin/env bash
# Installs the build, moves it, and builds a project that uses it: generated once, again when the header or a
# header that it includes changes, and not otherwise.
set -euo pipefail
cmake=$1 build=$2 consumer=$3 work=$4 cxx=$5 cc=$6

fail() { echo "FAIL: $*" >&2; exit 1; }
rm -rf "$work"
mkdir -p "$work"
"$cmake" --install "$build" --prefix "$work/first" >"$work/install.log"
mv "$work/first" "$work/moved"

# Not even a trace of where it was built or installed first.
if grep -rlIF -e "$work/first" -e "$build" "$work/moved"; then
    fail "the files above name the build or the first install directory"
fi
grep -q "$build" "$work/moved/bin/ffigen" && ! readelf -S "$work/moved/bin/ffigen" | grep -q debug_info &&
    fail "the binary names the build directory"
"$work/moved/bin/ffigen" --version

cp -r "$consumer" "$work/project"
"$cmake" -S "$work/project" -B "$work/out" -G Ninja -DCMAKE_PREFIX_PATH="$work/moved" \
    -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_C_COMPILER="$cc" >"$work/configure.log"
build() { "$cmake" --build "$work/out" >"$work/build.log" 2>&1 || { cat "$work/build.log"; fail "$1"; }; }
generated() { grep -c 'ffigen .*: ' "$work/build.log" || true; }

build "first build"
[ "$(generated)" = 2 ] || fail "expected both sets of bindings to be generated at first"
[ -f "$work/out/point_bindings/json/model.json" ] || fail "no json/model.json"
"$work/out/consumer" | grep -qx 'point 16' || fail "the consumer printed something else"

build "second build"
grep -q 'no work to do' "$work/build.log" || fail "a second build had work to do"

stamp=$(stat -c %Y.%y "$work/out/point_bindings/json/model.json")
sleep 1.1
touch "$work/project/point.h"
build "after touching the header"
[ "$(generated)" = 2 ] || fail "touching the header did not run ffigen"
[ "$stamp" = "$(stat -c %Y.%y "$work/out/point_bindings/json/model.json")" ] ||
    fail "an unchanged file was rewritten"

sleep 1.1
sed -i 's/int64_t coordinate/double coordinate/' "$work/project/coordinate.h"
build "after changing an included header"
[ "$(generated)" = 2 ] || fail "changing an included header did not run ffigen"
grep -q '"double"' "$work/out/point_bindings/json/model.json" || fail "the change did not arrive"
echo "installed, moved, used; regenerated when and only when needed"
