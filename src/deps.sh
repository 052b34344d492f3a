#!/bin/bash
# deps.sh build [check] [browser] [compare]: makes sure that what is needed for building (and testing) is there.
# Installs missing Debian packages as root or by passwordless sudo; else names them and fails.
# `compare` is what the holidays are compared with in tests: it is tried, and what can't be had is
# named, and the tests skip it.
set -u
packages=()
compared=()
want() { # COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || packages+=("$2")
}
header() { # FILE PACKAGE
    [ -e "/usr/include/$1" ] || packages+=("$2")
}
for part in "$@"; do
    case $part in
    build)
        want "${CC:-gcc}" "${CC:-gcc}"
        header stdlib.h libc6-dev
        header zlib.h zlib1g-dev
        header zstd.h libzstd-dev
        header expat.h libexpat1-dev
        [ "${READLINE:-}" = no ] || header readline/readline.h libreadline-dev
        header libical/ical.h libical-dev
        header sqlite3.h libsqlite3-dev
        if [ ! -e /usr/include/curl/curl.h ] && ! ls /usr/include/*/curl/curl.h >/dev/null 2>&1; then
            packages+=(libcurl4-openssl-dev)
        fi
        header microhttpd.h libmicrohttpd-dev
        want bison bison
        want flex flex
        [ -e /usr/share/zoneinfo/Europe/London ] || packages+=(tzdata)
        ;;
    check)
        python3 -c 'import csv, subprocess, zoneinfo' >/dev/null 2>&1 || packages+=(python3)
        want setpriv util-linux
        want git git
        want zdump libc-bin
        want jq jq
        want zstd zstd
        want openssl openssl
        want prove perl
        want less less
        want tmux tmux
        ;;
    browser)
        want chromium chromium
        want node nodejs
        want npm npm
        ;;
    compare)
        /usr/bin/python3 -c 'import holidays' >/dev/null 2>&1 || compared+=(python3-holidays)
        npm=${B:-build}/npm
        [ -e "$npm/node_modules/date-holidays" ] || compared+=(date-holidays@3.37.0)
        [ -e "$npm/node_modules/@octokit/webhooks-examples" ] || compared+=(@octokit/webhooks-examples@7.6.1)
        ;;
    esac
done

# What makes it faster and isn't missed comes along with what is.
[ ${#packages[@]} -eq 0 ] || header libdeflate.h libdeflate-dev

run=""
may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] && return 0
    run="sudo"
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null
}
install() { # PACKAGE...
    $run apt-get update -qq >/dev/null &&
        $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if [ ${#packages[@]} -gt 0 ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "charter needs these Debian packages (or your system's equivalent): ${packages[*]}" >&2
        exit 1
    fi
    if ! may_install; then
        echo "charter needs packages that are not installed; run: sudo apt-get install -y ${packages[*]}" >&2
        exit 1
    fi
    echo "installing: ${packages[*]}" >&2
    install "${packages[@]}" || { echo "could not install: ${packages[*]}" >&2; exit 1; }
fi

for source in "${compared[@]}"; do
    case $source in
    *@*)
        { command -v npm && timeout 120 npm install --silent --no-audit --no-fund --fetch-retries=0 \
            --prefix "$npm" "$source"; } >/dev/null 2>&1 ||
            echo "not compared with: npm install --prefix $npm $source" >&2
        ;;
    *)
        { may_install && install "$source"; } 2>/dev/null ||
            echo "not compared with: sudo apt-get install -y $source" >&2
        ;;
    esac
done
