#!/usr/bin/env bash
# A test installs nothing: what gets things from elsewhere is in setup/ alone, where ./dev says it on the screen.
set -euo pipefail
source=$1
pattern='\b(rustup[", ]+(target|toolchain|component)[", ]+(add|install)|apt(-get)?[", ]+(-\S+[", ]+)*install|cargo[", ]+install|go[", ]+(install|get)\b)'
found() { grep -rnE "$pattern" "$@" --include='*.py' --include='*.sh' --include='CMakeLists.txt' --include='*.cmake' --exclude=installs.sh || true; }
# pip may install what was built here, which is what --no-index says.
pip() {
    grep -rnE -A3 '"pip"(, "?[^"]*"?)*, "(install|download)"|\bpip3? (install|download)' "$@" --include='*.py' --include='*.sh' --include='*.cmake' \
        --exclude=installs.sh | grep -E '"(install|download)"|pip3? install' | grep -v -e --no-index || true
}

# npm may get what was built here, from the registry that the test is itself.
npm() {
    grep -rlE 'npm[", ]+(install|ci)|npx ' "$@" --include='*.py' --include='*.sh' --include='CMakeLists.txt' --include='*.cmake' --exclude=installs.sh |
        xargs -r grep -L 'NpmRegistry(' || true
}

# It must be able to find something.
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
printf 'run(["rustup", "target", "add", "x"])\n' >"$probe/a.py"
printf 'run(python, "-m", "pip", "install", "x")\n' >"$probe/b.py"
printf 'run("npx", "x")\nnpx x\n' >"$probe/c.py"
[ "$(found "$probe" | wc -l)" = 1 ] && [ "$(pip "$probe" | wc -l)" = 1 ] && [ "$(npm "$probe" | wc -l)" = 1 ] || { echo "nothing is ever found"; exit 1; }

cd "$source"
folders=(tests examples services bench runtime generator)
result=$(found "${folders[@]}"; pip "${folders[@]}"; npm "${folders[@]}")
[ -z "$result" ] || { echo "these install something; setup/ is the place for it:"; echo "$result"; exit 1; }
