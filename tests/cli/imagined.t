# A ticket that is imagined: what happens to it, who is told, what would change it, what is unknown.

$ charter repl escalations.chr <<'END'
> who is told
> open ticket at 2026-09-04 15:00 with priority P1
> what happens next
> who is told
> who is told at 2026-09-04 17:00
> who is told at 2026-09-07 11:00
> who is told at 2026-09-07 12:00
> is it met
> is resolution met
> which rule
> which rule of resolution
> priority is P1
> priority is at most P2 or cause is known
> why not escalation critical
> why not at breach
> why not every 2 hours after breach
> why not once reopenings   is at least 1
> why not at 10% used
> what would change resolution
> what would change it
> unknown priority
> when is resolution due
> unknown cause
> when is resolution due
> forget priority, cause
> at 16:00 pending
> what happens next
> at Monday 12:30 open
> what happens next
> set priority to P3
> what happens next
> set priority to P2
> now is 2026-09-15 16:30
> what happens next
> who is told
> at Wednesday 10:00 solved
> what happens next
> is it met
> why not escalation critical
> forget ticket
> is it met
> END
there is no ticket yet: `open ticket at DATE TIME with …`
At 2026-09-04 15:00 CEST:
  target      stands    used  left  due
  Resolution  running  0 min   4 h  2026-09-07 11:00 CEST
If nothing is done:
  2026-09-04 17:00 CEST  office closes
  2026-09-04 17:00 CEST  Critical tickets, at 50% used: duty by phone and email
  2026-09-07 09:00 CEST  office opens
  2026-09-07 10:00 CEST  Resolution warns at 75%
  2026-09-07 11:00 CEST  Resolution is due
  2026-09-07 11:00 CEST  Critical tickets, at breach: duty by phone, head, raised to level 2
  2026-09-07 13:00 CEST  Critical tickets, every 2 hours after breach (1 of 3): head by email
  2026-09-07 15:00 CEST  Critical tickets, every 2 hours after breach (2 of 3): head by email
  2026-09-07 17:00 CEST  Critical tickets, every 2 hours after breach (3 of 3): head by email
So far, and if nothing is done:
  2026-09-04 17:00 CEST  Critical tickets, at 50% used: duty by phone and email
  2026-09-07 10:00 CEST  Resolution warns at 75%
  2026-09-07 11:00 CEST  Critical tickets, at breach: duty by phone, head, raised to level 2
  2026-09-07 13:00 CEST  Critical tickets, every 2 hours after breach (1 of 3): head by email
  2026-09-07 15:00 CEST  Critical tickets, every 2 hours after breach (2 of 3): head by email
  2026-09-07 17:00 CEST  Critical tickets, every 2 hours after breach (3 of 3): head by email
If nothing is done:
  2026-09-04 17:00 CEST  Critical tickets, at 50% used: duty by phone and email
If nothing is done:
  2026-09-07 11:00 CEST  Critical tickets, at breach: duty by phone, head, raised to level 2
Nobody at 2026-09-07 12:00 CEST; before and after it:
  2026-09-07 11:00 CEST  Critical tickets, at breach: duty by phone, head, raised to level 2
  2026-09-07 13:00 CEST  Critical tickets, every 2 hours after breach (1 of 3): head by email
Resolution. Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.
Resolution. Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.
Resolution: within 4 hours when priority is P1  (escalations.chr:40)
Resolution: within 4 hours when priority is P1  (escalations.chr:40)
yes
no
Ticket (imagined), critical for resolution, cycle 1
Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.

  at 50% used                                 not yet: it comes 2026-09-04 17:00 CEST if nothing changes
  at breach                                   not yet: it comes 2026-09-07 11:00 CEST if nothing changes
  every 2 hours after breach at most 3 times  not yet: it comes 2026-09-07 13:00 CEST if nothing changes
  once reopenings is at least 1               it held after no event while the clock ran or was paused
Ticket (imagined), critical for resolution, cycle 1
Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.

  at breach  not yet: it comes 2026-09-07 11:00 CEST if nothing changes
Ticket (imagined), critical for resolution, cycle 1
Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.

  every 2 hours after breach at most 3 times  not yet: it comes 2026-09-07 13:00 CEST if nothing changes
Ticket (imagined), critical for resolution, cycle 1
Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.

  once reopenings is at least 1  it held after no event while the clock ran or was paused
no escalation of what the ticket's clocks are for has such a step
Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.
It would be different with
  a stop by 2026-09-07 11:00 CEST: met, and none by then: breached
  cause theirs: excluded
Resolution. Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.
It would be different with
  a stop by 2026-09-07 11:00 CEST: met, and none by then: breached
  cause theirs: excluded
Unknown: priority.
Resolution is due:
  priority  due                    clause
  P3        2026-09-11 15:00 CEST  within 40 hours otherwise
  P2        2026-09-07 15:00 CEST  within 8 hours when priority is P2
  P1        2026-09-07 11:00 CEST  within 4 hours when priority is P1
Unknown: priority, cause.
Resolution is due:
  priority  cause   due                    clause
  P3        ours    2026-09-11 15:00 CEST  within 40 hours otherwise
  P3        theirs  –                      excluded
  P2        ours    2026-09-07 15:00 CEST  within 8 hours when priority is P2
  P2        theirs  –                      excluded
  P1        ours    2026-09-07 11:00 CEST  within 4 hours when priority is P1
  P1        theirs  –                      excluded
Nothing is unknown.
At 2026-09-04 16:00 CEST:
  target      stands  used  left  due
  Resolution  paused   1 h   3 h  –
Nothing, unless something is done.
At 2026-09-07 12:30 CEST:
  target      stands   used  left  due
  Resolution  running   1 h   3 h  2026-09-07 15:30 CEST
If nothing is done:
  2026-09-07 13:30 CEST  Critical tickets, at 50% used: duty by phone and email
  2026-09-07 14:30 CEST  Resolution warns at 75%
  2026-09-07 15:30 CEST  Resolution is due
  2026-09-07 15:30 CEST  Critical tickets, at breach: duty by phone, head, raised to level 2
  2026-09-08 09:30 CEST  Critical tickets, every 2 hours after breach (1 of 3): head by email
  2026-09-08 11:30 CEST  Critical tickets, every 2 hours after breach (2 of 3): head by email
  2026-09-08 13:30 CEST  Critical tickets, every 2 hours after breach (3 of 3): head by email
At 2026-09-07 12:30 CEST:
  target      stands   used  left  due
  Resolution  running   1 h  39 h  2026-09-14 11:30 CEST
If nothing is done:
  2026-09-07 17:00 CEST  office closes
  2026-09-08 09:00 CEST  office opens
  2026-09-08 17:00 CEST  office closes
  2026-09-09 09:00 CEST  office opens
  2026-09-09 17:00 CEST  office closes
  2026-09-10 09:00 CEST  office opens
  2026-09-11 09:30 CEST  Resolution warns at 75%
  2026-09-14 11:30 CEST  Resolution is due
  (and 4 more openings and closings of hours)
At 2026-09-07 12:30 CEST:
  target      stands   used  left  due
  Resolution  running   1 h   7 h  2026-09-08 11:30 CEST
At 2026-09-15 16:30 CEST:
  target      stands    used          left  due
  Resolution  breached  53 h  over by 45 h  2026-09-08 11:30 CEST
Nothing, unless something is done.
So far, and if nothing is done:
  2026-09-07 15:30 CEST  Critical tickets, at 50% used: duty by phone and email
  2026-09-08 09:30 CEST  Resolution warns at 75%
  2026-09-08 11:30 CEST  Critical tickets, at breach: duty by phone, head, raised to level 2
  2026-09-08 13:30 CEST  Critical tickets, every 2 hours after breach (1 of 3): head by email
  2026-09-08 15:30 CEST  Critical tickets, every 2 hours after breach (2 of 3): head by email
  2026-09-09 09:30 CEST  Critical tickets, every 2 hours after breach (3 of 3): head by email
At 2026-09-16 10:00 CEST:
  target      stands           used                 left  due
  Resolution  breached  54 h 30 min  over by 46 h 30 min  2026-09-08 11:30 CEST
Nothing, unless something is done.
Resolution. Breached by 46 h 30 min: it stopped 2026-09-16 10:00 CEST; it was due 2026-09-08 11:30 CEST.
Ticket (imagined), critical for resolution, cycle 1
Breached by 46 h 30 min: it stopped 2026-09-16 10:00 CEST; it was due 2026-09-08 11:30 CEST.

  at 50% used                                 told 2026-09-07 15:30 CEST
  at breach                                   told 2026-09-08 11:30 CEST
  every 2 hours after breach at most 3 times  told 2026-09-08 13:30 CEST, 2026-09-08 15:30 CEST, 2026-09-09 09:30 CEST
  once reopenings is at least 1               it held after no event while the clock ran or was paused
Nothing is unknown.
there is no ticket yet: `open ticket at DATE TIME with …`
[5]

$ cat >questions <<'END'
> open ticket at 2026-09-04 15:00 with priority P1
> what happens next
> who is told at 2026-09-04 17:00
> is it met
> which rule
> hours on 2026-12-24
> why not at breach
> what would change it
> unknown cause, priority
> when is resolution due
> priority is P1
> END

$ charter query escalations.chr --format json - <questions | cut -c 1-460
{"query":"open ticket at 2026-09-04 15:00 with priority P1","type":"ticket","value":[{"target":"resolution","verdict":"pending","state":"running","used_s":0,"left_s":14400,"due":"2026-09-07T09:00:00Z"}]}
{"query":"what happens next","type":"ahead","value":[{"at":"2026-09-04T15:00:00Z","kind":"closes","what":"office closes"},{"at":"2026-09-04T15:00:00Z","kind":"told","what":"Critical tickets, at 50% used: duty by phone and email"},{"at":"2026-09-07T07:00:00Z","kind":"opens","what":"office opens"},{"at":"2026-09-07T08:00:00Z","kind":"told","what":"Resolution warns at 75%"},{"at":"2026-09-07T09:00:00Z","kind":"due","what":"Resolution is due"},{"at":"2026-09-0
{"query":"who is told at 2026-09-04 17:00","type":"told","value":[{"at":"2026-09-04T15:00:00Z","what":"Critical tickets, at 50% used: duty by phone and email"}]}
{"query":"is it met","type":"met","value":[{"target":"resolution","verdict":"pending","sentence":"Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left."}]}
{"query":"which rule","type":"rules","value":[{"target":"resolution","clause":{"place":"escalations.chr:40","text":"within 4 hours when priority is P1","because":null}}]}
{"query":"hours on 2026-12-24","type":"hours-on","value":[{"hours":"office","open":[{"from":"2026-12-24T08:00:00Z","to":"2026-12-24T16:00:00Z"}]}]}
{"query":"why not at breach","type":"silences","value":[{"ticket":"(imagined)","escalation":"critical","target":"resolution","cycle":1,"verdict":"pending","steps":[{"step":"at breach","place":"escalations.chr:51","told":[],"silence":{"why":"not-yet","text":"not yet: it comes 2026-09-07 11:00 CEST if nothing changes","at":"2026-09-07T09:00:00Z","used_s":0,"needed_s":14400}}]}]}
{"query":"what would change it","type":"flips","value":[{"ledgers":[{"ticket":"(imagined)","target":"resolution","cycle":1,"verdict":"pending","reason":null,"sentence":"Pending: due 2026-09-07 11:00 CEST if nothing changes; 0 min of 4 h used, 4 h left.","start":"2026-09-04T13:00:00Z","due":"2026-09-07T09:00:00Z","due_reason":"4 hours in office from 2026-09-04 15:00 CEST, is 2026-09-07 11:00 CEST","stop":null,"breached_at":null,"used_s":0,"paused_s":0,"limi
{"query":"unknown cause, priority","type":"unknown","value":["cause","priority"]}
{"query":"when is resolution due","type":"cases","value":[{"values":{"cause":"ours","priority":"P3"},"due":"2026-09-11T13:00:00Z","clause":"escalations.chr:42"},{"values":{"cause":"ours","priority":"P2"},"due":"2026-09-07T13:00:00Z","clause":"escalations.chr:41"},{"values":{"cause":"ours","priority":"P1"},"due":"2026-09-07T09:00:00Z","clause":"escalations.chr:40"},{"values":{"cause":"theirs","priority":"P3"},"due":null,"clause":null},{"values":{"cause":"th
{"query":"priority is P1","type":"cases","value":[{"values":{"cause":"ours","priority":"P3"},"holds":false},{"values":{"cause":"ours","priority":"P2"},"holds":false},{"values":{"cause":"ours","priority":"P1"},"holds":true},{"values":{"cause":"theirs","priority":"P3"},"holds":false},{"values":{"cause":"theirs","priority":"P2"},"holds":false},{"values":{"cause":"theirs","priority":"P1"},"holds":true}]}

$ charter repl escalations.chr <<'END'
> open ticket at 2026-09-04 15:00 with priority P3
> unknown foo
> unknown reopenings
> unknown status
> is it breached
> is foo met
> which rule of resolutions
> who is told at 2026-11-20 12
> who is told at 2026-09-03 12:00
> whom is told at 2026-11-20 16:30
> what would change it of A
> why not escalation criticl
> why not escalation critical
> why not at 50% usedd
> forget foo
> hours on 2026-12-32
> set priority to P2
> set priority to P9
> END
At 2026-09-04 15:00 CEST:
  target      stands    used  left  due
  Resolution  running  0 min  40 h  2026-09-11 15:00 CEST
error CHR0101: a ticket has no attribute `foo`
  --> query:1:9
   1 | unknown foo
     |         ^^^
   more: charter explain CHR0101

1 error
the values of `reopenings` can't be listed
the values of `status` can't be listed
error CHR0030: `it breached` has a blank in it, expected one name
  --> query:1:4
   1 | is it breached
     |    ^^^^^^^^^^^
   try: A name is joined by `-`, as in `it-breached`.
   more: charter explain CHR0030

1 error
error CHR0101: `foo` is not declared as a target
  --> query:1:4
   1 | is foo met
     |    ^^^
   more: charter explain CHR0101

1 error
error CHR0101: `resolutions` is not declared as a target
  --> query:1:15
   1 | which rule of resolutions
     |               ^^^^^^^^^^^
   try: Did you mean `resolution`?
   more: charter explain CHR0101

1 error
error CHR0008: `2026-11-20` is a whole day, expected an instant
  --> query:1:16
   1 | who is told at 2026-11-20 12
     |                ^^^^^^^^^^
   try: Add a time of day: `2026-11-20 09:00`.
   more: charter explain CHR0008

1 error
Nobody at 2026-09-03 12:00 CEST; before and after it:
  2026-09-10 13:00 CEST  Resolution warns at 75%
ask `who is told at DATE TIME`
this asks about a recorded log, and none is loaded
error CHR0101: `criticl` is not declared as an escalation
  --> query:1:20
   1 | why not escalation criticl
     |                    ^^^^^^^
   try: Did you mean `critical`?
   more: charter explain CHR0101

1 error
Ticket (imagined), critical for resolution, cycle 1
Pending: due 2026-09-11 15:00 CEST if nothing changes; 0 min of 40 h used, 40 h left.

  at 50% used                                 the escalation does not apply, it fails at: priority is at least P2
  at breach                                   the escalation does not apply, it fails at: priority is at least P2
  every 2 hours after breach at most 3 times  the escalation does not apply, it fails at: priority is at least P2
  once reopenings is at least 1               the escalation does not apply, it fails at: priority is at least P2
error CHR0001: unexpected `usedd`, expected `used`
  --> query:1:16
   1 | why not at 50% usedd
     |                ^^^^^
   more: charter explain CHR0001

1 error
error CHR0101: a ticket has no attribute `foo`
  --> query:1:8
   1 | forget foo
     |        ^^^
   more: charter explain CHR0101

1 error
error CHR0009: `2026-12-32` does not exist
  --> query:1:10
   1 | hours on 2026-12-32
     |          ^^^^^^^^^^
   try: December 2026 has 31 days.
   more: charter explain CHR0009

1 error
At 2026-09-04 15:00 CEST:
  target      stands    used  left  due
  Resolution  running  0 min   8 h  2026-09-07 15:00 CEST
error CHR0221: `P9` is no value of `priority`
  --> query:1:17
   1 | set priority to P9
     |                 ^^
  ::: escalations.chr:9:3
   9 |   priority ladder P3, P2, P1
     |   -------- declared here
   try: You wrote `P9`, the ladder has `P3`.
   more: charter explain CHR0221

1 error
[2]

$ charter query escalations.chr --log escalations.csv 'why not escalation critical of 4711' 'why not at 50% used of 4711' 'why not escalation critical of 47111'
charter: the log has no ticket `47111`; did you mean `4711`? (in `why not escalation critical of 47111`)
Ticket 4711, critical for resolution, cycle 1
Breached by 2 h 30 min: it stopped 2026-09-08 10:00 CEST; it was due 2026-09-07 15:30 CEST.

  at 50% used                                 told 2026-09-07 13:30 CEST
  at breach                                   told 2026-09-07 15:30 CEST
  every 2 hours after breach at most 3 times  told 2026-09-08 09:30 CEST
  once reopenings is at least 1               it held after no event while the clock ran or was paused
Ticket 4711, critical for resolution, cycle 1
Breached by 2 h 30 min: it stopped 2026-09-08 10:00 CEST; it was due 2026-09-07 15:30 CEST.

  at 50% used  told 2026-09-07 13:30 CEST
[5]

$ charter new d >words; charter query d/service.chr 'hours on 2026-12-24' 'who is told' 'why not at breach' 'open ticket at 2026-11-20 16:30 with priority low' 'who is told' 'who is told at 2026-11-20 17:00' 'what would change response'
charter: there is no ticket yet: `open ticket at DATE TIME with …` (in `who is told`)
charter: there is no ticket yet: `open ticket at DATE TIME with …` (in `why not at breach`)
Office hours  2026-12-24 09:00 GMT to 2026-12-24 17:30 GMT
At 2026-11-20 16:30 GMT:
  target          stands    used         left  due
  First response  running  0 min          4 h  2026-11-23 12:00 GMT
  Resolution      running  0 min  42 h 30 min  2026-11-27 16:30 GMT
Nobody: no escalation comes to a step.
Nobody at 2026-11-20 17:00 GMT.
Pending: due 2026-11-23 12:00 GMT if nothing changes; 0 min of 4 h used, 4 h left.
It would be different with
  a stop by 2026-11-23 12:00 GMT: met, and none by then: breached
[5]

$ charter repl escalations.chr <<'END'
> open ticket at 2026-09-04 15:00 with priority P1
> unknown cause
> how long is left
> is it met
> which rule of resolution
> cause is theirs
> priority is P1
> unknown cause, priority
> is resolution met
> priority is at least P2 and not (cause is theirs)
> at 16:00 pending
> how long is left
> is foo met
> forget ticket
> how long is left
> END
At 2026-09-04 15:00 CEST:
  target      stands    used  left  due
  Resolution  running  0 min   4 h  2026-09-07 11:00 CEST
Unknown: cause.
Resolution:
  cause   stands    left  due                    clause
  ours    running    4 h  2026-09-07 11:00 CEST  within 4 hours when priority is P1
  theirs  excluded     –  –                      excluded
Resolution:
  cause   stands    left  due                    clause
  ours    running    4 h  2026-09-07 11:00 CEST  within 4 hours when priority is P1
  theirs  excluded     –  –                      excluded
Resolution:
  cause   stands    left  due                    clause
  ours    running    4 h  2026-09-07 11:00 CEST  within 4 hours when priority is P1
  theirs  excluded     –  –                      excluded
It depends:
  cause   holds
  ours    no
  theirs  yes
yes
Unknown: cause, priority.
Resolution:
  cause   priority  stands    left  due                    clause
  ours    P3        running   40 h  2026-09-11 15:00 CEST  within 40 hours otherwise
  ours    P2        running    8 h  2026-09-07 15:00 CEST  within 8 hours when priority is P2
  ours    P1        running    4 h  2026-09-07 11:00 CEST  within 4 hours when priority is P1
  theirs  P3        excluded     –  –                      excluded
  theirs  P2        excluded     –  –                      excluded
  theirs  P1        excluded     –  –                      excluded
It depends:
  cause   priority  holds
  ours    P3        no
  ours    P2        yes
  ours    P1        yes
  theirs  P3        no
  theirs  P2        no
  theirs  P1        no
At 2026-09-04 16:00 CEST:
  target      stands  used  left  due
  Resolution  paused   1 h   3 h  –
Resolution:
  cause   priority  stands    left  due  clause
  ours    P3        paused    39 h  –    within 40 hours otherwise
  ours    P2        paused     7 h  –    within 8 hours when priority is P2
  ours    P1        paused     3 h  –    within 4 hours when priority is P1
  theirs  P3        excluded     –  –    excluded
  theirs  P2        excluded     –  –    excluded
  theirs  P1        excluded     –  –    excluded
error CHR0101: `foo` is not declared as a target
  --> query:1:4
   1 | is foo met
     |    ^^^
   more: charter explain CHR0101

1 error
Nothing is unknown.
there is no ticket yet: `open ticket at DATE TIME with …`
[2]

$ printf 'open ticket at 2026-09-04 15:00 with priority P1\nunknown cause\nhow long is left\ncause is known\n' | charter query escalations.chr --format json -
{"query":"open ticket at 2026-09-04 15:00 with priority P1","type":"ticket","value":[{"target":"resolution","verdict":"pending","state":"running","used_s":0,"left_s":14400,"due":"2026-09-07T09:00:00Z"}]}
{"query":"unknown cause","type":"unknown","value":["cause"]}
{"query":"how long is left","type":"cases","value":[{"values":{"cause":"ours"},"target":"resolution","state":"running","left_s":14400,"due":"2026-09-07T09:00:00Z","clause":"escalations.chr:40"},{"values":{"cause":"theirs"},"target":"resolution","state":"excluded","left_s":null,"due":null,"clause":null}]}
{"query":"cause is known","type":"yes-or-no","value":true}
