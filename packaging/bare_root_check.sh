#!/bin/bash
# Proves the two commands of the README on a Debian 12 that has nothing: a root made by debootstrap,
# with a clone of this tree (what is committed), make and Python, and nothing else.
#
#   packaging/bare_root_check.sh [--base FILE.tar] [run|test|check|ci ...]      (as root)
#
# Without names it checks `run` and `test`, each in a fresh root; `ci` is .ci/run, in a root without
# make and Python. --base keeps the bare root in a file, or takes it from there. Where apt and pip fetch from is this machine's own business: mirror,
# proxies and pip's settings are read from its configuration at run time.
# Every process and mount lives in a namespace of its own and is gone when the check ends.
set -euo pipefail
tree=$(cd "$(dirname "$0")/.." && pwd)
base=
if [ "${1:-}" = --base ]; then base=$2; shift 2; fi
[ $# -gt 0 ] || set -- run test
limit=${LIMIT_SECONDS:-3600}
certificates=${PIP_CERT:-${SSL_CERT_FILE:-}}

[ "$(id -u)" = 0 ] || { echo "A bare root can be made by root only." >&2; exit 1; }
for tool in debootstrap unshare git Xvfb xdotool; do
    command -v $tool >/dev/null || {
        echo "$tool is missing; paste: apt-get install debootstrap util-linux git xvfb xdotool" >&2
        exit 1
    }
done

work=$(mktemp -d "${TMPDIR:-/var/tmp}/workstation-bare-root.XXXXXX")
display_process=
program=
stop_program() { # unshare heeds no gentler signal; everything in its namespace goes with it
    [ -z "$program" ] || pgrep -P "$program" | xargs -r kill -KILL
    [ -z "$program" ] || wait "$program" 2>/dev/null || true
    program=
}
clean_up() {
    stop_program
    [ -z "$display_process" ] || kill "$display_process" 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
[ -n "$base" ] || base=$work/base.tar

# Address, suite and component of each Debian source that apt on this machine uses.
sources() {
    # shellcheck disable=SC2016 # apt fills these in
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        grep -E ' bookworm(-updates|-security)? main$' | sort -u
}

make_base() {
    local mirror
    mirror=$(sources | awk '$2 == "bookworm" { print $1; exit }')
    [ -n "$mirror" ] || { echo "apt on this machine has no source for bookworm." >&2; exit 1; }
    echo "making a bare Debian 12 root"
    debootstrap --variant=minbase bookworm "$work/base" "$mirror" >"$work/debootstrap.log" 2>&1 ||
        { tail -n 20 "$work/debootstrap.log" >&2; exit 1; }
    tar -C "$work/base" -cf "$base" .
    rm -rf "$work/base"
}

# Folders on this machine that pip is told to look in (find-links, file: indexes).
pip_folders() {
    { python3 -m pip config list 2>/dev/null || true; } |
        grep -oE "(file://)?/[^' ]+" | sed 's,^file://,,' | sort -u |
        while read -r place; do
            # The pages of a file: index point at files beside it.
            [ "${place##*/}" != simple ] || place=${place%/*}
            [ ! -d "$place" ] || echo "$place"
        done
}

carry_configuration() { # into root $1
    local root=$1 file
    sources | sed 's/^/deb /' >"$root/etc/apt/sources.list"
    apt-config dump Acquire | grep -E '^Acquire::(http|https|Check)' \
        >"$root/etc/apt/apt.conf.d/90host" || true
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp /etc/hosts "$root/etc/hosts"
    [ ! -f /etc/pip.conf ] || cp /etc/pip.conf "$root/etc/pip.conf"
    # Not where ca-certificates would write it anew.
    [ -z "$certificates" ] || cp "$certificates" "$root/root/certificates.pem"
    for file in ~/.config/pip/pip.conf ~/.pip/pip.conf; do
        [ ! -f "$file" ] || install -D -m 644 "$file" "$root/root/.config/pip/pip.conf"
    done
    # A root without an init system starts no services when packages are installed.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
}

fresh_root() { # $1: name, $2: what it has besides
    local root=$work/$1
    mkdir "$root"
    tar -C "$root" -xf "$base"
    carry_configuration "$root"
    git clone -q --no-hardlinks "$tree" "$root/srv/workstation"
    git -C "$root/srv/workstation" remote remove origin
    [ -n "$2" ] || return 0
    within "$1" "apt-get -qq update &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $2" \
        >"$work/$1.log" 2>&1 || { tail -n 20 "$work/$1.log" >&2; exit 1; }
}

within() { # $1: name, $2: shell command, run in /srv/workstation; further words: VARIABLE=value
    local root=$work/$1 command=$2
    shift 2
    local carried=()
    while IFS= read -r name; do carried+=("$name=${!name}"); done < <(compgen -e | grep -iE \
        '^(PIP_.*|(http|https|no|all)_proxy)$')
    [ -z "$certificates" ] || carried+=(PIP_CERT=/root/certificates.pem)
    # shellcheck disable=SC2016 # expanded by the inner shell
    ROOT=$root FOLDERS=$(pip_folders) COMMAND=$command \
        unshare --mount --pid --fork --kill-child bash -euc '
            mount -t proc proc "$ROOT/proc"
            mount -t tmpfs -o mode=755 dev "$ROOT/dev"
            for node in null zero full random urandom tty; do
                : >"$ROOT/dev/$node"
                mount --bind "/dev/$node" "$ROOT/dev/$node"
            done
            mkdir -m 1777 "$ROOT/dev/shm"
            mkdir "$ROOT/dev/pts"
            mount -t devpts -o newinstance,ptmxmode=666 devpts "$ROOT/dev/pts"
            ln -s pts/ptmx "$ROOT/dev/ptmx"
            ln -s /proc/self/fd "$ROOT/dev/fd"
            for folder in $FOLDERS; do
                mkdir -p "$ROOT$folder"
                mount --bind -o ro "$folder" "$ROOT$folder"
            done
            root=$ROOT command="cd /srv/workstation && $COMMAND"
            unset ROOT FOLDERS COMMAND
            exec env -i "$@" chroot "$root" /bin/sh -c "$command"
        ' bash PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root TERM=dumb "${carried[@]}" "$@"
}

fail() { # $1: sentence, $2: log
    echo "$1" >&2
    tail -n 60 "$2" >&2
    exit 1
}

check_run() {
    local log=$work/run.log began=$SECONDS deadline number
    fresh_root run "make python3"
    # Without root it must stop with one line to paste, having changed nothing.
    within run 'chown -R nobody . && setpriv --reuid nobody --clear-groups make run;
        status=$?; chown -R root . ; [ $status -ne 0 ]' >"$log" 2>&1 ||
        fail "make run as nobody did not stop" "$log"
    grep -qE '^su -c .apt-get update && apt-get install .*libxcb-cursor0' "$log" ||
        fail "make run as nobody printed no line to paste" "$log"
    # Without a display it must say so and stop.
    if within run "timeout $limit make run" >"$log" 2>&1; then
        fail "make run without a display did not fail" "$log"
    fi
    grep -qi display "$log" || fail "make run without a display did not say so" "$log"
    # With a display a window must come up.
    mkfifo "$work/display"
    Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
    display_process=$!
    read -r number <"$work/display"
    within run "timeout $limit make run" "DISPLAY=:$number" >"$log" 2>&1 &
    program=$!
    deadline=$((SECONDS + 120))
    until DISPLAY=:$number xdotool search --onlyvisible --name '.' >/dev/null 2>&1; do
        kill -0 "$program" 2>/dev/null || fail "make run ended before a window came up" "$log"
        [ $SECONDS -lt $deadline ] || fail "make run: no window within 120 s" "$log"
        sleep 1
    done
    stop_program
    kill "$display_process"
    display_process=
    echo "bare root: make run set everything up and opened a window ($((SECONDS - began)) s)"
    rm -rf --one-file-system "$work/run"
}

check_command() { # $1: name, $2: command, $3: what the root has besides
    local log=$work/$1.log began=$SECONDS
    fresh_root "$1" "$3"
    within "$1" "timeout $limit $2" >"$log" 2>&1 || fail "$2 failed" "$log"
    echo "bare root: $2 ($((SECONDS - began)) s): $(grep -E '[0-9]+ passed' "$log" | tail -n 1)"
    rm -rf --one-file-system "${work:?}/$1"
}

[ -f "$base" ] || make_base
for target; do
    case $target in
    run) check_run ;;
    ci) check_command ci .ci/run "" ;;
    *) check_command "$target" "make $target" "make python3" ;;
    esac
done
