# ./dev package: the program and the runtime as others install them, in out/packages. Sourced by ./dev.
cmd_package() { # cmd_package [--machine aarch64]...
    local machines=(x86_64) machine version trees=()
    while [ $# -gt 0 ]; do
        case $1 in
            --machine) machines+=("${2:?--machine needs aarch64}"); shift ;;
            *) die "unknown option $1; there is --machine aarch64" ;;
        esac
        shift
    done
    install_packages "${packages_build[@]}" "${packages_package[@]}" "${packages_run[@]}"
    mkdir -p build out
    rm -rf out/packages
    step "The source of libclang's C functions"
    packaging/libclang.sh build/libclang-source
    version=$(sed -n 's/^project(ffigen VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
    for machine in "${machines[@]}"; do
        package_program "$machine"
        trees+=(--tree "build/package-$machine/tree")
    done
    step "The runtime"
    configure release -DFFIGEN_BUILD_GENERATOR=OFF -DFFIGEN_BUILD_TESTS=OFF -DFFIGEN_BUILD_BENCH=OFF -B build/package-runtime
    cmake --build build/package-runtime --parallel "$jobs" --target runtime/all services/cpp/all services/host/all
    cpack --config build/package-runtime/CPackConfig.cmake -B "$PWD/out/packages" >build/cpack.log || { cat build/cpack.log; return 1; }
    step "The packages"
    rm -rf out/packages/_CPack_Packages
    python3 packaging/make.py "${trees[@]}" --version "$version" --out out/packages
}

package_program() { # package_program <machine>: build/package-<machine>/tree, and its .deb
    local folder=build/package-$1 options=()
    [ "$1" = "$(uname -m)" ] || { package_sysroot "$1"; options=(-DCMAKE_TOOLCHAIN_FILE="$PWD/packaging/toolchain-$1.cmake" -DFFIGEN_SYSROOT="$PWD/build/sysroot-$1"); }
    configure package -B "$folder" -DFFIGEN_LIBCLANG_SOURCE="$PWD/build/libclang-source" "${options[@]}"
    step "Building ffigen for $1, with everything inside"
    cmake --build "$folder" --parallel "$jobs" --target generator/all ffigen_shell_files
    rm -rf "$folder/tree"
    cmake --install "$folder" --prefix "$folder/tree" --strip >/dev/null
    cpack --config "$folder/CPackConfig.cmake" -B "$PWD/out/packages" >build/cpack.log || { cat build/cpack.log; return 1; }
}

# The libraries of another machine, unpacked and not installed: apt checks them, and this machine stays as it is.
package_sysroot() { # package_sysroot <machine>
    local root=build/sysroot-$1 architecture package
    case $1 in aarch64) architecture=arm64 ;; *) die "no packages for $1" ;; esac
    [ ! -f "$root/.complete" ] || return 0
    step "Debian's libraries for $1"
    install_packages mmdebstrap gcc-aarch64-linux-gnu g++-aarch64-linux-gnu qemu-user-static
    as_root rm -rf "$root"
    as_root mmdebstrap --mode=root --quiet --variant=extract --architectures=$architecture \
        --include="$(printf '%s,' "${packages_package_target[@]}" | sed 's/,$//')" bookworm "$root" \
        "deb http://deb.debian.org/debian bookworm main"
    as_root touch "$root/.complete"
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

setup_package_roots() {
    local release
    [ -n "${full:-}" ] || return 0
    [ -f out/packages/SHA256SUMS ] || cmd_package
    install_packages mmdebstrap
    for release in bullseye bookworm trixie; do
        [ ! -f build/roots/$release.tar ] || continue
        step "An empty Debian ($release)"
        mkdir -p build/roots
        as_root mmdebstrap --mode=root --quiet --variant=minbase --include=python3,python3-pip,python3-venv,nodejs \
            --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io $release build/roots/$release.tar \
            "deb http://deb.debian.org/debian $release main" ||
            skip "an empty $release" "mmdebstrap could not make it; give it a mirror of Debian"
    done
}
