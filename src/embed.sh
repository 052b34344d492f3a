#!/bin/bash
# Writes C that holds files as bytes: embed.sh ARRAY PREFIX SUFFIX FILE...
# The name of each is its path without PREFIX and SUFFIX. See src/base/embedded.h.
set -euo pipefail
array=$1 prefix=$2 suffix=$3
shift 3
printf '#include "base/embedded.h"\n\n'
n=0
for file in "$@"; do
    printf 'static const unsigned char bytes_%d[] = {' "$n"
    od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
    printf '0};\n'
    n=$((n + 1))
done
printf '\nconst struct embedded %s[] = {\n' "$array"
n=0
for file in "$@"; do
    name=${file#"$prefix"}
    name=${name%"$suffix"}
    printf '    {"%s", (const char *)bytes_%d, sizeof bytes_%d - 1},\n' "$name" "$n" "$n"
    n=$((n + 1))
done
printf '    {0, 0, 0},\n};\n'
