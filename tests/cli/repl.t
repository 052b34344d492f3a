# A session from a pipe gives the answers that it gives in a terminal.

$ charter new d >words; cat >script <<'END'
> # the world
> hours of office on 2026-12-24
> open ticket at 2026-11-20 16:30 with priority high
> what happens next
> at Monday 10:00 reply by agent
> how long is left
> # mistakes do not end it
> at Monday 10:00 repply by agent
> when is respons due
> hours of nowhere on 2026-12-24
> :foo
> :at 3
> :ticket 4711
> :save-test
> # a block over several lines
> property "x"
>   expect resolution within 5 working days in office
> end
> :format json
> when is resolution due
> :format xml
> :quit
> never read
> END

$ charter repl d/service.chr <script
2026-12-24 09:00 GMT to 2026-12-24 17:30 GMT
At 2026-11-20 16:30 GMT:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-11-23 12:00 GMT
  Resolution      running  0 min  8 h 30 min  2026-11-23 16:30 GMT
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
error CHR0350: `repply` is neither a kind of event nor a status
  --> query:1:17
   1 | at Monday 10:00 repply by agent
     |                 ^^^^^^
   try: Did you mean `reply`?
   more: charter explain CHR0350

1 error
error CHR0101: `respons` is not declared as a target
  --> query:1:9
   1 | when is respons due
     |         ^^^^^^^
   try: Did you mean `response`?
   more: charter explain CHR0101

1 error
`nowhere` is not declared as hours or a period
there is no `:foo`; did you mean `:log`?
no recorded ticket is open: `:ticket NUMBER`
no log is loaded: `:log FILE`
a test has a title: `:save-test "a Friday evening"`
Supposed (1).
{"query":"when is resolution due","type":"instant","value":"2026-11-23T16:30:00Z"}
`:format` is text or json
[2]

$ charter repl d/service.chr --log d/tickets.csv <<'END'
> :log
> :ticket 1004
> what happens next
> :next
> :next
> :next
> :prev
> :at 1
> compliance of response
> :as-of 2026-09-08 12:00
> compliance of response
> END
d/tickets.csv: 16 events of 5 tickets.
Ticket 1004, event 1 of 3: opened
At 2026-09-08 11:30 BST:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-09-08 15:30 BST
  Resolution      running  0 min  8 h 30 min  2026-09-09 11:30 BST
If nothing is done:
  2026-09-08 15:30 BST  First response is due
  2026-09-08 17:30 BST  Office hours closes
  2026-09-09 09:00 BST  Office hours opens
  2026-09-09 11:30 BST  Resolution is due
Ticket 1004, event 2 of 3: reply
At 2026-09-08 16:10 BST:
  target          stands          used            left  due
  First response  breached  4 h 40 min  over by 40 min  2026-09-08 15:30 BST
  Resolution      running   4 h 40 min      3 h 50 min  2026-09-09 11:30 BST
Ticket 1004, event 3 of 3: resolved
At 2026-09-10 09:00 BST:
  target          stands           used            left  due
  First response  breached   4 h 40 min  over by 40 min  2026-09-08 15:30 BST
  Resolution      breached  14 h 30 min     over by 6 h  2026-09-09 11:30 BST
ticket 1004 has 3 events, of which the last is shown
Ticket 1004, event 2 of 3: reply
At 2026-09-08 16:10 BST:
  target          stands          used            left  due
  First response  breached  4 h 40 min  over by 40 min  2026-09-08 15:30 BST
  Resolution      running   4 h 40 min      3 h 50 min  2026-09-09 11:30 BST
Ticket 1004, event 1 of 3: opened
At 2026-09-08 11:30 BST:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-09-08 15:30 BST
  Resolution      running  0 min  8 h 30 min  2026-09-09 11:30 BST
First response, tickets counted:
  met  breached  pending  compliance  held
    4         1        0      80.00%   yes
First response, tickets counted:
  met  breached  pending  compliance  held
    3         0        1     100.00%   yes
[2]

$ (cat d/service.chr; printf ':ticket 1002\n:at 4\n:save-test "ticket 1002: waiting"\n' | charter repl d/service.chr --log d/tickets.csv | sed -n '/^test/,$p') >saved.chr; tail -n 12 saved.chr; charter test saved.chr | tail -n 2
test "ticket 1002: waiting"
  opened at 2026-09-02 16:48 with priority high, status new
  at 2026-09-03 09:31 reply by agent with status pending
  at 2026-09-07 10:02 reply by customer with status open
  at 2026-09-07 14:40 resolved by agent with status resolved
  expect response due 2026-09-03 12:18
  expect response used 1 hour 13 minutes
  expect response met
  expect resolution due 2026-09-07 17:19
  expect resolution used 5 hours 51 minutes
  expect resolution met
end
ok     property: nobody waits longer than a week
5 passed, 0 failed

$ printf ':list target\n:show office\n:show nothing\n:explain CHR0369\n:explain CHR9999\n' | charter repl d/service.chr >out; head -n 12 out
nothing is called `nothing`; `:list` shows all names
there is no diagnostic `CHR9999`
  target  response    d/service.chr:38
  target  resolution  d/service.chr:46
# d/service.chr:31
hours office "Office hours"
  open Monday to Friday 09:00 to 17:30
  closed on 2026-12-25 to 2026-12-28
  ignores holidays
end
# CHR0369: a property about what a ticket becomes

A `property` says what holds for every ticket of a kind, as it is opened: how soon it is due, whether a clause covers it,
whether it is excluded. Whether it is then met or breached is decided by what people do, so it can't hold for every

$ printf 'hours of office on 2026-12-24\n:load nowhere.chr\n:load d/service.chr\n:log\n:log nowhere.csv\n:reload\nhours of office on 2026-12-24' | charter repl
no charter is loaded: `:load FILE`
charter: cannot read nowhere.chr: No such file or directory
Service charter.
No log is loaded: `:log FILE`.
charter: cannot read nowhere.csv: No such file or directory
2026-12-24 09:00 GMT to 2026-12-24 17:30 GMT
[2]

$ charter repl --log d/tickets.csv
a log is read by a charter: `charter repl FILE --log LOG`
[2]

$ echo ':help' | charter repl | sed -n '3,6p'; echo ':help ticket' | charter repl | head -n 2; echo ':help nothing' | charter repl
  :help [TOPIC]        this; topics are calendar, ticket, log, what-if
  :load FILE           load a charter
  :reload              load the charter and the log again
  :log [FILE]          load a log, or say which one is loaded
open ticket at 2026-11-20 16:30 with priority high
when is response due
there is no topic `nothing`; there is calendar, ticket, log and what-if
[2]
