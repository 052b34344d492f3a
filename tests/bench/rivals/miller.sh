#!/bin/sh
# miller.sh LOG: the question in Miller, and what it found counted by it.
here=$(dirname "$0")
found=$(mktemp)
trap 'rm "$found"' EXIT
mlr --icsv --ojson put -q -f "$here/miller.mlr" "$1" > "$found" || exit
mlr --ijson --ocsv --headerless-csv-output put -q '
  @count[$name][$month][$found] += 1;
  end { for (name, months in @count) { for (month, n in months) {
    print name . ",month," . month . "," . (n[0] ?? 0) . "," . (n[1] ?? 0) . "," . (n[2] ?? 0) } } }' "$found"
mlr --ijson --ocsv --headerless-csv-output sort -n used then put -q '
  @count[$name][$priority][$found] += 1;
  if ($found < 2) { n = (@n[$name][$priority] ?? 0) + 1; @n[$name][$priority] = n; @used[$name][$priority][n] = $used }
  end { for (name, priorities in @count) { for (priority, c in priorities) {
    n = @n[name][priority] ?? 0;
    line = name . ",priority," . priority . "," . (c[0] ?? 0) . "," . (c[1] ?? 0) . "," . (c[2] ?? 0);
    for (p in [50, 90, 95, 99, 100]) { line .= "," . (n > 0 ? @used[name][priority][(p * n + 99) // 100] : "") }
    print line } } }' "$found"
