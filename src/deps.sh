#!/bin/bash
# deps.sh build [check]: makes sure that the Debian packages for building (and testing) are there.
# Installs what is missing as root or by passwordless sudo; else names the packages and fails.
set -u
packages=()
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
        ;;
    esac
done
[ ${#packages[@]} -eq 0 ] && exit 0
list=$(printf '%s\n' "${packages[@]}" | sort -u | tr '\n' ' ')
if ! command -v apt-get >/dev/null 2>&1; then
    echo "charter needs these Debian packages (or your system's equivalent): $list" >&2
    exit 1
fi
run=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        run="sudo"
    else
        echo "charter needs packages that are not installed; run: sudo apt-get install -y $list" >&2
        exit 1
    fi
fi
echo "installing: $list" >&2
# shellcheck disable=SC2086
{ $run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $list; } >/dev/null ||
    { echo "could not install: $list" >&2; exit 1; }
