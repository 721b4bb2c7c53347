#!/usr/bin/env bash
# Follows a session from processes that have nothing of the runtime: a server, a client in Go and one in Python.
#   follow.sh SERVER PACKAGES SESSION SECONDS
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$1 packages=$(realpath "$2") session=$3 seconds=$4
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$work"' EXIT
"$server" --listen "unix:$work/rt_audio.sock" >"$work/log" &
for _ in $(seq 100); do [ ! -s "$work/log" ] || break; sleep 0.05; done
PYTHONPATH=$packages/python "${FFIGEN_PYTHON:-python3}" -B "$here/python/follow.py" "unix:$work/rt_audio.sock" "$session" "$seconds" &
clients=($!)
if go=$(command -v "${FFIGEN_GO:-go}"); then
    mkdir "$work/go"
    cp "$here/go/main.go" "$work/go"
    printf 'module example.com/follow\n\ngo 1.21\n\nrequire example.com/rtaudiocbor v0.0.0\n\nreplace example.com/rtaudiocbor => %s\n' \
        "$packages/go" >"$work/go/go.mod"
    (cd "$work/go" && CGO_ENABLED=0 GOFLAGS=-mod=mod GOWORK=off GOTOOLCHAIN=local "$go" build -o "$work/follow" .)
    "$work/follow" "unix:$work/rt_audio.sock" "$session" "$seconds" &
    clients+=($!)
fi
for client in "${clients[@]}"; do wait "$client"; done
