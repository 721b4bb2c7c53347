# ./dev package: the program and the runtime as others install them, in out/packages. Sourced by ./dev.
ffigen_version=$(sed -n 's/^project(ffigen VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)

cmd_package() { # cmd_package [--machine aarch64]...
    local machines=("$(uname -m)") machine trees=() sysroot=()
    while [ $# -gt 0 ]; do
        case $1 in
            --machine) machines+=("${2:?--machine needs aarch64}"); shift ;;
            *) die "unknown option $1; there is --machine aarch64" ;;
        esac
        shift
    done
    install_packages "${packages_build[@]}" "${packages_package[@]}" "${packages_run[@]}"
    mkdir -p build out
    rm -rf out/packages build/packaged
    # The same source makes the same packages.
    SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 315532800)}
    export SOURCE_DATE_EPOCH
    for machine in "${machines[@]}"; do
        package_program "$machine"
        package_terms "build/package-$machine" tool "${sysroot[@]}"
        package_debs "build/package-$machine"
        trees+=(--tree "build/package-$machine/tree")
        [ "$machine" = "$(uname -m)" ] || trees+=(--sysroot "$machine=build/sysroot-$machine")
    done
    package_runtime
    step "The packages"
    rm -rf out/packages/_CPack_Packages
    python3 packaging/make.py "${trees[@]}" --version "$ffigen_version" --out out/packages
    packaged_source >build/packaged
}

packaged_source() { # what the packages are made of, as one sum: tests look at those of this tree and of no other
    git ls-files -co --exclude-standard CMakeLists.txt CMakePresets.json LICENSE cmake contract docs/install.md generator packaging rpc \
        runtime services setup templates | LC_ALL=C sort | xargs -d "\n" sha256sum 2>/dev/null | sha256sum
}

package_program() { # package_program <machine>: build/package-<machine>/tree; sets sysroot for packaging/terms.py
    local folder=build/package-$1 options=()
    sysroot=()
    [ "$1" = "$(uname -m)" ] || { package_sysroot "$1"; sysroot=(--sysroot "$PWD/build/sysroot-$1"); options=(-DCMAKE_TOOLCHAIN_FILE="$PWD/packaging/toolchain-$1.cmake" -DFFIGEN_SYSROOT="$PWD/build/sysroot-$1"); }
    step "The source of libclang's C functions"
    packaging/libclang.sh build/libclang-source
    configure package -B "$folder" -DFFIGEN_LIBCLANG_SOURCE="$PWD/build/libclang-source" "${options[@]}"
    step "Building ffigen for $1, with everything inside"
    cmake --build "$folder" --parallel "$jobs" --target generator/all ffigen_shell_files
    rm -rf "$folder/tree"
    cmake --install "$folder" --prefix "$folder/tree" --strip >/dev/null
}

# With this system's libraries, as all that goes into it; what is generated comes from the program that was just built.
package_runtime() {
    step "The runtime, its services and the RPC server"
    configure release -B build/package-runtime -DCMAKE_INSTALL_PREFIX=/usr -DFFIGEN_BUILD_GENERATOR=OFF -DFFIGEN_BUILD_TESTS=OFF -DFFIGEN_BUILD_BENCH=OFF \
        -DFFIGEN_LANGUAGES=none -DFFIGEN_EXECUTABLE="$PWD/build/package-$(uname -m)/tree/bin/ffigen"
    cmake --build build/package-runtime --parallel "$jobs" \
        --target runtime/all rpc/all services/cpp/all services/host/all services/rpc-server/all services/top/all
    package_terms build/package-runtime services libasio-dev libcli11-dev libfmt-dev nlohmann-json3-dev
    package_terms build/package-runtime rpc libasio-dev libcli11-dev libfmt-dev nlohmann-json3-dev
    package_terms build/package-runtime rpc_nats libasio-dev libfmt-dev nlohmann-json3-dev
    package_debs build/package-runtime
}

package_debs() { # package_debs <build directory>
    cpack --config "$1/CPackConfig.cmake" -B "$PWD/out/packages" >build/cpack.log || { cat build/cpack.log; return 1; }
}

package_terms() { # package_terms <build directory> <component> [what packaging/terms.py takes]...: its copyright file
    local folder=$1/terms component=$2; shift 2
    mkdir -p "$folder"
    python3 -B packaging/terms.py --version "$ffigen_version" "$@" >"$folder/$component"
}

package_sysroot() { # package_sysroot <machine>: the libraries of another machine, in build/sysroot-<machine>
    case $1 in aarch64) ;; *) die "no packages for $1" ;; esac
    install_packages gcc-aarch64-linux-gnu g++-aarch64-linux-gnu qemu-user-static
    step "Debian's libraries for $1"
    packaging/sysroot.sh arm64 "build/sysroot-$1" "${packages_package_target[@]}" "${packages_package_beside[@]}"
}

# For the tests of packages: the tools of the builds that they are tried in; with --full the packages themselves, and empty
# systems of several ages to install them in.
setup_packagers() {
    local lock=tests/package/requirements.txt environment=build/packagers
    [ -x $environment/bin/python ] || python3 -m venv $environment
    cmp -s $lock $environment/${lock//\//-} || step "Build tools: $(grep -cE '^[a-z]' $lock) locked packages"
    install_locked $environment/bin/python $lock ||
        skip "builds in Python" "pip could not install $lock; give it a package index (PIP_INDEX_URL)"
}

# What a developer has who uses the runtime's packages; nothing of it is in the others.
packages_developer=(build-essential cmake pkg-config libssl-dev libsndfile1 libfmt9 libportaudio2 libtomlplusplus3 libnats-dev npm)

setup_package_roots() {
    local release
    [ -n "${full:-}" ] || return 0
    [ -f out/packages/SHA256SUMS ] && [ "$(packaged_source)" = "$(cat build/packaged 2>/dev/null)" ] || cmd_package --machine aarch64
    install_packages mmdebstrap qemu-user-static lintian mandoc groff-base zsh fish busybox-static \
        bazel-bootstrap bazel-platforms bazel-rules-cc bazel-rules-java bazel-rules-proto bazel-skylib
    command -v npx >/dev/null || install_packages nodejs npm # Debian's refuse to stand beside others
    for release in bullseye bookworm trixie; do
        package_root $release $release python3 python3-pip python3-venv python3-yaml nodejs
    done
    package_root developer bookworm "${packages_developer[@]}"
}

package_root() { # package_root <name> <release> <package>...: build/roots/<name>.tar
    local name=$1 release=$2; shift 2
    ! [ "$release $*" = "$(cat "build/roots/$name.list" 2>/dev/null)" ] || return 0
    step "An empty Debian ($name)"
    mkdir -p build/roots
    as_root mmdebstrap --mode=root --quiet --variant=minbase --include="$(echo "$*" | tr ' ' ,)" \
        --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io "$release" "build/roots/$name.tar" \
        "deb http://deb.debian.org/debian $release main" ||
        { skip "an empty $name" "mmdebstrap could not make it; give it a mirror of Debian"; return 0; }
    echo "$release $*" >"build/roots/$name.list"
}

bench_start() { # the self-contained program beside the one that loads its libraries, and beside others
    local options=(--static "build/package-$(uname -m)/tree/bin/ffigen" --dynamic build/release/generator/ffigen --work build/release/bench/start)
    install_packages "${packages_package[@]}"
    package_program "$(uname -m)"
    setup_bindgen
    [ ! -x build/tools/bin/bindgen ] || options+=(--bindgen build/tools/bin/bindgen)
    step "Start"
    "$FFIGEN_PYTHON" bench/start/run.py "${options[@]}"
}
