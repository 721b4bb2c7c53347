# npm's package that bench/cbor measures beside ours, as its package-lock.json has it.

setup_cbor_x() {
    command -v npm >/dev/null || { skip cbor-x "no npm; install Debian's npm"; return 0; }
    (cd bench/cbor/node && npm ci --ignore-scripts --no-audit --no-fund --silent) ||
        skip cbor-x "npm could not get it; give it a package index (npm_config_registry)"
}
