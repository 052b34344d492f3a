# A ticket is imagined and moved through time; every answer is under the ticket as it then stands.

$ charter new d >words; charter query d/service.chr 'open ticket at 2026-11-20 16:30 with priority high' 'when is response due' 'what happens next' 'at Monday 10:00 reply by agent' 'how long is left'
At 2026-11-20 16:30 GMT:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-11-23 12:00 GMT
  Resolution      running  0 min  8 h 30 min  2026-11-23 16:30 GMT
2026-11-23 12:00 GMT
If nothing is done:
  2026-11-20 17:30 GMT  Office hours closes
  2026-11-23 09:00 GMT  Office hours opens
  2026-11-23 12:00 GMT  First response is due
  2026-11-23 16:30 GMT  Resolution is due
At 2026-11-23 10:00 GMT:
  target          stands   used        left  due
  First response  met       2 h         2 h  2026-11-23 12:00 GMT
  Resolution      running   2 h  6 h 30 min  2026-11-23 16:30 GMT
At 2026-11-23 10:00 GMT:
  target          stands   used        left  due
  First response  met       2 h         2 h  2026-11-23 12:00 GMT
  Resolution      running   2 h  6 h 30 min  2026-11-23 16:30 GMT

$ charter query d/service.chr 'open ticket at 2026-11-20 16:30 with priority high' 'after 2 hours in office pending' 'when is resolution due' 'at 14:00 open' 'set priority to critical at 2026-11-24 14:30' 'why resolution' 'now is 2026-11-25 10:00'
charter: there is no due instant while it is paused (in `when is resolution due`)
At 2026-11-20 16:30 GMT:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-11-23 12:00 GMT
  Resolution      running  0 min  8 h 30 min  2026-11-23 16:30 GMT
At 2026-11-23 10:00 GMT:
  target          stands   used        left  due
  First response  running   2 h         2 h  2026-11-23 12:00 GMT
  Resolution      paused    2 h  6 h 30 min  –
At 2026-11-23 14:00 GMT:
  target          stands    used         left  due
  First response  breached   6 h  over by 2 h  2026-11-23 12:00 GMT
  Resolution      running    2 h   6 h 30 min  2026-11-24 12:00 GMT
At 2026-11-24 14:30 GMT:
  target          stands    used                left  due
  First response  breached  15 h        over by 11 h  2026-11-23 12:00 GMT
  Resolution      breached  11 h  over by 2 h 30 min  2026-11-24 12:00 GMT
Ticket (imagined), resolution, cycle 1
Breached by 2 h 30 min: it still runs; it was due 2026-11-24 12:00 GMT.

  from                  to                    state                         counted       total
  2026-11-20 16:30 GMT  2026-11-20 17:30 GMT  running                           1 h         1 h
  2026-11-20 17:30 GMT  2026-11-23 09:00 GMT  closed: outside hours               –         1 h
  2026-11-23 09:00 GMT  2026-11-23 10:00 GMT  running                           1 h         2 h
  2026-11-23 10:00 GMT  2026-11-23 14:00 GMT  paused: status is waiting           –         2 h
  2026-11-23 14:00 GMT  2026-11-23 17:30 GMT  running                    3 h 30 min  5 h 30 min
  2026-11-23 17:30 GMT  2026-11-24 09:00 GMT  closed: outside hours               –  5 h 30 min
  2026-11-24 09:00 GMT  2026-11-24 14:30 GMT  running                    5 h 30 min        11 h

  What moved the clock
    2026-11-20 16:30 GMT  starts: opened by customer  event:1
    2026-11-23 10:00 GMT  pauses: status is waiting   event:2
    2026-11-23 14:00 GMT  resumes                     event:3

  The clause that applies
    d/service.chr:50: within 1 working day when priority is high

  The clauses that do not
    d/service.chr:49: within 4 hours in always when priority is critical
      it fails at: priority is critical
    d/service.chr:51: within 5 working days otherwise
      it matches, but d/service.chr:50 goes before it

  Due 2026-11-24 12:00 GMT
    8 hours 30 minutes in office from 2026-11-20 16:30 GMT (a count of days, as a length), moved by 4 hours of pauses, is 2026-11-24 12:00 GMT
At 2026-11-25 10:00 GMT:
  target          stands    used                left  due
  First response  breached  19 h        over by 15 h  2026-11-23 12:00 GMT
  Resolution      breached  15 h  over by 6 h 30 min  2026-11-24 12:00 GMT
[5]

$ charter query d/service.chr 'now is 2026-11-20 09:00' 'how long is left' 'at 10:00 reply by agent' 'when is response due' 'why'
charter: there is no ticket yet: `open ticket at DATE TIME with …` (in `how long is left`)
charter: there is no ticket yet: `open ticket at DATE TIME with …` (in `at 10:00 reply by agent`)
charter: there is no ticket yet: `open ticket at DATE TIME with …` (in `when is response due`)
charter: there is no ticket yet: `open ticket at DATE TIME with …` (in `why`)
It is 2026-11-20 09:00 GMT.
[5]

$ charter query d/service.chr 'open ticket at 2026-11-20 16:30' 'at 2026-11-20 16:00 reply by agent' 'now is 2026-11-20 16:00' 'at 17:00 opened' 'at 17:00 replly' 'set prority to high at 2026-11-20 18:00' 'open ticket at 2026-11-20 16:30 with priority hgih' 'what happens next of it'
charter: this is earlier than the ticket's last event (in `at 2026-11-20 16:00 reply by agent`)
charter: this is earlier than the ticket's last event (in `now is 2026-11-20 16:00`)
charter: a ticket is opened by `open ticket at DATE TIME with …` (in `at 17:00 opened`)
charter: `replly` is neither a kind of event nor a status (Did you mean `reply`?) (in `at 17:00 replly`)
charter: a ticket has no attribute `prority` (Did you mean `priority`?) (in `set prority to high at 2026-11-20 18:00`)
charter: `hgih` is no value of `priority` (You wrote `hgih`, the ladder has `high`.) (in `open ticket at 2026-11-20 16:30 with priority hgih`)
charter: unexpected `of`, expected the end of the text (in `what happens next of it`)
At 2026-11-20 16:30 GMT:
  target          stands    used         left  due
  First response  running  0 min          4 h  2026-11-23 12:00 GMT
  Resolution      running  0 min  42 h 30 min  2026-11-27 16:30 GMT
[2]

$ charter query d/service.chr 'open ticket at 2026-11-20 16:30 with priority critical' 'at 17:00 resolved' 'what happens next' 'open ticket at 2026-11-21 10:00' 'how long is left'
At 2026-11-20 16:30 GMT:
  target          stands    used    left  due
  First response  running  0 min  30 min  2026-11-20 17:00 GMT
  Resolution      running  0 min     4 h  2026-11-20 20:30 GMT
At 2026-11-20 17:00 GMT:
  target          stands    used        left  due
  First response  met     30 min       0 min  2026-11-20 17:00 GMT
  Resolution      met     30 min  3 h 30 min  2026-11-20 20:30 GMT
Nothing, unless something is done.
At 2026-11-21 10:00 GMT:
  target          stands    used         left  due
  First response  running  0 min          4 h  2026-11-23 13:00 GMT
  Resolution      running  0 min  42 h 30 min  2026-11-30 09:00 GMT
At 2026-11-21 10:00 GMT:
  target          stands    used         left  due
  First response  running  0 min          4 h  2026-11-23 13:00 GMT
  Resolution      running  0 min  42 h 30 min  2026-11-30 09:00 GMT

$ charter query d/service.chr --format json 'open ticket at 2026-11-20 16:30 with priority high' 'what happens next' 'when is response due' 'now is 2026-11-20 12:00' 'how long is left' 'why response' | cut -c1-400
{"query":"open ticket at 2026-11-20 16:30 with priority high","type":"ticket","value":[{"target":"response","verdict":"pending","state":"running","used_s":0,"left_s":14400,"due":"2026-11-23T12:00:00Z"},{"target":"resolution","verdict":"pending","state":"running","used_s":0,"left_s":30600,"due":"2026-11-23T16:30:00Z"}]}
{"query":"what happens next","type":"ahead","value":[{"at":"2026-11-20T17:30:00Z","kind":"closes","what":"Office hours closes"},{"at":"2026-11-23T09:00:00Z","kind":"opens","what":"Office hours opens"},{"at":"2026-11-23T12:00:00Z","kind":"due","what":"First response is due"},{"at":"2026-11-23T16:30:00Z","kind":"due","what":"Resolution is due"}]}
{"query":"when is response due","type":"instant","value":"2026-11-23T12:00:00Z"}
{"query":"now is 2026-11-20 12:00","error":"this is earlier than the ticket's last event"}
{"query":"how long is left","type":"ticket","value":[{"target":"response","verdict":"pending","state":"running","used_s":0,"left_s":14400,"due":"2026-11-23T12:00:00Z"},{"target":"resolution","verdict":"pending","state":"running","used_s":0,"left_s":30600,"due":"2026-11-23T16:30:00Z"}]}
{"query":"why response","type":"ledgers","value":[{"ticket":"(imagined)","target":"response","cycle":1,"verdict":"pending","reason":null,"sentence":"Pending: due 2026-11-23 12:00 GMT if nothing changes; 0 min of 4 h used, 4 h left.","start":"2026-11-20T16:30:00Z","due":"2026-11-23T12:00:00Z","due_reason":"4 hours in office from 2026-11-20 16:30 GMT, is 2026-11-23 12:00 GMT","stop":null,"breached_a
