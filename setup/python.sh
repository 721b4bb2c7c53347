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

# CPython without the interpreter's lock, which Debian has as source alone; its newer releases are on the same mirror.
free_python=3.13.5
free_python_sum=93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640

build_free_python() { # build_free_python <place>
    local place=$1 source=$1/source name=python3.13_$free_python.orig.tar.xz mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 '/debian/*$') || return 1
    install_packages "${packages_python_free[@]}" || return 1
    rm -rf "$place"
    mkdir -p "$source"
    /usr/lib/apt/apt-helper -qq download-file "${mirror%/}/pool/main/p/python3.13/$name" "$source/$name" \
        "SHA256:$free_python_sum" && tar xf "$source/$name" -C "$source" --strip-components=1 || return 1
    (cd "$source" && ./configure -q --prefix="$place" --disable-gil --disable-test-modules --without-ensurepip &&
        make -s -j"$(nproc)" && make -s altinstall) || return 1
    rm -rf "$source"
    mkdir "$place/path" # its own name alone: others are those of CPythons with the lock
    ln -s ../bin/python3.13t "$place/path/python3.13t"
}

setup_free_python() {
    local place=$PWD/build/cpython-free
    if [ ! -x "$place/path/python3.13t" ]; then
        step "CPython $free_python without the interpreter's lock, from source"
        build_free_python "$place" >build/cpython-free.log 2>&1 ||
            skip "free-threaded CPython" "it could not be built: see build/cpython-free.log"
    fi
    [ ! -d "$place/path" ] || export PATH="$place/path:$PATH"
}
