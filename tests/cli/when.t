# When a ticket would be due, by which clause; the same by a query. What has no due instant is exit status 5.

$ charter when desk.chr response --opened '2026-09-07 16:30' --with priority=P1
2026-09-08 09:30 CEST
  by   desk.chr:27: within 1 hour when priority is P1
  why  1 hour in office from 2026-09-07 16:30 CEST, is 2026-09-08 09:30 CEST

$ charter when --with 'priority=P1' --opened 2026-09-07T14:30:00Z desk.chr response
2026-09-08 09:30 CEST
  by   desk.chr:27: within 1 hour when priority is P1
  why  1 hour in office from 2026-09-07 16:30 CEST, is 2026-09-08 09:30 CEST

$ charter query desk.chr --format json 'when is response due opened at 2026-09-07 16:30 with priority P1' | jq -c .
{"query":"when is response due opened at 2026-09-07 16:30 with priority P1","type":"instant","value":"2026-09-08T07:30:00Z"}

$ charter when desk.chr resolution --opened '2026-09-07 16:30'
2026-09-09 16:30 CEST
  by   desk.chr:36: within 2 working days otherwise
  why  16 hours in office from 2026-09-07 16:30 CEST (a count of days, as a length), is 2026-09-09 16:30 CEST

$ charter when desk.chr resolution --opened '2026-09-07 16:30' --format json | jq -c '.[0] | [.target,.due,.limit_s,.clause.place,.due_reason]'
["resolution","2026-09-09T14:30:00Z",57600,"desk.chr:36","16 hours in office from 2026-09-07 16:30 CEST (a count of days, as a length), is 2026-09-09 16:30 CEST"]

$ charter when desk.chr resolution --opened '2026-09-07 16:30' --with status=pending
charter: `resolution` starts paused: there is no due instant before it runs
[5]

$ charter when desk.chr responce --opened '2026-09-07 16:30'
charter: the charter has no target `responce`; did you mean `response`?
[2]

$ charter when desk.chr response --opened '2026-09-07 16:30' --with priority=P9 2>&1 | head -n 2
error CHR0221: `P9` is no value of `priority`
  --> --with:1:10

$ charter when desk.chr response --opened 'Monday'
charter: --opened is an instant like `2026-11-20 16:30` or `2026-11-20T15:30:00Z`, not `Monday`: it is not written as a date and a time
[2]

$ charter query desk.chr 'hours of office on 2026-12-24' 'hours of office on 2026-12-25' 'time in office from 2026-11-20 17:30 to 2026-11-23 09:30'
2026-12-24 09:00 CET to 2026-12-24 17:00 CET
closed
30 minutes

$ charter query desk.chr --format json 'hours of office on 2026-12-24' 'hours of office on 2026-12-25'
{"query":"hours of office on 2026-12-24","type":"hours","value":[{"from":"2026-12-24T08:00:00Z","to":"2026-12-24T16:00:00Z"}]}
{"query":"hours of office on 2026-12-25","type":"hours","value":[]}

$ charter query desk.chr 'hours of offise on 2026-12-24'
charter: `offise` is not declared as hours or a period (Did you mean `office`?) (in `hours of offise on 2026-12-24`)
[2]

$ charter query desk.chr 'next closing of always after 2026-12-24 00:00'
charter: `always` has no such instant: it never closes (in `next closing of always after 2026-12-24 00:00`)
[5]

$ charter query desk.chr 'time in office from 2026-11-23 09:30 to 2026-11-20 17:30'
charter: the time after `to` is earlier than the one after `from` (in `time in office from 2026-11-23 09:30 to 2026-11-20 17:30`)
[2]

$ charter query desk.chr 'drivers of breaches in response' ''
charter: this asks about a recorded log, and none is loaded (in `drivers of breaches in response`)
charter: the query is empty (in ``)
[2]

$ printf '# a comment\n\noffice is open at 2026-11-23 09:30\r\n' | charter query desk.chr -
yes
