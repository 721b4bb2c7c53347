# ./dev update locks: the newest versions of all that is installed, written down with their sums. Sourced by ./dev.
update_locks() {
    mkdir -p build out
    setup_rust
    setup_go
    setup_python
    install_locked "$FFIGEN_PYTHON" setup/requirements.txt || die "pip could not install setup/requirements.txt"
    step "Python"
    lock_python tests/requirements
    lock_python bench/requirements --constraint tests/requirements.txt
    lock_python tests/package/requirements
    lock_python tests/runtime/requirements
    lock_python setup/requirements
    step "Crates"
    for manifest in services/rust tests/drift/sarif_schema bench/ring/crates; do cargo update --manifest-path $manifest/Cargo.toml; done
    step "Go"
    (cd tests/packages/go/tools && GOWORK=off GOFLAGS=-mod=mod go get tool && go mod tidy)
    git --no-pager diff --stat
}

# One version for every CPython, where there is one: mypy reads for the oldest what the newest has installed.
lock_python() { # lock_python <path without its ending> [option...]
    local name=$1; shift
    "$(dirname "$FFIGEN_PYTHON")/uv" pip compile --quiet --universal --generate-hashes --fork-strategy fewest --upgrade \
        --python-version 3.9 --custom-compile-command "./dev update locks" "$name.in" -o "$name.txt" "$@"
}
