# The question in awk: rows of each ticket are added up as they come; `sort` puts the lengths in order for percentiles.
# The customer, which may hold a comma, is the last field.
function day_number(y, m, d,    era, of_era, of_year) {
    if (m <= 2) y--
    era = int(y / 400); of_era = y - era * 400
    of_year = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
    return era * 146097 + of_era * 365 + int(of_era / 4) - int(of_era / 100) + of_year - 719468
}
function summer(second) { return second >= 1743296400 && second < 1761440400 ? 3600 : 0 }
BEGIN {
    FS = ","
    split("2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26 2026-01-01", list, " ")
    for (i in list) holiday[day_number(substr(list[i], 1, 4) + 0, substr(list[i], 6, 2) + 0, substr(list[i], 9, 2) + 0)] = 1
    for (d = 20089; d < 20089 + 440; d++) {
        opens[d] = d * 86400 + 32400 - summer(d * 86400 + 32400)
        len[d] = ((d + 3) % 7 < 5 && !(d in holiday)) ? 30600 : 0
        before[d] = sum; sum += len[d]
    }
    limit["response", "phone"] = 3600; limit["response", "chat"] = 1800; limit["response"] = 14400
    limit["resolution", "phone"] = 28800; limit["resolution", "chat"] = 21600; limit["resolution"] = 108000
}
NR == 1 { next }
{
    date = substr($2, 1, 10)
    if (date != last_date) { last_date = date; day = day_number(substr(date, 1, 4) + 0, substr(date, 6, 2) + 0, substr(date, 9, 2) + 0) }
    at = day * 86400 + substr($2, 12, 2) * 3600 + substr($2, 15, 2) * 60 + substr($2, 18, 2)
    inside = at - opens[day]; edge = inside > 0 && inside <= len[day]
    b = before[day] + (inside < 0 ? 0 : inside > len[day] ? len[day] : inside)
    k = $1
    if (!(k in opened)) { opened[k] = at; channel[k] = $7; running = 0 }
    else {
        running = status[k] == "new" || status[k] == "open"
        if (!(k in answered)) { if (running) fr[k] += b - last[k]; fr_edge[k] = running && edge }
        if (status[k] != "closed") { if (running) res[k] += b - last[k]; res_edge[k] = running && edge }
    }
    if (!(k in answered)) fr_priority[k] = $6
    if (status[k] != "closed" || $5 != "closed") res_priority[k] = $6
    if ($5 == "closed" || ($3 == "reply" && $4 == "agent")) answered[k] = 1
    last[k] = b; status[k] = $5
    as_of = at; as_of_b = b; as_of_edge = edge
}
function month_of(second) { return strftime_month(second + summer(second)) }
function strftime_month(local,    z, era, doe, yoe, doy, mp, y, m) {
    z = int(local / 86400) + 719468; era = int(z / 146097); doe = z - era * 146097
    yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
    doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
    m = mp < 10 ? mp + 3 : mp - 9; y = yoe + era * 400 + (m <= 2)
    return sprintf("%d-%02d", y, m)
}
function judge(name, k, used, is_edge, stopped, priority,    most, found) {
    most = ((name, channel[k]) in limit) ? limit[name, channel[k]] : limit[name]
    found = used > most || (used == most && !is_edge) ? 1 : stopped ? 0 : 2
    months[name "," "month" "," (found == 2 ? now : month_of(opened[k])), found]++
    seen[name "," "month" "," (found == 2 ? now : month_of(opened[k]))] = 1
    printf "%s,%s,%d,%d\n", name, priority, found, used | "sort -t, -k1,1 -k2,2 -k4,4n"
}
END {
    now = month_of(as_of)
    for (k in opened) {
        running = status[k] == "new" || status[k] == "open"
        f = fr[k] + 0; r = res[k] + 0
        if (!(k in answered)) { if (running) f += as_of_b - last[k]; fr_edge[k] = running && as_of_edge }
        if (status[k] != "closed") { if (running) r += as_of_b - last[k]; res_edge[k] = running && as_of_edge }
        judge("response", k, f, fr_edge[k] + 0, (k in answered), fr_priority[k])
        judge("resolution", k, r, res_edge[k] + 0, status[k] == "closed", res_priority[k])
    }
    for (row in seen) printf "%s,%d,%d,%d\n", row, months[row, 0], months[row, 1], months[row, 2]
    fflush()
    close("sort -t, -k1,1 -k2,2 -k4,4n")
}
