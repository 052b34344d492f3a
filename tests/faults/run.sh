#!/bin/bash
# Proves that the oracle would find faults in the calendars: builds src/time with places for faults
# (src/time/fault.h), plants each, and compares. Prints TAP.
set -e
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
sources=()
for name in tap time_make time_random oracle oracle_ask oracle_compare; do sources+=("tests/unit/$name.c"); done
${CC:-cc} -std=c11 -D_GNU_SOURCE -O2 -DCHARTER_FAULTS -Iinclude -Isrc -Itests/unit -o "$work/faults" \
  tests/faults/faults.c "${sources[@]}" $(ls src/time/*.c | grep -v icalendar) \
  src/base/{arena,text,map,vector,buffer}.c 2>"$work/errors" || { cat "$work/errors"; exit 1; }
"$work/faults"
