#!/usr/bin/env bash
# What is installed has its sum written down, and what is written down is what is asked for.
set -euo pipefail
cd "$1"
fail() { echo "$*; ./dev update locks"; exit 1; }
for wanted in $(git ls-files '*requirements.in'); do
    lock=${wanted%.in}.txt
    [ -f "$lock" ] || fail "$wanted has no lock"
    # A package's lines go on to the next that does not end in \.
    unpinned=$(sed -e ':more' -e '/\\$/{N;s/\\\n//;bmore}' "$lock" | grep -E '^[a-zA-Z]' | grep -vE '^[a-z0-9.-]+==[^ ]+ .*--hash=sha256:' || true)
    [ -z "$unpinned" ] || fail "$lock: without a version or a sum: $unpinned"
    while read -r name; do
        grep -qi "^$name==" "$lock" || fail "$lock does not have $name of $wanted"
    done < <(grep -oiE '^[a-z0-9._-]+' "$wanted")
done
for manifest in services/rust tests/drift/sarif_schema; do
    git ls-files --error-unmatch "$manifest/Cargo.lock" >/dev/null 2>&1 || fail "$manifest has no Cargo.lock"
done
[ -s tests/packages/go/tools/go.sum ] || fail "tests/packages/go/tools has no go.sum"
