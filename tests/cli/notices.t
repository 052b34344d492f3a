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
charter: --notices writes a file whose name ends in .csv or .ndjson, not `notices.txt`
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
[{"line":61,"expected":"duty at 2026-09-07 13:31 CEST","got":"duty by phone and email at 2026-09-07 13:30 CEST (at 50% used); duty by phone, head at 2026-09-07 15:30 CEST (at breach); head by email at 2026-09-08 09:30 CEST (every 2 hours after breach at most 3 times)"}]
[{"line":68,"expected":"nobody is told","got":"duty by phone and email at 2026-09-07 14:00 CEST (at 50% used); duty by phone, head at 2026-09-08 10:00 CEST (at breach); head by email at 2026-09-08 12:00 CEST (every 2 hours after breach at most 3 times); head by email at 2026-09-08 14:00 CEST (every 2 hours after breach at most 3 times); head by email at 2026-09-08 16:00 CEST (every 2 hours after breach at most 3 times)"}]
