# Worked by hand. An outage begins by the system only: 02:00 to 04:00, 06:00 to 06:30 (done ends it; what
# the log says while the ticket is done begins none), 23:00 to 01:00 of the next day (merged). The 7th:
# 2 h + 0.5 h + 1 h of 24 h; the 8th: 1 h of the 12 h that there have been.

$ charter eval charter.chr --log log.csv --format json | jq -c '.availability[].periods[]|[.period,.counted_s/3600,.down_s/3600,.availability,.held,.unfinished]'
["2026-09-07",24,3.5,85.4167,false,false]
["2026-09-08",12,1,91.6667,true,true]

$ cut -d, -f1,2,4,5 log.csv >no-events.csv; charter eval charter.chr --log no-events.csv --format json | jq -c '.availability[].periods[]|[.period,.availability,.held,.reason]'
charter: nothing is decided: no cycle that was asked for is met or breached
["2026-09-07",null,null,"the log can't decide it"]
["2026-09-08",null,null,"the log can't decide it"]

$ charter eval charter.chr --log no-events.csv | grep -A1 'cannot decide'
charter: nothing is decided: no cycle that was asked for is met or breached
  it cannot decide the availability uptime: the log has no `outage by system`, with which an outage
    begins

$ charter eval charter.chr --log no-events.csv --strict
charter: the log can't decide `uptime`: the log has no `outage by system`, with which an outage begins
[4]

$ charter eval charter.chr --log no-events.csv --format json 2>/dev/null | jq -c .log.undecidable
[{"availability":"uptime","reason":"the log has no `outage by system`, with which an outage begins"}]
