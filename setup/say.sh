# Saying what happens. Sourced by ./dev.
skipped=()
step() { printf '\n\033[1m==> %s\033[0m  [%d s]\n' "$*" "$SECONDS"; }
die() { printf '\033[31merror:\033[0m %s\n' "$*" >&2; exit 1; }
skip() { # skip <part> <reason and remedy>: loud here, again at the end, and a failure in CI
    [ "${CI:-}" != true ] || die "$1: $2"
    printf '\033[33mSKIPPED %s:\033[0m %s\n' "$1" "$2"
    skipped+=("$1: $2")
}
report_skipped() {
    [ ${#skipped[@]} -eq 0 ] || printf '\033[33mSKIPPED %s\033[0m\n' "${skipped[@]}"
}
