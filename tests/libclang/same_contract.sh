#!/usr/bin/env bash
# same_contract.sh FFIGEN VERSION SOURCE WORK: an ffigen with another libclang finds no drift in the
# contract, takes the packages in the tree for fresh, and writes the very lock that is in the tree.
set -euo pipefail
ffigen=$1 version=$2 source=$3 work=$4
rm -rf "$work" && mkdir -p "$work"
cd "$source/contract"

"$ffigen" --version
[[ $("$ffigen" --version) == *"version $version."* ]] || { echo "that is not libclang $version"; exit 1; }
"$ffigen" check rt_audio_ffi.h --fail-on safe --generated ../generated
"$ffigen" lock rt_audio_ffi.h --lock "$work/new.json"
python3 -c '
import json, sys
old, new = ({key: value for key, value in json.load(open(path)).items()
             if key not in ("accepted", "history", "retired", "sha256")}  # people wrote these
            for path in sys.argv[1:])
sys.exit("the lock differs" if old != new else 0)' rt_audio_ffi.ffilock.json "$work/new.json"
