#!/usr/bin/env bash
# ./dev test --bare: bare.sh [--warm] [--keep] ARGUMENT...
# `./dev test ARGUMENT...` of this tree in an empty Debian 12: an ordinary user with sudo, a HOME of its own, no
# toolchains, nothing of this machine but its network. What is missing in ./dev's set-up shows here.
#   --warm   packages, crates and compiled objects are kept beside the root, in build/bare/cache, and used again
#   --keep   the root stays in build/bare/root afterwards
# Mounts and processes are in namespaces of their own: they end with the command, however it ends.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. setup/say.sh
. setup/packages.sh
suite=bookworm user=dev
bare=$PWD/build/bare root=$PWD/build/bare/root

# What may be needed to reach package indexes from here; all else of the environment stays outside.
passed='^((https?|ftp|no|all)_proxy|(HTTPS?|FTP|NO|ALL)_PROXY|PIP_(INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|PROXY|CERT|TIMEOUT|DEFAULT_TIMEOUT|RETRIES)|CARGO_(HTTP|NET|REGISTR|SOURCE)[A-Z_]*|GO(PROXY|SUMDB|NOSUMDB|NOSUMCHECK|NOPROXY|PRIVATE|INSECURE)|RUSTUP_(DIST_SERVER|UPDATE_ROOT)|(SSL_CERT|CURL_CA|REQUESTS_CA)_[A-Z]*|TERM)='

# contained <command>...: as root in namespaces of its own. In the background, so that a signal ends it at once: with
# unshare goes its child, with that all other processes, and with the last the mounts.
contained() {
    local status=0
    as_root sh -c 'echo $$ >"$1"; shift; exec unshare --mount --uts --ipc --pid --mount-proc --fork --kill-child "$@"' \
        sh "$bare/pid" "$@" &
    wait $! || status=$?
    as_root rm -f "$bare/pid"
    return $status
}
stop() {
    [ -s "$bare/pid" ] || return 0
    as_root kill -KILL "$(cat "$bare/pid")" 2>/dev/null || true
    as_root rm -f "$bare/pid"
}

make_root() {
    step "Making an empty Debian ($suite) in ${root#"$PWD"/}"
    local apt=() line
    while read -r line; do apt+=(--aptopt="$line"); done < <(apt-config dump 'Acquire::http::Proxy' 'Acquire::https::Proxy' | grep '"..*"')
    contained mmdebstrap --mode=root --quiet --variant=minbase --include=sudo,ca-certificates ${apt[@]+"${apt[@]}"} \
        --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io "$suite" "$root" \
        "deb http://deb.debian.org/debian $suite main" \
        "deb http://deb.debian.org/debian $suite-updates main" \
        "deb http://deb.debian.org/debian-security $suite-security main"
    # The network as this machine has it, the authorities that it trusts among it.
    as_root cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    printf '127.0.0.1 localhost bare\n' | as_root tee "$root/etc/hosts" >/dev/null
    if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
        as_root cp -L /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
        as_root chroot "$root" update-ca-certificates >/dev/null 2>&1
    fi
    [ ! -f /etc/pip.conf ] || as_root cp /etc/pip.conf "$root/etc/pip.conf"
    as_root chroot "$root" useradd --create-home --shell /bin/bash $user
    printf '%s ALL=(ALL) NOPASSWD: ALL\nDefaults env_keep += "http_proxy https_proxy no_proxy"\n' $user |
        as_root tee "$root/etc/sudoers.d/$user" >/dev/null
}

put_tree() { # a clone, and what has changed since
    local home=$root/home/$user/ffigen
    git clone -q --no-hardlinks . "$bare/tree"
    git ls-files -z --deleted | (cd "$bare/tree" && xargs -0 -r rm -f)
    git ls-files -z -mo --exclude-standard | while IFS= read -r -d '' file; do
        [ ! -e "$file" ] || { mkdir -p "$bare/tree/$(dirname "$file")" && cp -a "$file" "$bare/tree/$file"; }
    done
    as_root mv "$bare/tree" "$home"
    as_root chroot "$root" chown -R $user:$user "/home/$user"
}

# As root, in namespaces of its own: what a machine has beside its files, then the command.
inside='
set -eu
root=$1 caches=$2 user=$3; shift 3
mount -t proc proc "$root/proc"
mount --rbind -o ro /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777,size=2g shm "$root/dev/shm"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
hostname bare
if [ -n "$caches" ]; then
    for pair in apt:/var/cache/apt/archives ccache:/home/$user/.cache/ccache pip:/home/$user/.cache/pip \
        cargo:/home/$user/.cargo/registry go:/home/$user/go/pkg/mod go-build:/home/$user/.cache/go-build; do
        mkdir -p "$caches/${pair%%:*}" "$root${pair#*:}"
        [ "${pair%%:*}" = apt ] || { chroot "$root" chown -R $user: "${pair#*:}" "/home/$user/.cache"; }
        mount --bind "$caches/${pair%%:*}" "$root${pair#*:}"
        [ "${pair%%:*}" = apt ] || chroot "$root" chown -R $user: "${pair#*:}"
    done
    rm -f "$root/etc/apt/apt.conf.d/docker-clean"
fi
exec chroot --userspec=$user:$user --groups=$user "$root" "$@"
'

remove_root() { [ ! -d "$root" ] || as_root rm -rf --one-file-system "$root" "$bare/tree"; }

main() {
    local caches='' keep='' status=0 environment=() line
    while [ $# -gt 0 ]; do
        case $1 in
            --warm) caches=$bare/cache ;;
            --keep) keep=1 ;;
            *) break ;;
        esac
        shift
    done
    install_packages mmdebstrap git
    mkdir -p "$bare"
    as_root rm -f "$bare/pid" # of a run that was killed outright
    remove_root
    [ -n "$keep" ] || trap remove_root EXIT
    trap 'stop; exit 130' INT TERM HUP
    make_root
    put_tree
    while IFS= read -r line; do environment+=("$line"); done < <(env | grep -E "$passed")
    step "./dev test $* in there"
    contained sh -c "$inside" sh "$root" "$caches" $user \
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/$user USER=$user LOGNAME=$user \
        SHELL=/bin/bash CI=true ${environment[@]+"${environment[@]}"} "/home/$user/ffigen/dev" test "$@" || status=$?
    step "The bare machine ends with status $status"
    return $status
}

main "$@"
