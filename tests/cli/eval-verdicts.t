# Verdict records: the canonical log, as CSV, as NDJSON, from standard input, in two files, with any number of threads.

$ charter eval desk.chr --log desk.csv --verdicts out.csv --format json >report.json; echo $?
1

$ cat out.csv
ticket,target,cycle,clause,verdict,reason,start,due,stop,used_s,paused_s,limit_s,over_s,late_s,calendar,breached_at,period,flags
A-1,response,1,desk.chr:28,met,,2026-09-07T08:00:00Z,2026-09-07T12:00:00Z,2026-09-07T11:00:00Z,10800,0,14400,,,office,,2026-09,
A-1,resolution,1,desk.chr:36,met,,2026-09-07T08:00:00Z,2026-09-10T13:00:00Z,2026-09-10T09:00:00Z,43200,46800,57600,,,office,,2026-09,
A-2,response,1,desk.chr:27,breached,,2026-09-07T14:30:00Z,2026-09-08T07:30:00Z,2026-09-08T07:31:00Z,3660,0,3600,60,60,office,2026-09-08T07:30:00Z,2026-09,
A-2,resolution,1,desk.chr:35,breached,,2026-09-07T14:30:00Z,2026-09-07T22:30:00Z,2026-09-08T08:00:00Z,63000,0,28800,34200,34200,always,2026-09-07T22:30:00Z,2026-09,
A-3,response,1,desk.chr:28,breached,,2026-09-08T10:00:00Z,2026-09-08T14:00:00Z,,54000,0,14400,39600,154800,office,2026-09-08T14:00:00Z,2026-09,
A-3,resolution,1,desk.chr:36,pending,,2026-09-08T10:00:00Z,2026-09-10T10:00:00Z,,54000,0,57600,,,office,,2026-09,

$ charter eval desk.chr --log desk.ndjson --verdicts same.csv --format json >/dev/null; cmp out.csv same.csv

$ charter eval desk.chr --log - --verdicts same.csv --format json <desk.csv >/dev/null; cmp out.csv same.csv

$ (head -n 1 desk.csv; tail -n +6 desk.csv) >second.csv; head -n 5 desk.csv >first.csv

$ charter eval desk.chr --log first.csv --log second.csv --verdicts same.csv --format json >/dev/null; cmp out.csv same.csv

$ for n in 1 2 3 8; do charter eval desk.chr --log desk.csv --threads $n --verdicts same.csv --format json >r.json; cmp out.csv same.csv; cmp report.json r.json; done

$ charter eval desk.chr --log desk.csv --verdicts out.ndjson --format json >/dev/null; wc -l <out.ndjson
6

$ head -n 1 out.csv; jq -r -s '.[0] | keys_unsorted | join(",")' out.ndjson
ticket,target,cycle,clause,verdict,reason,start,due,stop,used_s,paused_s,limit_s,over_s,late_s,calendar,breached_at,period,flags
ticket,target,cycle,clause,verdict,reason,start,due,stop,used_s,paused_s,limit_s,over_s,late_s,calendar,breached_at,period,flags

$ jq -c '[.ticket,.target,.verdict,.due]' out.ndjson
["A-1","response","met","2026-09-07T12:00:00Z"]
["A-1","resolution","met","2026-09-10T13:00:00Z"]
["A-2","response","breached","2026-09-08T07:30:00Z"]
["A-2","resolution","breached","2026-09-07T22:30:00Z"]
["A-3","response","breached","2026-09-08T14:00:00Z"]
["A-3","resolution","pending","2026-09-10T10:00:00Z"]

$ charter eval desk.chr --log desk.csv --as-of 2026-09-08T09:00:00+02:00 --verdicts early.csv --format json >/dev/null; cut -d, -f1-3,5,8,10 early.csv
ticket,target,cycle,verdict,due,used_s
A-1,response,1,met,2026-09-07T12:00:00Z,10800
A-1,resolution,1,pending,2026-09-09T08:00:00Z,25200
A-2,response,1,pending,2026-09-08T07:30:00Z,1800
A-2,resolution,1,breached,2026-09-07T22:30:00Z,59400

$ charter eval desk.chr --log desk.csv --where 'priority is P1' --verdicts some.csv --format json >/dev/null; cut -d, -f1-2 some.csv
ticket,target
A-2,response
A-2,resolution

