#!/bin/bash
# watch_load.sh CHARTER [TICKETS [RATE [SECONDS [GRAIN]]]]: loads a watcher (watch_load.c) with a state in a scratch folder
# in $TMPDIR, which takes some 700 bytes an event and is removed. Lateness is that of the machine: let nothing else run.
set -euo pipefail
charter=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
${CC:-cc} -O2 -pthread -o "$scratch/watch_load" "$here/watch_load.c" -lm
"$scratch/watch_load" "$charter" "$here/watch_load.chr" "$scratch" "${2:-1000000}" "${3:-50000}" "${4:-30}" "${5:-1}"
