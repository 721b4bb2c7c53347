# Rust: what is there, or rustup's, or Debian's. Sourced by ./dev.
rust_minimum=1.85   # edition 2024
rust_version=1.95.0 # what is got where there is none
rustup_version=1.28.2
declare -A rustup_sha256=(
    [x86_64]=20a06e644b0d9bd2fbdbfd52d42540bdde820ea7df86e92e533c073da0cdd43c
    [aarch64]=e3853c5a252fca15252d07cb23a1bdd9377a8c6f3efa01531109281ae47f841c
)
# What ffigen knows, less this machine: packages are compiled for each of them.
rust_targets=(
    x86_64-unknown-linux-gnu i686-unknown-linux-gnu aarch64-unknown-linux-gnu riscv64gc-unknown-linux-gnu
    powerpc64le-unknown-linux-gnu s390x-unknown-linux-gnu armv7-unknown-linux-gnueabihf
    x86_64-pc-windows-msvc i686-pc-windows-msvc x86_64-pc-windows-gnu
    x86_64-apple-darwin aarch64-apple-darwin wasm32-unknown-unknown
)

found_rust() { cargo --version 2>/dev/null | cut -d' ' -f2; }
has_rust() { at_least "$(found_rust)" $rust_minimum && cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1

get_rustup() { # into build/toolchains; its own binary by checksum, the toolchain's parts by rustup's
    local home=$PWD/build/toolchains machine program=build/rustup-init
    machine=$(uname -m)
    [ -n "${rustup_sha256[$machine]:-}" ] || return 1
    curl -fsS --retry 3 --proto '=https' --max-time 120 -o $program \
        "https://static.rust-lang.org/rustup/archive/$rustup_version/$machine-unknown-linux-gnu/rustup-init" || return 1
    echo "${rustup_sha256[$machine]}  $program" | sha256sum -c --quiet || return 1
    chmod +x $program
    RUSTUP_HOME=$home/rustup CARGO_HOME=$home/cargo $program -y -q --no-modify-path --profile minimal \
        --default-toolchain $rust_version -c rustfmt -c clippy
}

use_own_rust() { # what an earlier run got
    local home=$PWD/build/toolchains
    [ ! -x "$home/cargo/bin/cargo" ] || export RUSTUP_HOME=$home/rustup CARGO_HOME=$home/cargo PATH="$home/cargo/bin:$PATH"
}

setup_rust() {
    export PATH="$PATH:$HOME/.cargo/bin"
    has_rust && return
    use_own_rust
    has_rust && return
    step "Rust >= $rust_minimum with rustfmt and clippy is absent (found: $(found_rust || true)); getting $rust_version with rustup"
    if get_rustup; then
        use_own_rust
    else
        step "rustup cannot be had; Debian's own Rust"
        (install_packages "${packages_rust_debian[@]}") || true
    fi
    has_rust || skip rust "no cargo >= $rust_minimum with rustfmt and clippy; install it with rustup and run this again"
}

# The other machines' standard libraries, for the packages that are compiled for them.
setup_rust_targets() {
    has_rust || return 0 # said by setup_rust
    local have missing=() target sysroot
    sysroot=$(rustc --print sysroot)
    for target in "${rust_targets[@]}"; do
        [ -d "$sysroot/lib/rustlib/$target/lib" ] || missing+=("$target")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    step "Rust's standard library for ${missing[*]}"
    have=$(command -v rustup) && "$have" -q target add "${missing[@]}" ||
        skip "rust for other machines" "rustup could not add ${missing[*]}"
}

# The crates that tests and services are built with, as their lock files have them.
setup_crates() {
    has_rust || return 0 # said by setup_rust
    local manifest
    for manifest in services/rust tests/drift/sarif_schema tests/cbor/ciborium tests/cbor/properties tests/headers/wrap_inline \
        tests/nats/rust tests/peers/rust; do
        cargo fetch --quiet --locked --manifest-path $manifest/Cargo.toml ||
            skip "crates of $manifest" "cargo could not fetch them; give it a registry"
    done
}

# For the long tests: Miri, and the source of a standard library that ThreadSanitizer sees into.
setup_nightly() {
    has_rust || return 0 # said by setup_rust
    step "Rust's nightly compiler with Miri"
    command -v rustup >/dev/null &&
        { rustc +nightly --version >/dev/null 2>&1 || rustup -q toolchain install nightly --profile minimal; } &&
        rustup -q component add --toolchain nightly miri rust-src &&
        cargo +nightly fetch --quiet --locked \
            --manifest-path "$(rustc +nightly --print sysroot)/lib/rustlib/src/rust/library/Cargo.toml" ||
        skip "Rust under Miri and ThreadSanitizer" "rustup could not get a nightly compiler with miri and rust-src"
}

setup_bindgen() { # the Rust generator to compare with, from its registry
    [ -x build/tools/bin/bindgen ] && return
    step "Building bindgen"
    cargo install -q bindgen-cli --version 0.72.1 --locked --root build/tools --target-dir build/tools/target ||
        skip bindgen "cargo could not install bindgen-cli; its rows are left out"
}
