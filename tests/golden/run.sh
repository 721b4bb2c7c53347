#!/usr/bin/env bash
# run.sh <ffigen> <case>: what the case's header yields against what is expected, or, with
# FFIGEN_UPDATE=1, the expected anew.
set -euo pipefail
ffigen=$1 case=$2
check=--check
[ "${FFIGEN_UPDATE:-}" != 1 ] || check=
"$ffigen" "$case/input.h" --lang all -o "$case/expected" $check ||
    { echo "To accept the difference: ./dev update goldens" >&2; exit 1; }
