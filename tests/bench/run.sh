#!/bin/bash
# run.sh CHARTER [EVENTS…]: judges generated logs and prints a table, beside `wc -l` on the same file in the
# same run. Absolute figures drift with the machine; the ratio is what counts. The logs (84 MB a million
# events) are made in a scratch folder in $TMPDIR and removed.
set -euo pipefail
charter=$(realpath "$1")
shift
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(1000000 10000000)
here=$(dirname "$(realpath "$0")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
${CC:-cc} -O2 -o "$scratch/gen_log" "$here/gen_log.c" -lm
for size in "${sizes[@]}"; do
    "$scratch/gen_log" "$size" -c "$scratch/$size.csv"
done
python3 "$here/measure.py" "$charter" "$here/bench.chr" "$scratch" "${sizes[@]}"

# A session about the largest log: read, and opened from what another one has kept.
python3 "$here/session.py" "$charter" "$here/bench.chr" "$scratch/${sizes[-1]}.csv"

# What starts often: the bar is 5 ms.
northwind=$here/../../examples/northwind/northwind.chr
python3 "$here/check_time.py" "$charter" "$northwind"
python3 "$here/check_time.py" "$charter" "$northwind" 'when is response due opened at 2026-11-20 17:30 with priority P1, channel phone'

# `charter check` of charters of 500 clauses over twelve attributes; the bar is 30 ms.
for shape in tree grid many either; do
    python3 "$here/gen_charter.py" 500 "$shape" > "$scratch/$shape.chr"
    python3 "$here/check_time.py" "$charter" "$scratch/$shape.chr"
done

# What a question to a compiled calendar costs, whatever the distance; the bar is 60 ns.
root=$here/../..
${CC:-cc} -O2 -I "$root/include" -I "$root/src" -I "$root/tests/unit" -o "$scratch/calendar_time" \
    "$here/calendar_time.c" "$root/tests/unit/time_make.c" "$(dirname "$charter")/libcharter.a" -lm -pthread
"$scratch/calendar_time"
