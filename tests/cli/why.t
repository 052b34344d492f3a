# The ledger of a ticket: what counted, what moved the clock, which clause won and why the others lost.

$ charter why desk.chr --log desk.csv A-2 response
Ticket A-2, response, cycle 1
Breached by 1 min: it stopped 2026-09-08 09:31 CEST; it was due 2026-09-08 09:30 CEST.

  from                   to                     state                  counted      total
  2026-09-07 16:30 CEST  2026-09-07 17:00 CEST  running                 30 min     30 min
  2026-09-07 17:00 CEST  2026-09-08 09:00 CEST  closed: outside hours        –     30 min
  2026-09-08 09:00 CEST  2026-09-08 09:31 CEST  running                 31 min  1 h 1 min

  What moved the clock
    2026-09-07 16:30 CEST  starts: opened by customer  desk.csv:3
    2026-09-08 09:31 CEST  stops: reply by agent       desk.csv:5

  The clause that applies
    desk.chr:27: within 1 hour when priority is P1

  The clauses that do not
    desk.chr:28: within 4 hours otherwise
      it matches, but desk.chr:27 goes before it

  Due 2026-09-08 09:30 CEST
    1 hour in office from 2026-09-07 16:30 CEST, is 2026-09-08 09:30 CEST

$ charter why desk.chr --log desk.csv A-1 resolution
Ticket A-1, resolution, cycle 1
Met: it stopped 2026-09-10 11:00 CEST, with 12 h of 16 h used; it was due 2026-09-10 15:00 CEST.

  from                   to                     state                      counted  total
  2026-09-07 10:00 CEST  2026-09-07 17:00 CEST  running                        7 h    7 h
  2026-09-07 17:00 CEST  2026-09-08 09:00 CEST  closed: outside hours            –    7 h
  2026-09-08 09:00 CEST  2026-09-08 10:00 CEST  running                        1 h    8 h
  2026-09-08 10:00 CEST  2026-09-09 15:00 CEST  paused: status is waiting        –    8 h
  2026-09-09 15:00 CEST  2026-09-09 17:00 CEST  running                        2 h   10 h
  2026-09-09 17:00 CEST  2026-09-10 09:00 CEST  closed: outside hours            –   10 h
  2026-09-10 09:00 CEST  2026-09-10 11:00 CEST  running                        2 h   12 h

  What moved the clock
    2026-09-07 10:00 CEST  starts: opened by customer  desk.csv:2
    2026-09-08 10:00 CEST  pauses: status is waiting   desk.csv:6
    2026-09-09 15:00 CEST  resumes                     desk.csv:9
    2026-09-10 11:00 CEST  stops: resolved             desk.csv:10

  The clause that applies
    desk.chr:36: within 2 working days otherwise

  The clauses that do not
    desk.chr:35: within 8 hours in always when priority is P1
      it fails at: priority is P1

  Due 2026-09-10 15:00 CEST
    16 hours in office from 2026-09-07 10:00 CEST (a count of days, as a length), moved by 13 hours of pauses, is 2026-09-10 15:00 CEST

$ charter why desk.chr A-3 --log desk.csv --as-of '2026-09-08 13:00' response
Ticket A-3, response, cycle 1
Pending: due 2026-09-08 16:00 CEST if nothing changes; 1 h of 4 h used, 3 h left.

  from                   to                     state    counted  total
  2026-09-08 12:00 CEST  2026-09-08 13:00 CEST  running      1 h    1 h

  What moved the clock
    2026-09-08 12:00 CEST  starts: opened by customer  desk.csv:8

  The clause that applies
    desk.chr:28: within 4 hours otherwise

  The clauses that do not
    desk.chr:27: within 1 hour when priority is P1
      it fails at: priority is P1

  Due 2026-09-08 16:00 CEST
    4 hours in office from 2026-09-08 12:00 CEST, is 2026-09-08 16:00 CEST

$ charter why desk.chr --log desk.csv A-2 --format json | jq -c '.[] | [.target, .used_s, ([.rows[].counted_s // 0] | add)]'
["response",3660,3660]
["resolution",63000,63000]

$ charter why desk.chr --log desk.csv A-9
charter: the log has no ticket `A-9`; did you mean `A-1`?
[2]

$ charter why desk.chr --log desk.csv A-1 responses
charter: the charter has no target `responses`; did you mean `response`?
[2]

$ charter why desk.chr A-1
charter: `charter why` needs a log: --log FILE
[2]

$ charter why desk.chr --log nowhere.csv A-1
charter: cannot read nowhere.csv: No such file or directory
[4]

$ cat >lowered.chr <<'E'
> use "std/clocks"
> charter lowered
>   timezone Europe/Paris
>   in-force from 2026-01-01
> end
> ticket has
>   priority ladder P3, P2
>   vip yes-or-no
> end
> target resolution
>   measures resolution
>   counted in always
>   within 4 hours when priority is P2 and vip is yes
>   within 8 hours when priority is P2
>   within 62 hours when priority is P3
>   on change of priority carries
> end
> target handling
>   measures resolution
>   counted in always
>   within 8 hours when priority is P2
>   within 62 hours when priority is P3
>   on change of priority keeps
> end
> E

$ printf 'ticket,time,event,priority,vip\nA,2026-09-07T10:00:00+02:00,opened,P2,no\nA,2026-09-07T20:00:00+02:00,changed,P3,no\nA,2026-09-07T21:00:00+02:00,changed,P2,yes\nA,2026-09-07T22:00:00+02:00,resolved,,\n' >lowered.csv; charter why lowered.chr --log lowered.csv A | sed -n '/^Ticket/p; /^Breached/p; /clause that/,/^$/p; /clauses that/,/^$/p'
Ticket A, resolution, cycle 1
Breached by 4 h: it stopped 2026-09-07 22:00 CEST; it was due 2026-09-07 18:00 CEST.
  The clause that applies
    lowered.chr:14: within 8 hours when priority is P2

  The clauses that do not
    lowered.chr:13: within 4 hours when priority is P2 and vip is yes
      it fails at: vip is yes
    lowered.chr:15: within 62 hours when priority is P3
      it fails at: priority is P3

Ticket A, handling, cycle 1
Breached by 4 h: it stopped 2026-09-07 22:00 CEST; it was due 2026-09-07 18:00 CEST.
  The clause that applies
    lowered.chr:21: within 8 hours when priority is P2

  The clauses that do not
    lowered.chr:22: within 62 hours when priority is P3
      it fails at: priority is P3
