# What a suite of tests needs, from tests/<suite>/needs. Its lines:
#   packages NAME...   Debian packages, beside packages_build
#   setup NAME...      functions setup_NAME, in this order
#   long NAME...       the same for what --full adds
#   build TARGET...    beside what is in the suite's own folder
# Sourced by ./dev.
suites() { (cd tests && ls -d */ | while read -r suite; do [ ! -f "$suite/CMakeLists.txt" ] || echo "${suite%/}"; done); }

needs() { # needs <packages|setup|long|build> [suite...]: the words of its lines, each once
    local kind=$1 suite; shift
    for suite in "$@"; do
        [ ! -f "tests/$suite/needs" ] || sed -n "s/#.*//;s/^$kind //p" "tests/$suite/needs"
    done | tr -s ' \n' '\n' | awk 'NF && !seen[$0]++'
}

setup_needs() { # setup_needs [--meanwhile <command>] <suite>...: the command begins when Debian's packages are there
    local packages words word meanwhile=:
    [ "${1:-}" != --meanwhile ] || { meanwhile=$2; shift 2; }
    for word in "$@"; do
        [ -f "tests/$word/needs" ] || die "tests/$word has no file 'needs'; setup/needs.sh says what it holds"
    done
    mapfile -t packages < <(needs packages "$@")
    mapfile -t words < <(needs setup "$@")
    ! with_runtime "$@" || packages+=("${packages_run[@]}")
    install_packages "${packages_build[@]}" "${packages_test[@]}" "${packages[@]}"
    $meanwhile
    for word in "${words[@]}"; do "setup_$word"; done
}

setup_long() { # setup_long <suite>...
    local words word
    mapfile -t words < <(needs long "$@")
    for word in "${words[@]}"; do "setup_$word"; done
}

with_runtime() { [ -n "$(needs build "$@" | grep -E '^(runtime|services)/')" ]; }

suites_of() { # suites_of <suite>...: they, and those whose programs they build on
    printf '%s\n' "$@"
    needs build "$@" | sed -n 's#^tests/\(.*\)/all$#\1#p'
}

languages_of() { # for FfigenToolchains.cmake
    needs setup "$@" | { grep -xE 'rust|go|python' || true; } | paste -sd';'
}
