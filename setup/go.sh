# Go: what is there, or the module that go itself gets newer versions from. Sourced by ./dev.
go_minimum=1.21   # runtime.Pinner, cgo.Handle
go_version=1.26.8 # what is got where there is none
declare -A go_sum=(
    [amd64]=h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=
    [arm64]=h1:sYL/O6MqS68ML0kjsQ36WoYIpJqkw60TxizWUYUKQMc=
)

found_go() { go version 2>/dev/null | sed -E 's/^go version go([0-9.]+).*/\1/'; }
has_go() { at_least "$(found_go)" $go_minimum; }
use_own_go() { # what an earlier run got
    local home=$PWD/build/toolchains/go
    [ ! -x "$home/bin/go" ] || export PATH="$home/bin:$PATH"
}

# Any Go can get it, Debian's old one too. A module can hold neither what makes a folder a module nor what may
# be executed: both are mended here as newer versions of go do it themselves.
get_go() {
    local machine version folder modules=$PWD/build/toolchains/modules home=build/toolchains/go answer
    machine=$(dpkg --print-architecture)
    version=v0.0.1-go$go_version.linux-$machine
    command -v go >/dev/null || (install_packages "${packages_go_debian[@]}") || return 1
    mkdir -p "$modules"
    answer=$(cd "$modules" && GOMODCACHE=$modules GOFLAGS=-modcacherw GOTOOLCHAIN=local \
        go mod download -json "golang.org/toolchain@$version") || { printf '%s\n' "$answer"; return 1; }
    grep -qF "\"Sum\": \"${go_sum[$machine]:-none}\"" <<<"$answer" || die "golang.org/toolchain@$version has another sum: $answer"
    folder=$(sed -n 's/^\t"Dir": "\(.*\)",\?$/\1/p' <<<"$answer")
    rm -rf $home
    mv "$folder" $home
    rm -rf "$modules"
    find $home -name _go.mod -execdir mv {} go.mod \;
    find $home/bin $home/pkg/tool -type f -exec chmod +x {} +
}

setup_go() {
    export PATH="$PATH:/usr/local/go/bin"
    has_go && return
    use_own_go
    has_go && return
    step "Go >= $go_minimum is absent (found: $(found_go || true)); getting $go_version from the module proxy"
    ! get_go || use_own_go
    has_go || skip go "no go >= $go_minimum; install it from https://go.dev/dl and run this again"
}

# The modules that tests/nats calls through.
setup_nats() {
    has_go || return 0 # said by setup_go
    (cd tests/nats/go && GOWORK=off GOFLAGS=-mod=readonly go mod download) ||
        skip "Go through NATS" "go could not get nats.go; give it a module proxy (GOPROXY)"
}

# The linter of Go modules that the tests ask: a module with its sums, so that the version is one.
setup_staticcheck() {
    has_go || return 0 # said by setup_go
    local tools=tests/packages/go/tools binary=$PWD/build/tools/bin/staticcheck
    ! cmp -s $tools/go.sum "$binary.sum" || return 0
    step "Building staticcheck"
    if (cd $tools && GOWORK=off GOFLAGS=-mod=readonly go build -o "$binary" honnef.co/go/tools/cmd/staticcheck); then
        cp $tools/go.sum "$binary.sum"
    else
        skip staticcheck "go could not build it; give it a module proxy (GOPROXY), and Go 1.26"
    fi
}
