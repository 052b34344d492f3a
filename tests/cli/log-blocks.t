# Exports that are read through a log block: a row a ticket with value maps, and a row an event with tabs and a column that stands twice.

$ charter eval exports.chr --using history --log history.tsv --verdicts out.csv --format json >/dev/null; cut -d, -f1-2,5,7-12 out.csv
ticket,target,verdict,start,due,stop,used_s,paused_s,limit_s
A-1,response,met,2026-09-07T08:00:00Z,2026-09-07T12:00:00Z,2026-09-07T11:00:00Z,10800,0,14400
A-1,resolution,met,2026-09-07T08:00:00Z,2026-09-10T13:00:00Z,2026-09-10T09:00:00Z,43200,46800,57600
A-2,response,breached,2026-09-07T14:30:00Z,2026-09-08T07:30:00Z,2026-09-08T07:31:00Z,3660,0,3600
A-2,resolution,breached,2026-09-07T14:30:00Z,2026-09-07T22:30:00Z,2026-09-08T08:00:00Z,63000,0,28800
A-3,response,breached,2026-09-08T10:00:00Z,2026-09-08T14:00:00Z,,54000,0,14400
A-3,resolution,pending,2026-09-08T10:00:00Z,2026-09-10T10:00:00Z,,54000,0,57600

$ charter eval exports.chr --using tickets --log tickets.csv --verdicts out.csv --format json >/dev/null; cut -d, -f1-2,5,7-12 out.csv
ticket,target,verdict,start,due,stop,used_s,paused_s,limit_s
A-1,response,met,2026-09-07T08:00:00Z,2026-09-07T12:00:00Z,2026-09-07T11:00:00Z,10800,0,14400
A-1,resolution,breached,2026-09-07T08:00:00Z,2026-09-09T08:00:00Z,2026-09-10T09:00:00Z,90000,0,57600
A-2,response,breached,2026-09-07T14:30:00Z,2026-09-08T07:30:00Z,2026-09-08T07:31:00Z,3660,0,3600
A-2,resolution,breached,2026-09-07T14:30:00Z,2026-09-07T22:30:00Z,2026-09-08T08:00:00Z,63000,0,28800
A-3,response,breached,2026-09-08T10:00:00Z,2026-09-08T14:00:00Z,,54000,0,14400
A-3,resolution,pending,2026-09-08T10:00:00Z,2026-09-10T10:00:00Z,,54000,0,57600

$ charter eval exports.chr --log desk.csv --verdicts out.csv --format json >/dev/null; cut -d, -f1-2,5,7-12 out.csv
ticket,target,verdict,start,due,stop,used_s,paused_s,limit_s
A-1,response,met,2026-09-07T08:00:00Z,2026-09-07T12:00:00Z,2026-09-07T11:00:00Z,10800,0,14400
A-1,resolution,met,2026-09-07T08:00:00Z,2026-09-10T13:00:00Z,2026-09-10T09:00:00Z,43200,46800,57600
A-2,response,breached,2026-09-07T14:30:00Z,2026-09-08T07:30:00Z,2026-09-08T07:31:00Z,3660,0,3600
A-2,resolution,breached,2026-09-07T14:30:00Z,2026-09-07T22:30:00Z,2026-09-08T08:00:00Z,63000,0,28800
A-3,response,breached,2026-09-08T10:00:00Z,2026-09-08T14:00:00Z,,54000,0,14400
A-3,resolution,pending,2026-09-08T10:00:00Z,2026-09-10T10:00:00Z,,54000,0,57600

$ sed 's/Stufe/Level/' tickets.csv >renamed.csv; charter eval exports.chr --using tickets --log renamed.csv --format json >/dev/null 2>said; echo $?; head -n 1 said
4
error CHR0502: renamed.csv has no column `Stufe`, which gives the priority

$ sed 's/ column [12]//' exports.chr >unsaid.chr; charter eval unsaid.chr --using history --log history.tsv --format json 2>&1 | grep -v '^ *|'; echo "[${PIPESTATUS[0]}]"
error CHR0503: history.tsv has more than one column `value`
  --> unsaid.chr:72:3
  72 |   status from "value"
   try: Rename one of them, or say in a log block which one is meant: `column 2`.
   more: charter explain CHR0503

error CHR0503: history.tsv has more than one column `value`
  --> unsaid.chr:75:3
  75 |   priority from "value"
   try: Rename one of them, or say in a log block which one is meant: `column 2`.
   more: charter explain CHR0503

2 errors
[4]

$ charter eval exports.chr --using nothing --log desk.csv --format json >/dev/null 2>&1; echo $?
2
