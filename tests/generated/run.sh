#!/usr/bin/env bash
# --check says 0 for every package in generated/, and 4 for a copy with one byte changed.
set -euo pipefail
ffigen=$1 source=$2 work=$3
contract=$source/contract/rt_audio_ffi.h
languages=$("$ffigen" --help | sed -n '/^Languages:/,/^$/s/^  \([a-z]*\) .*/\1/p' | grep -vx json)
rm -rf "$work"
mkdir -p "$work"
for language in $languages; do
    "$ffigen" "$contract" --lang "$language" -o "$source/generated/$language" --check ||
        { echo "generated/$language is stale: ffigen contract/rt_audio_ffi.h --lang $language -o generated/$language"; exit 1; }
    cp -r "$source/generated/$language" "$work/$language"
    file=$(find "$work/$language" -type f -size +0 ! -name .ffigen-files | sort | sed -n 1p) # all is read: head would end sort by a signal
    printf x >>"$file"
    status=0
    "$ffigen" "$contract" --lang "$language" -o "$work/$language" --check >"$work/$language.log" || status=$?
    [ $status -eq 4 ] || { echo "touching $file gave status $status"; exit 1; }
    grep -q "${file##*/}" "$work/$language.log" || { echo "the report does not name $file"; exit 1; }
done
