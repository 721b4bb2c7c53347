#!/usr/bin/env bash
# run.sh PART FFIGEN SOURCE WORK LIBRARY_DIR: one part of the tests of emitted Go modules.
set -euo pipefail
part=$1 ffigen=$2 source=$3 work=$4 library=$5
here=$source/tests/packages/go
go=${FFIGEN_GO:-go}
export GOFLAGS=-mod=mod GOWORK=off GOTOOLCHAIN=local CGO_ENABLED=1
# The Go that is tested is also the one whose gofmt is asked.
gofmt=$("$go" env GOROOT)/bin/gofmt
rm -rf "$work" && mkdir -p "$work"

fail() { echo "FAILED: $*" >&2; exit 1; }

emit() { # emit HEADER DIRECTORY
    "$ffigen" "$1" --lang go -o "$2" -- -I"$source/generator/include" >"$work/ffigen.log" 2>&1 ||
        { cat "$work/ffigen.log"; fail "ffigen $1"; }
    local changed
    changed=$("$gofmt" -l "$2")
    [ -z "$changed" ] || { "$gofmt" -d "$2" | head -40; fail "gofmt would change: $changed"; }
}

check() { # check DIRECTORY: vet, and the tests with every run-time check
    (cd "$1" && "$go" vet ./... && "$go" test -race -gcflags=all=-d=checkptr -count=1 ./...)
}

case $part in
contract)
    emit "$source/contract/rt_audio_ffi.h" "$work/module"
    cp "$here/testdata/safe_test.go" "$here/testdata/channel_test.go" "$work/module/"
    export CGO_LDFLAGS=-L$library LD_LIBRARY_PATH=$library
    check "$work/module"
    # Instrumented code allocates where the product does not.
    (cd "$work/module" && "$go" test -count=1 -run Allocations .)
    ;;
calls)
    emit "$source/tests/layout/cases/calls.h" "$work/module"
    cp "$here/testdata/calls_test.go" "$work/module/"
    ${CC:-cc} -shared -fPIC -O1 -I"$source/generator/include" -I"$source/tests/layout/cases" \
        "$source/tests/layout/cases/calls.c" -o "$work/liblayout_calls.so"
    export CGO_LDFLAGS=-L$work LD_LIBRARY_PATH=$work
    check "$work/module"
    ;;
mismatch)
    # A library that is the contract's in all but the fingerprint must be refused, and never called.
    emit "$source/contract/rt_audio_ffi.h" "$work/module"
    rm "$work"/module/*_test.go
    cp "$here/testdata/mismatch_test.go" "$work/module/"
    sed -i 's/^const Fingerprint = ".*"/const Fingerprint = "0000000000000000000000000000000000000000000000000000000000000000"/' \
        "$work/module/raw/doc.go"
    grep -q 'Fingerprint = "0000' "$work/module/raw/doc.go" || fail "the fingerprint is not where it was"
    export CGO_LDFLAGS=-L$library LD_LIBRARY_PATH=$library
    (cd "$work/module" && "$go" test -count=1 .)
    ;;
layouts)
    # The type checker reads every platform's files; the compiler itself only some of them, unless all are asked for.
    compiled="linux/amd64 linux/s390x windows/386"
    platforms="linux/amd64 linux/386 linux/arm64 linux/riscv64 linux/ppc64le linux/s390x linux/arm
        windows/amd64 windows/386 darwin/amd64 darwin/arm64"
    [ -z "${FFIGEN_FULL:-}" ] || compiled=$platforms
    for header in "$source"/tests/layout/cases/*.h; do
        name=$(basename "$header" .h)
        emit "$header" "$work/$name"
        # The Go compiler's assertions; no C compiler is needed for these.
        for platform in $compiled; do
            (cd "$work/$name" && CGO_ENABLED=0 GOOS=${platform%/*} GOARCH=${platform#*/} "$go" build ./raw) ||
                fail "$name on $platform"
        done
        # A platform without a verified layout does not compile.
        if (cd "$work/$name" && CGO_ENABLED=0 GOOS=freebsd GOARCH=amd64 "$go" build ./raw) 2>/dev/null; then
            fail "$name compiles for freebsd/amd64, which has no verified layout"
        fi
        # The C compiler's: clang, since gcc lays some of these out otherwise, as docs/conformance.md says.
        [ -z "${GO_TEST_CLANG:-}" ] || (cd "$work/$name" && CC=$GO_TEST_CLANG "$go" vet ./...) ||
            fail "$name with $GO_TEST_CLANG"
    done
    # All layers by the type checker alone: the compiler would make the standard library for every platform first.
    (cd "$here/check" && GOFLAGS= "$go" build -o "$work/check" .)
    # shellcheck disable=SC2086
    "$work/check" "$work" $platforms || fail "the type checker"
    # An assertion must be able to fail: a field moved by hand is noticed.
    sed -i 's/^\(\t_ = zero\[unsafe.Offsetof(v\.[A-Za-z_]*)\)-4\]/\1-5]/' "$work/packing/raw/layout.go"
    if (cd "$work/packing" && CGO_ENABLED=0 "$go" build ./raw) 2>/dev/null; then
        fail "a wrong offset compiles"
    fi
    if "$work/check" "$work" linux/amd64 >/dev/null; then fail "the type checker takes a wrong offset"; fi
    ;;
staticcheck)
    # The contract's module, one of every construct, and programs written against them.
    check_statically() { (cd "$1" && "$STATICCHECK" ./...) || fail "staticcheck finds something in $1"; }
    emit "$source/contract/rt_audio_ffi.h" "$work/contract"
    check_statically "$work/contract"
    check_statically "$source/services/go"
    export CGO_CFLAGS="-I$source/contract -I$source/generator/include"
    check_statically "$source/bench/calls/go"
    unset CGO_CFLAGS
    for header in "$source"/tests/layout/cases/*.h; do
        emit "$header" "$work/$(basename "$header" .h)"
        (cd "$work/$(basename "$header" .h)" && CC=${GO_TEST_CLANG:-cc} "$STATICCHECK" ./...) ||
            fail "staticcheck finds something in $(basename "$header" .h)"
    done
    for example in zlib sqlite3; do
        cp -r "$source/examples/$example" "$work/$example"
        (cd "$work/$example" && "$ffigen" "/usr/include/$example.h" --config ffigen.toml --lang go -o packages/go -q) \
            >"$work/ffigen.log" 2>&1 || { cat "$work/ffigen.log"; fail "ffigen $example.h"; }
        check_statically "$work/$example/packages/go"
        check_statically "$work/$example/go"
    done
    # It must be able to find something.
    printf 'package contract\n\nfunc unused() {}\n' >"$work/contract/internal/memory/unused.go"
    sed -i 's/package contract/package memory/' "$work/contract/internal/memory/unused.go"
    if (cd "$work/contract" && "$STATICCHECK" ./internal/...) >/dev/null 2>&1; then fail "staticcheck finds nothing"; fi
    ;;
*) fail "no part $part" ;;
esac
