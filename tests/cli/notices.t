# Whom escalations tell: records, counts, ledgers and tests.
$ charter eval escalations.chr --log escalations.csv --notices notices.csv | sed -n '/^Notices/,$p'
Notices
  escalation        for         notices
  Critical tickets  Resolution        9
  warning at 75%    Resolution        3
  and 1 correction of a breach that was withdrawn

$ cut -d, -f2- notices.csv
at,ticket,escalation,target,cycle,clause,step,repetition,tells,by,level,flags
2026-09-07T11:30:00Z,4711,critical,resolution,1,escalations.chr:40,at 50% used,,duty,phone+email,,
2026-09-07T12:30:00Z,4711,,resolution,1,escalations.chr:40,warns at 75%,,,,,
2026-09-07T12:30:00Z,4712,critical,resolution,1,escalations.chr:41,at 50% used,,duty,phone+email,,
2026-09-07T13:30:00Z,4711,critical,resolution,1,escalations.chr:40,at breach,,duty;head,phone;,2,
2026-09-07T14:30:00Z,4712,,resolution,1,escalations.chr:41,warns at 75%,,,,,
2026-09-08T07:30:00Z,4711,critical,resolution,1,escalations.chr:40,every 2 hours after breach at most 3 times,1,head,email,,
2026-09-08T08:30:00Z,4712,critical,resolution,1,escalations.chr:41,at breach,,duty;head,phone;,2,
2026-09-08T10:00:00Z,4712,critical,resolution,1,escalations.chr:41,at breach,,duty;head,phone;,2,correction
2026-09-08T12:30:00Z,4713,critical,resolution,1,escalations.chr:40,at 50% used,,duty,phone+email,,passed by change
2026-09-08T12:30:00Z,4713,,resolution,1,escalations.chr:40,warns at 75%,,,,,passed by change
2026-09-08T12:30:00Z,4713,critical,resolution,1,escalations.chr:40,at breach,,duty;head,phone;,2,passed by change
2026-09-08T14:30:00Z,4713,critical,resolution,1,escalations.chr:40,every 2 hours after breach at most 3 times,1,head,email,,
2026-09-09T08:30:00Z,4713,critical,resolution,1,escalations.chr:40,every 2 hours after breach at most 3 times,2,head,email,,

$ cut -d, -f1 notices.csv | grep -c -E '^[0-9a-f]{32}(-correction)?$'
13

$ charter eval escalations.chr --log escalations.csv --notices notices.ndjson --format json | jq -c .notices
{"count":13,"corrections":1,"escalations":[{"name":"critical","target":"resolution","count":9}],"warnings":[{"target":"resolution","count":3}]}

$ charter eval escalations.chr --log escalations.csv --notices notices.csv --format csv --by priority | awk -F, '{ print NF ": " $1, $2, $23, $25 }'
30: target scope figure counted
30: resolution period  
30: resolution key  
30: resolution key  
30: resolution all  
30: critical escalation notices 9
30: resolution warning notices 3

$ head -n 2 notices.ndjson | jq -c 'del(.key)'
{"at":"2026-09-07T11:30:00Z","ticket":"4711","escalation":"critical","target":"resolution","cycle":1,"clause":"escalations.chr:40","step":"at 50% used","repetition":null,"tells":"duty","by":"phone+email","level":null,"flags":""}
{"at":"2026-09-07T12:30:00Z","ticket":"4711","escalation":null,"target":"resolution","cycle":1,"clause":"escalations.chr:40","step":"warns at 75%","repetition":null,"tells":null,"by":null,"level":null,"flags":""}

$ charter eval escalations.chr --log escalations.csv --format json | jq -c .notices
{"count":null}

$ charter eval escalations.chr --log escalations.csv --notices one.csv --where 'priority is P1' >/dev/null; cut -d, -f2-4 one.csv
at,ticket,escalation
2026-09-07T11:30:00Z,4711,critical
2026-09-07T12:30:00Z,4711,
2026-09-07T13:30:00Z,4711,critical
2026-09-08T07:30:00Z,4711,critical
2026-09-08T12:30:00Z,4713,critical
2026-09-08T12:30:00Z,4713,
2026-09-08T12:30:00Z,4713,critical
2026-09-08T14:30:00Z,4713,critical
2026-09-09T08:30:00Z,4713,critical

$ charter eval escalations.chr --log escalations.csv --notices notices.txt
charter: --notices writes a file whose name ends in .csv, .ndjson or .sqlite, not `notices.txt`
[2]

$ charter eval escalations.chr --log escalations.csv --notices same.csv --verdicts same.csv
charter: the verdicts and the notices can't both go to same.csv
[2]

$ charter eval escalations.chr --log escalations.csv --notices nowhere/n.csv --verdicts v.csv; ls v.csv
charter: cannot write nowhere/n.csv: No such file or directory
ls: cannot access 'v.csv': No such file or directory
[2]

$ charter eval desk.chr --log desk.csv --notices none.csv | tail -n 2; cat none.csv
Notices
  the charter has no escalation and no warning
key,at,ticket,escalation,target,cycle,clause,step,repetition,tells,by,level,flags

$ charter why escalations.chr --log escalations.csv 4712
Ticket 4712, resolution, cycle 1
Met: it stopped 2026-09-08 14:00 CEST, with 11 h 30 min of 40 h used; it was due 2026-09-14 10:30 CEST.

  from                   to                     state                     counted        total
  2026-09-07 10:30 CEST  2026-09-07 17:00 CEST  running                6 h 30 min   6 h 30 min
  2026-09-07 17:00 CEST  2026-09-08 09:00 CEST  closed: outside hours           –   6 h 30 min
  2026-09-08 09:00 CEST  2026-09-08 14:00 CEST  running                       5 h  11 h 30 min

  What moved the clock
    2026-09-07 10:30 CEST  starts: opened                                            escalations.csv:3
    2026-09-08 12:00 CEST  judged from the start, clause: within 40 hours otherwise  escalations.csv:8
    2026-09-08 14:00 CEST  stops: resolved                                           escalations.csv:9

  What was told
    2026-09-07 14:30 CEST  critical  at 50% used             duty by phone and email
    2026-09-07 16:30 CEST            warns at 75%
    2026-09-08 10:30 CEST  critical  at breach               duty by phone, head, raised to level 2
    2026-09-08 12:00 CEST  critical  at breach (correction)  duty by phone, head, raised to level 2

  The clause that applies
    escalations.chr:42: within 40 hours otherwise

  The clauses that do not
    escalations.chr:40: within 4 hours when priority is P1
      it fails at: priority is P1
    escalations.chr:41: within 8 hours when priority is P2
      it fails at: priority is P2

  Due 2026-09-14 10:30 CEST
    40 hours in office from 2026-09-07 10:30 CEST, is 2026-09-14 10:30 CEST

$ charter why escalations.chr --log escalations.csv 4712 --format json | jq -c '.[].notices[] | del(.key)'
{"at":"2026-09-07T12:30:00Z","escalation":"critical","step":"at 50% used","repetition":null,"tells":[{"who":"duty","by":["phone","email"]}],"level":null,"flags":[]}
{"at":"2026-09-07T14:30:00Z","escalation":null,"step":"warns at 75%","repetition":null,"tells":[],"level":null,"flags":[]}
{"at":"2026-09-08T08:30:00Z","escalation":"critical","step":"at breach","repetition":null,"tells":[{"who":"duty","by":["phone"]},{"who":"head","by":[]}],"level":2,"flags":[]}
{"at":"2026-09-08T10:00:00Z","escalation":"critical","step":"at breach","repetition":null,"tells":[{"who":"duty","by":["phone"]},{"who":"head","by":[]}],"level":2,"flags":["correction"]}

$ charter why escalations.chr --log escalations.csv 4712 --not critical
Ticket 4712, critical for resolution, cycle 1
Met: it stopped 2026-09-08 14:00 CEST, with 11 h 30 min of 40 h used; it was due 2026-09-14 10:30 CEST.

  at 50% used                                 told 2026-09-07 14:30 CEST
  at breach                                   told 2026-09-08 10:30 CEST, 2026-09-08 12:00 CEST (correction)
  every 2 hours after breach at most 3 times  the escalation does not apply, it fails at: priority is at least P2
  once reopenings is at least 1               the escalation does not apply, it fails at: priority is at least P2

$ charter why escalations.chr --log escalations.csv 4713 --not critical
Ticket 4713, critical for resolution, cycle 1
Breached by 11 h: it stopped 2026-09-09 12:00 CEST; it was due 2026-09-07 17:00 CEST. It was the change of 2026-09-08 14:30 CEST that breached it.

  at 50% used                                 told 2026-09-08 14:30 CEST (passed by change)
  at breach                                   told 2026-09-08 14:30 CEST (passed by change)
  every 2 hours after breach at most 3 times  told 2026-09-08 16:30 CEST, 2026-09-09 10:30 CEST
  once reopenings is at least 1               it held after no event while the clock ran or was paused

$ charter why escalations.chr --log escalations.csv 4714 --not critical --as-of '2026-09-08 16:00'
Ticket 4714, critical for resolution, cycle 1
Excluded: cause is theirs.

  at 50% used                                 the ticket was excluded
  at breach                                   the ticket was excluded
  every 2 hours after breach at most 3 times  the ticket was excluded
  once reopenings is at least 1               the ticket was excluded

$ charter why escalations.chr --log escalations.csv 4711 --not critical --as-of '2026-09-07 12:00'
Ticket 4711, critical for resolution, cycle 1
Pending and paused: 1 h of 4 h used, 3 h left.

  at 50% used                                 the clock is paused, with 1 h used, and it comes at 2 h
  at breach                                   the clock is paused, with 1 h used, and it comes at 4 h
  every 2 hours after breach at most 3 times  the clock is paused, with 1 h used, and it comes at 6 h
  once reopenings is at least 1               it held after no event while the clock ran or was paused

$ charter why escalations.chr --log escalations.csv 4711 resolution --not critical --as-of '2026-09-07 13:00' --format json | jq -c '.[].steps[]'
{"step":"at 50% used","place":"escalations.chr:50","told":[],"silence":{"why":"not-yet","text":"not yet: it comes 2026-09-07 13:30 CEST if nothing changes","at":"2026-09-07T11:30:00Z","used_s":5400,"needed_s":7200}}
{"step":"at breach","place":"escalations.chr:51","told":[],"silence":{"why":"not-yet","text":"not yet: it comes 2026-09-07 15:30 CEST if nothing changes","at":"2026-09-07T13:30:00Z","used_s":5400,"needed_s":14400}}
{"step":"every 2 hours after breach at most 3 times","place":"escalations.chr:52","told":[],"silence":{"why":"not-yet","text":"not yet: it comes 2026-09-08 09:30 CEST if nothing changes","at":"2026-09-08T07:30:00Z","used_s":5400,"needed_s":21600}}
{"step":"once reopenings is at least 1","place":"escalations.chr:53","told":[],"silence":{"why":"never-held","text":"it held after no event while the clock ran or was paused","at":null,"used_s":null,"needed_s":null}}

$ charter why escalations.chr --log escalations.csv 4712 --not critical --format json | jq -c '.[].steps[] | del(.told[].key)'
{"step":"at 50% used","place":"escalations.chr:50","told":[{"at":"2026-09-07T12:30:00Z","flags":[]}],"silence":null}
{"step":"at breach","place":"escalations.chr:51","told":[{"at":"2026-09-08T08:30:00Z","flags":[]},{"at":"2026-09-08T10:00:00Z","flags":["correction"]}],"silence":null}
{"step":"every 2 hours after breach at most 3 times","place":"escalations.chr:52","told":[],"silence":{"why":"does-not-apply","text":"the escalation does not apply, it fails at: priority is at least P2","at":null,"used_s":null,"needed_s":null}}
{"step":"once reopenings is at least 1","place":"escalations.chr:53","told":[],"silence":{"why":"does-not-apply","text":"the escalation does not apply, it fails at: priority is at least P2","at":null,"used_s":null,"needed_s":null}}

$ charter why escalations.chr --log escalations.csv 4711 --not critcal
charter: the charter has no escalation `critcal`; did you mean `critical`?
[2]

$ charter why desk.chr --log desk.csv 1 --not critical
charter: the charter has no escalation `critical`
[2]

$ charter test escalations.chr
ok     half of the time
ok     an ordinary one tells nobody
2 passed, 0 failed

$ sed 's/expect critical tells head at 2026-09-07 15:30/expect critical tells duty at 2026-09-07 13:31/; s/with priority P3/with priority P2/' escalations.chr > wrong.chr; charter test wrong.chr
FAILED half of the time
  wrong.chr:61: expect critical tells duty at 2026-09-07 13:31
    expected duty at 2026-09-07 13:31 CEST
    got      duty by phone and email at 2026-09-07 13:30 CEST (at 50% used)
             duty by phone, head at 2026-09-07 15:30 CEST (at breach)
             head by email at 2026-09-08 09:30 CEST (every 2 hours after breach at most 3 times)
FAILED an ordinary one tells nobody
  wrong.chr:68: expect critical tells no one
    expected nobody is told
    got      duty by phone and email at 2026-09-07 14:00 CEST (at 50% used)
             duty by phone, head at 2026-09-08 10:00 CEST (at breach)
             head by email at 2026-09-08 12:00 CEST (every 2 hours after breach at most 3 times)
             head by email at 2026-09-08 14:00 CEST (every 2 hours after breach at most 3 times)
             head by email at 2026-09-08 16:00 CEST (every 2 hours after breach at most 3 times)
0 passed, 2 failed
[1]

$ charter test wrong.chr --format json | jq -c .failed
[{"line":61,"expected":"duty at 2026-09-07 13:31 CEST","got":"duty by phone and email at 2026-09-07 13:30 CEST (at 50% used); duty by phone, head at 2026-09-07 15:30 CEST (at breach); head by email at 2026-09-08 09:30 CEST (every 2 hours after breach at most 3 times)","differs":""}]
[{"line":68,"expected":"nobody is told","got":"duty by phone and email at 2026-09-07 14:00 CEST (at 50% used); duty by phone, head at 2026-09-08 10:00 CEST (at breach); head by email at 2026-09-08 12:00 CEST (every 2 hours after breach at most 3 times); head by email at 2026-09-08 14:00 CEST (every 2 hours after breach at most 3 times); head by email at 2026-09-08 16:00 CEST (every 2 hours after breach at most 3 times)","differs":""}]
