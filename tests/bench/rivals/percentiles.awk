# Behind question.awk: NAME,PRIORITY,VERDICT,LENGTH in the order of lengths; lines of months pass.
function rank(percent) { return n ? value[int((percent * n + 99) / 100)] : "" }
function flush_key() {
    if (key != "") printf "%s,%d,%d,%d,%s,%s,%s,%s,%s\n", key, count[0], count[1], count[2], rank(50), rank(90), rank(95), rank(99), rank(100)
    n = 0; count[0] = count[1] = count[2] = 0
}
BEGIN { FS = "," }
$2 == "month" { print; next }
{
    if ($1 ",priority," $2 != key) { flush_key(); key = $1 ",priority," $2 }
    count[$3]++
    if ($3 < 2) value[++n] = $4
}
END { flush_key() }
