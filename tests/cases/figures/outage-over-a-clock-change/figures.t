# Worked by hand. From 22:00 to 10:00 the next day are 12 hours on the clock, but 11 on 28 March, when
# 02:00 to 03:00 is left out, and 13 on 24 October, when it comes twice. March has 743 hours, October
# 745. Of the nights 22:00 to 06:00, March has 31 evenings; the morning of the 1st belongs to the
# evening before it and counts, too: 31 × 8 - 1 = 247 hours; the outage takes one night of 7 hours.
# October: 31 × 8 + 1 = 249 hours, and a night of 9 hours.

$ charter eval charter.chr --log log.csv --format json | jq -c '.availability[]|[.name,(.periods[]|select(.down_s>0)|[.period,.counted_s/3600,.down_s/3600,.availability,.held])]'
["uptime",["2026-03",743,11,98.5195,true],["2026-10",745,13,98.255,true]]
["night-uptime",["2026-03",247,7,97.166,false],["2026-10",249,9,96.3855,false]]
