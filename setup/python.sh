# Python: checkers and what emitted packages are tested with, as locked with their hashes. Sourced by ./dev.
# Making the locks anew is `./dev update locks`.

# install_locked <interpreter of an environment> <lock>: once, and again when the lock is another one
install_locked() {
    local python=$1 lock=$2 stamp
    stamp=$(dirname "$(dirname "$python")")/${lock//\//-}
    ! cmp -s "$lock" "$stamp" || return 0
    "$python" -m pip install -q --disable-pip-version-check --only-binary :all: --require-hashes -r "$lock" &&
        cp "$lock" "$stamp"
}

setup_python() {
    local lock=tests/requirements.txt environment=build/venv
    install_packages "${packages_python[@]}"
    if ! cmp -s $lock $environment/${lock//\//-}; then
        step "Python environment: $(grep -cE '^[a-z]' $lock) locked packages at most"
        python3 -m venv --clear $environment
        install_locked $environment/bin/python $lock ||
            skip python "pip could not install $lock; give it a package index (PIP_INDEX_URL)"
    fi
    export FFIGEN_PYTHON=$PWD/$environment/bin/python
}

# Zig's compiler for other systems comes as a wheel; it is large, and has an environment of its own.
setup_zig() {
    local lock=tests/runtime/requirements.txt environment=build/zig
    ! cmp -s $lock $environment/${lock//\//-} || return 0
    install_packages "${packages_python[@]}"
    step "Zig, a compiler for macOS and Windows"
    python3 -m venv --clear $environment
    install_locked $environment/bin/python $lock || skip zig "pip could not install $lock; give it a package index (PIP_INDEX_URL)"
}

# The oldest and the newest CPython at hand get environments to test emitted packages in; for --full all.
setup_pythons() {
    local version program
    while read -r version program; do
        local environment=build/pythons/$version
        ! cmp -s tests/requirements.txt $environment/tests-requirements.txt || continue
        step "Python $version: $program"
        "$program" -m venv --clear "$environment"
        install_locked "$environment/bin/python" tests/requirements.txt ||
            skip "CPython $version" "pip could not install tests/requirements.txt"
    done < <("$FFIGEN_PYTHON" -B tests/packages/python/pythons.py ${full:+--all})
}
