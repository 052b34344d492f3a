# Worked by hand. September 2026 in Paris has 720 hours; October has begun for no time at all when the
# log ends, so there is nothing to count in it.
#   mail:  A 10–12 and B 11–13 and E 13–13:15 on the 7th are 3 h 15 min; F 16:00 on the 8th to 10:00 on
#          the 9th is 18 h, and reopened 10 min: 21 h 25 min = 77,100 s of 2,592,000 s.
#   files: C 11:30–13:30 is 2 h.  D has its service only later, and that is phones.
# Weeks: Monday 7th to 13th has all of it: 77,100 s of 604,800 s.
# In the office (22 days of 8 hours = 633,600 s) mail is down 3 h 15 min on the 7th, 16:00–16:30 on the
# 8th (then it waits for parts), 9:30–10:00 and 11:00–11:10 on the 9th: 4 h 25 min = 15,900 s.

$ charter eval charter.chr --log log.csv --format json | jq -c '.availability[]|select(.each=="month")|[.name,.service,.held,(.periods[]|[.period,.counted_s,.down_s,.availability,.held,.unfinished])]'
["uptime","mail",false,["2026-09",2592000,77100,97.0255,false,false],["2026-10",0,0,null,null,true]]
["uptime","files",true,["2026-09",2592000,7200,99.7222,true,false],["2026-10",0,0,null,null,true]]
["office-uptime","mail",false,["2026-09",633600,15900,97.4905,false,false],["2026-10",0,0,null,null,true]]

$ charter eval charter.chr --log log.csv --format json | jq -c '.availability[]|select(.each=="week")|[.service,.held,(.periods[]|[.period,.counted_s,.down_s,.held,.unfinished])]'
["mail",false,["2026-W37",604800,77100,false,false],["2026-W38",604800,0,true,false],["2026-W39",604800,0,true,false],["2026-W40",259200,0,true,true]]
["files",false,["2026-W37",604800,7200,false,false],["2026-W38",604800,0,true,false],["2026-W39",604800,0,true,false],["2026-W40",259200,0,true,true]]

$ charter eval charter.chr --log log.csv --as-of '2026-09-07 12:45' | sed -n '/^Availability/,$p'
Availability

  uptime: mail, in always
  at least 99% each month: broken
  without 1 outage of tickets that have no service

    month         counted        down  available  held
    2026-09  156 h 45 min  2 h 45 min     98.25%    no  so far

  uptime: mail, in always
  at least 99.5% each week: broken
  without 1 outage of tickets that have no service

    week          counted        down  available  held
    2026-W37  12 h 45 min  2 h 45 min     78.43%    no  so far

  uptime: files, in always
  at least 99% each month: held
  without 1 outage of tickets that have no service

    month         counted        down  available  held
    2026-09  156 h 45 min  1 h 15 min     99.20%   yes  so far

  uptime: files, in always
  at least 99.5% each week: broken
  without 1 outage of tickets that have no service

    week          counted        down  available  held
    2026-W37  12 h 45 min  1 h 15 min     90.20%    no  so far

  office-uptime: mail, in office
  at least 98.75% each month: broken
  without 1 outage of tickets that have no service

    month        counted        down  available  held
    2026-09  35 h 45 min  2 h 45 min     92.31%    no  so far
