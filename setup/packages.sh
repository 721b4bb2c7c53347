# Debian packages, by what needs them; what one suite of tests needs beside these is in tests/<suite>/needs.
# Sourced by ./dev and by cmake/action/build.sh.
packages_build=(
    build-essential cmake ninja-build ccache git pkg-config ca-certificates curl
    clang-19 libclang-19-dev libclang-rt-19-dev
    libcli11-dev libfmt-dev libtomlplusplus-dev nlohmann-json3-dev libkainjow-mustache-dev nettle-dev libdw-dev libdtl-dev
)
packages_quick=( # the command alone, once, in little time: cmake/action/build.sh
    cmake ninja-build pkg-config patchelf clang-19 libclang-19-dev
    libcli11-dev libfmt-dev libtomlplusplus-dev nlohmann-json3-dev libkainjow-mustache-dev nettle-dev libdw-dev libdtl-dev
)
packages_run=(
    libsndfile1-dev libsystemd-dev portaudio19-dev
    libasio-dev libssl-dev # rpc
    libnats-dev # rpc: through NATS
)
packages_python=(
    python3 python3-venv python3-pip
)
packages_python_free=( # what CPython is built with
    build-essential libffi-dev libssl-dev zlib1g-dev xz-utils
)
packages_test=(
    libgtest-dev libgmock-dev
)
packages_full=(
    clang-tidy-19
)
packages_package_target=( # what the self-contained program has inside, of the machine it is for
    llvm-19-dev libclang-19-dev libdw-dev libelf-dev nettle-dev zlib1g-dev liblzma-dev libbz2-dev libzstd-dev
    libcli11-dev libfmt-dev libtomlplusplus-dev nlohmann-json3-dev libkainjow-mustache-dev libdtl-dev libstdc++-12-dev
)
packages_package_beside=( # what those refer to: by themselves in a system, by name where nothing else is unpacked
    libclang-common-19-dev libc6-dev libc6 linux-libc-dev libcrypt-dev libgcc-12-dev libfmt9 libtomlplusplus3
    gcc-12-base libbz2-1.0 # their terms
)
packages_package=(
    "${packages_package_target[@]}" dpkg-dev file python3 xz-utils
)
packages_bench=(
    libcbor-dev # cbor: beside it
    libzmq3-dev libgrpc++-dev libprotobuf-dev protobuf-compiler-grpc # rpc: beside it
    libboost-dev libiceoryx-posh-dev libiceoryx-posh-roudi2 libacl1-dev # ring: beside it, as ZeroMQ is
    libbenchmark-dev libsqlite3-dev libvulkan-dev
    abigail-tools dwarves abi-compliance-checker abi-dumper universal-ctags # drift: who else notices what
)
packages_foreign=( # headers of others: those that tests/headers/foreign.py names, beside what other tests need
    freeglut3-dev libasound2-dev libbrotli-dev libcap-dev libcjson-dev libcurl4-openssl-dev libegl-dev libevdev-dev libevent-dev
    libflac-dev libfontconfig-dev libgit2-dev libgl-dev libgles-dev libglx-dev libgnutls28-dev libicu-dev liblua5.4-dev liblzo2-dev
    libnghttp2-dev libogg-dev libopus-dev libpam0g-dev libpcap-dev libpixman-1-dev libpulse-dev libreadline-dev libsdl2-dev
    libusb-1.0-0-dev libuv1-dev libvorbis-dev libwebp-dev libx11-dev libxcb1-dev libxkbcommon-dev libxrender-dev uuid-dev
)
packages_rust_debian=( # where rustup cannot be had: what Debian builds its browsers with
    cargo-web rustc-web rustfmt-web rust-web-clippy
)
packages_go_debian=( # any Go, to get a newer one with
    golang-go
)

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "needs root for: $* (install sudo, or run it as root)"; fi
}

has_package() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

apt_get() { # apt_get <command> ...: what it does with each package, or its errors
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
        -o Dpkg::Use-Pty=0 "$@" | { grep --line-buffered -E '^(Setting up|E:)' || true; }
}

install_packages() {
    local missing=() package
    for package in "$@"; do
        has_package "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null ||
        die "not a Debian-like system; install what corresponds to: ${missing[*]}"
    step "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    apt_get update || true # a list that is not renewed may still do
    apt_get install --no-install-recommends "${missing[@]}" || die "apt-get could not install: ${missing[*]}"
    for package in "${missing[@]}"; do
        has_package "$package" || die "apt-get could not install $package"
    done
}

setup_foreign() { install_packages "${packages_foreign[@]}"; }

at_least() { printf '%s\n%s\n' "$2" "$1" | sort -V -C; } # at_least <version> <minimum>
