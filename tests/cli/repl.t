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
error CHR0101: `nowhere` is not declared as hours or a period
  --> query:1:10
   1 | hours of nowhere on 2026-12-24
     |          ^^^^^^^
   more: charter explain CHR0101

1 error
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
Ticket 1004, event 1 of 3: opened by customer, priority high, status new  (d/tickets.csv:12)
At 2026-09-08 11:30 BST:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-09-08 15:30 BST
  Resolution      running  0 min  8 h 30 min  2026-09-09 11:30 BST
  First response: within 4 hours otherwise  (d/service.chr:42)
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
  If nothing is done
    2026-09-08 15:30 BST  First response is due
    2026-09-09 11:30 BST  Resolution is due
If nothing is done:
  2026-09-08 15:30 BST  First response is due
  2026-09-08 17:30 BST  Office hours closes
  2026-09-09 09:00 BST  Office hours opens
  2026-09-09 11:30 BST  Resolution is due
Ticket 1004, event 2 of 3: reply by agent, status open  (d/tickets.csv:13)
At 2026-09-08 16:10 BST:
  target          stands          used            left  due
  First response  breached  4 h 40 min  over by 40 min  2026-09-08 15:30 BST
  Resolution      running   4 h 40 min      3 h 50 min  2026-09-09 11:30 BST
  First response: within 4 hours otherwise  (d/service.chr:42)
    from                  to                    state       counted       total
    2026-09-08 11:30 BST  2026-09-08 16:10 BST  running  4 h 40 min  4 h 40 min
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
    from                  to                    state       counted       total
    2026-09-08 11:30 BST  2026-09-08 16:10 BST  running  4 h 40 min  4 h 40 min
  If nothing is done
    2026-09-09 11:30 BST  Resolution is due
Ticket 1004, event 3 of 3: resolved by agent, status resolved  (d/tickets.csv:14)
At 2026-09-10 09:00 BST:
  target          stands           used            left  due
  First response  breached   4 h 40 min  over by 40 min  2026-09-08 15:30 BST
  Resolution      breached  14 h 30 min     over by 6 h  2026-09-09 11:30 BST
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
    from                  to                    state                     counted        total
    2026-09-08 11:30 BST  2026-09-08 17:30 BST  running                       6 h          6 h
    2026-09-08 17:30 BST  2026-09-09 09:00 BST  closed: outside hours           –          6 h
    2026-09-09 09:00 BST  2026-09-09 17:30 BST  running                8 h 30 min  14 h 30 min
    2026-09-09 17:30 BST  2026-09-10 09:00 BST  closed: outside hours           –  14 h 30 min
ticket 1004 has 3 events, of which the last is shown
Ticket 1004, event 2 of 3: reply by agent, status open  (d/tickets.csv:13)
At 2026-09-08 16:10 BST:
  target          stands          used            left  due
  First response  breached  4 h 40 min  over by 40 min  2026-09-08 15:30 BST
  Resolution      running   4 h 40 min      3 h 50 min  2026-09-09 11:30 BST
  First response: within 4 hours otherwise  (d/service.chr:42)
    from                  to                    state       counted       total
    2026-09-08 11:30 BST  2026-09-08 16:10 BST  running  4 h 40 min  4 h 40 min
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
    from                  to                    state       counted       total
    2026-09-08 11:30 BST  2026-09-08 16:10 BST  running  4 h 40 min  4 h 40 min
  If nothing is done
    2026-09-09 11:30 BST  Resolution is due
Ticket 1004, event 1 of 3: opened by customer, priority high, status new  (d/tickets.csv:12)
At 2026-09-08 11:30 BST:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-09-08 15:30 BST
  Resolution      running  0 min  8 h 30 min  2026-09-09 11:30 BST
  First response: within 4 hours otherwise  (d/service.chr:42)
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
  If nothing is done
    2026-09-08 15:30 BST  First response is due
    2026-09-09 11:30 BST  Resolution is due
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

$ echo ':help' | charter repl; echo ':help ticket' | charter repl; echo ':help nothing' | charter repl
Ask in the words of the language. `:help TOPIC` has examples that run:

  calendar                     Hours and limits, without a ticket.
  ticket                       A ticket that is imagined, and what happens to it.
  ask                          Questions about that ticket.
  log                          Questions about a recorded log.
  what-if                      The charter as it might be. What is supposed holds for every answer behind it.
  step                         A recorded ticket, event by event.
  tool                         The charter, and the session itself.

Lines that begin with `:` drive the tool:

  :help [TOPIC]                this, or examples for a topic or a command
  :load FILE                   load a charter
  :reload                      read the charter and the log again
  :log [FILE]                  load a log, or say which one is loaded
  :cache [off]                 keep the loaded log, so that the next session opens it at once
  :list [SORT]                 what the charter declares: `:list targets`
  :show NAME                   the text of a declaration, and where it stands
  :tree [NAME]                 what came from where: parents, changes, amendments
  :print [NAME]                the charter that people read, or a part of it
  :type WORDS                  what a name is, or what answers a query
  :check                       what `charter check` finds in the file
  :ticket NUMBER               walk through a recorded ticket: its first event
  :next                        its next event
  :prev                        the event before
  :at N|INSTANT                its Nth event, or as it stands at an instant
  :break TARGET                the next event that changes how a target stands
  :ask                         what is worth finding out about the imagined ticket
  :save-test "TITLE"           the ticket as a `test` block that passes
  :undo                        take the last supposition back
  :redo                        suppose it again
  :diff                        what is supposed, as changes
  :save FILE                   write that for `charter whatif --with FILE`
  :format text|json            how answers are shown
  :as-of INSTANT               judge the log as things stood then
  :trace off|rules|full        after each event the clauses, or whole ledgers
  :time [on|off]               how long each answer took
  :set [pager|colour on|off]   settings of the session
  :session [FILE]              what has been entered, as a script
  :explain CODE                the page of a diagnostic
  :! COMMAND                   a command of the shell
  :quit                        leave (or Ctrl-D)
# A ticket that is imagined, and what happens to it.
open ticket at 2026-11-20 16:30 with priority high
at Monday 10:00 reply by agent
after 2 hours in office pending
set priority to critical
now is 2026-11-27 18:00
unknown priority
when is response due
forget priority
:save-test "what I have just seen"
forget ticket
there is no help on `nothing`; `:help` lists what there is
[2]

$ for topic in calendar ticket ask log what-if step tool; do for at in "d/service.chr --log d/tickets.csv" "escalations.chr --log escalations.csv" "desk.chr --log desk.csv"; do echo ":help $topic" | charter repl $at 2>/dev/null >help; charter repl $at <help >answers 2>&1 || cat answers; echo "$topic: $(grep -c . help) lines of help, answers $(test -s answers && echo given)"; done; done
calendar: 12 lines of help, answers given
calendar: 12 lines of help, answers given
calendar: 12 lines of help, answers given
ticket: 11 lines of help, answers given
ticket: 11 lines of help, answers given
ticket: 11 lines of help, answers given
ask: 13 lines of help, answers given
ask: 14 lines of help, answers given
ask: 13 lines of help, answers given
log: 8 lines of help, answers given
log: 9 lines of help, answers given
log: 8 lines of help, answers given
what-if: 14 lines of help, answers given
what-if: 14 lines of help, answers given
what-if: 14 lines of help, answers given
step: 8 lines of help, answers given
step: 8 lines of help, answers given
step: 8 lines of help, answers given
tool: 14 lines of help, answers given
tool: 14 lines of help, answers given
tool: 14 lines of help, answers given

$ charter repl d/service.chr --log d/tickets.csv <<'END'
> :help :at
> :help best
> :ticket 1002
> :at 2026-09-07 12:00
> :at 2026-09-01 12:00
> :at 9
> :at noon
> :break resolution
> :break resolution
> :break nothing
> :type priority
> :type resolution
> :type 2 hours in office after 2026-11-20 17:30
> :type when is response due
> :type priority is high
> :type suppose target response within 2 hours otherwise end
> :type foo bar
> :print office
> :print nothing
> :tree response
> :tree nothing
> :check
> :set
> :set pager off
> :set colour on
> :set colour off
> :set pagers
> :set pager maybe
> :trace rules
> open ticket at 2026-11-20 16:30 with priority high
> at Monday 09:30 reply by agent
> :ask
> :trace off
> :trace on
> open ticket at 2026-11-20 16:30
> :ask
> forget ticket
> :ask
> :time maybe
> :! echo hello
> :! exit 3
> :!
> :session
> END
:at N|INSTANT
  its Nth event, or as it stands at an instant
best limit of response for 95% by priority
best hours of office for response
Ticket 1002, event 1 of 4: opened by customer, priority high, status new  (d/tickets.csv:5)
At 2026-09-02 16:48 BST:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-09-03 12:18 BST
  Resolution      running  0 min  8 h 30 min  2026-09-03 16:48 BST
  First response: within 4 hours otherwise  (d/service.chr:42)
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
  If nothing is done
    2026-09-03 12:18 BST  First response is due
    2026-09-03 16:48 BST  Resolution is due
Ticket 1002, after event 3 of 4
At 2026-09-07 12:00 BST:
  target          stands         used        left  due
  First response  met      1 h 13 min  2 h 47 min  2026-09-03 12:18 BST
  Resolution      running  3 h 11 min  5 h 19 min  2026-09-07 17:19 BST
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
    from                  to                    state                         counted       total
    2026-09-02 16:48 BST  2026-09-02 17:30 BST  running                        42 min      42 min
    2026-09-02 17:30 BST  2026-09-03 09:00 BST  closed: outside hours               –      42 min
    2026-09-03 09:00 BST  2026-09-03 09:31 BST  running                        31 min  1 h 13 min
    2026-09-03 09:31 BST  2026-09-07 10:02 BST  paused: status is waiting           –  1 h 13 min
    2026-09-07 10:02 BST  2026-09-07 12:00 BST  running                    1 h 58 min  3 h 11 min
  If nothing is done
    2026-09-07 17:19 BST  Resolution is due
ticket 1002 is opened later than that
ticket 1002 has 4 events, of which the last is shown
`:at` needs the number of an event, or an instant such as `2026-11-20 16:30`
Ticket 1002, event 4 of 4: resolved by agent, status resolved  (d/tickets.csv:8)
At 2026-09-07 14:40 BST:
  target          stands        used        left  due
  First response  met     1 h 13 min  2 h 47 min  2026-09-03 12:18 BST
  Resolution      met     5 h 51 min  2 h 39 min  2026-09-07 17:19 BST
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
    from                  to                    state                         counted       total
    2026-09-02 16:48 BST  2026-09-02 17:30 BST  running                        42 min      42 min
    2026-09-02 17:30 BST  2026-09-03 09:00 BST  closed: outside hours               –      42 min
    2026-09-03 09:00 BST  2026-09-03 09:31 BST  running                        31 min  1 h 13 min
    2026-09-03 09:31 BST  2026-09-07 10:02 BST  paused: status is waiting           –  1 h 13 min
    2026-09-07 10:02 BST  2026-09-07 14:40 BST  running                    4 h 38 min  5 h 51 min
No later event changes how resolution stands.
charter: the charter has no target `nothing`
a ladder, lowest first: low, normal, high, critical
a declaration: clock
a declaration: target
a question, answered by an instant
a question, answered by an instant
a condition, answered by yes or no for the imagined ticket
a supposition
`foo bar` is neither a name of the charter nor a query
6.office  Office hours
----------------------

           0     3     6     9     12    15    18    21    24
Monday     ··················█████████████████·············  09:00–17:30
Tuesday    ··················█████████████████·············  09:00–17:30
Wednesday  ··················█████████████████·············  09:00–17:30
Thursday   ··················█████████████████·············  09:00–17:30
Friday     ··················█████████████████·············  09:00–17:30
Saturday   ················································  closed
Sunday     ················································  closed

- Open Monday to Friday 09:00–17:30
- Closed on 25 December 2026 to 28 December 2026
- Open on holidays as on other days

Office hours: dates with other hours, 1 January 2026 to 31 December 2026:
Date                     Open    Why
-----------------------  ------  ----------------------
Friday 25 December 2026  closed  closed by this charter
Monday 28 December 2026  closed  closed by this charter
no part of the print is called `nothing`
  target response "First response"                                           d/service.chr:38  charter `service`
    measures first-response                                                  d/service.chr:39  charter `service`
    counted in office                                                        d/service.chr:40  charter `service`
    within 30 minutes in always when priority is critical                    d/service.chr:41  charter `service`
    within 4 hours otherwise                                                 d/service.chr:42  charter `service`
    met for at least 80% of tickets each month                               d/service.chr:43  charter `service`
nothing is called `nothing`; `:list` shows all names
Nothing is wrong, and nothing is left open.
pager on
colour off
`:set pager` is on or off
`:set pager` is on or off
At 2026-11-20 16:30 GMT:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-11-23 12:00 GMT
  Resolution      running  0 min  8 h 30 min  2026-11-23 16:30 GMT
First response: within 4 hours otherwise  (d/service.chr:42)
Resolution: within 1 working day when priority is high  (d/service.chr:50)
At 2026-11-23 09:30 GMT:
  target          stands         used        left  due
  First response  met      1 h 30 min  2 h 30 min  2026-11-23 12:00 GMT
  Resolution      running  1 h 30 min         7 h  2026-11-23 16:30 GMT
First response: within 4 hours otherwise  (d/service.chr:42)
Resolution: within 1 working day when priority is high  (d/service.chr:50)
Nothing that is not set would change when anything is due.
`:trace` is off, rules or full
At 2026-11-20 16:30 GMT:
  target          stands    used         left  due
  First response  running  0 min          4 h  2026-11-23 12:00 GMT
  Resolution      running  0 min  42 h 30 min  2026-11-27 16:30 GMT
The priority: its values make 3 different outcomes.
Nothing is unknown.
there is no ticket yet: `open ticket at DATE TIME with …`
`:time` is on or off
hello
the command failed
`:!` needs a command
:help :at
:help best
:ticket 1002
:at 2026-09-07 12:00
:at 2026-09-01 12:00
:at 9
:at noon
:break resolution
:break resolution
:break nothing
:type priority
:type resolution
:type 2 hours in office after 2026-11-20 17:30
:type when is response due
:type priority is high
:type suppose target response within 2 hours otherwise end
:type foo bar
:print office
:print nothing
:tree response
:tree nothing
:check
:set
:set pager off
:set colour on
:set colour off
:set pagers
:set pager maybe
:trace rules
open ticket at 2026-11-20 16:30 with priority high
at Monday 09:30 reply by agent
:ask
:trace off
:trace on
open ticket at 2026-11-20 16:30
:ask
forget ticket
:ask
:time maybe
:! echo hello
:! exit 3
:!
[2]

$ printf ':ticket 1004\n:format json\n:next\n' | charter repl d/service.chr --log d/tickets.csv | tail -n 3 | cut -c 1-200; printf ':time on\nhours of office on 2026-12-24\n:time\n:session log.txt\n' | charter repl d/service.chr | sed 's/[0-9.]* ms/N ms/'; cat log.txt; charter repl d/service.chr <log.txt | grep -c GMT
{"query":"how long is left","type":"ticket","value":[{"target":"response","verdict":"breached","state":"breached","used_s":16800,"left_s":-2400,"due":"2026-09-08T14:30:00Z"},{"target":"resolution","ve
{"query":"why","type":"ledgers","value":[{"ticket":"1004","target":"response","cycle":1,"verdict":"breached","reason":null,"sentence":"Breached by 40 min: it stopped 2026-09-08 16:10 BST; it was due 2
{"query":"what happens next","type":"ahead","value":[{"at":"2026-09-08T16:30:00Z","kind":"closes","what":"Office hours closes"},{"at":"2026-09-09T08:00:00Z","kind":"opens","what":"Office hours opens"}
(N ms)
2026-12-24 09:00 GMT to 2026-12-24 17:30 GMT
(N ms)
Written to log.txt.
:time on
hours of office on 2026-12-24
:time
1

$ charter repl d/service.chr --log d/tickets.csv <<'END'
> :ticket 1002
> suppose add to ticket
>   vip yes-or-no
> end
> compliance of response
> :next
> :ticket 1002
> against
> best hours of office for response
> open ticket at 2026-11-20 17:30 with vip yes
> suppose add to target response
>   within 1 hour when vip is yes
> end
> when is response due
> :undo
> :undo
> when is response due
> compliance of response
> END
Ticket 1002, event 1 of 4: opened by customer, priority high, status new  (d/tickets.csv:5)
At 2026-09-02 16:48 BST:
  target          stands    used        left  due
  First response  running  0 min         4 h  2026-09-03 12:18 BST
  Resolution      running  0 min  8 h 30 min  2026-09-03 16:48 BST
  First response: within 4 hours otherwise  (d/service.chr:42)
  Resolution: within 1 working day when priority is high  (d/service.chr:50)
  If nothing is done
    2026-09-03 12:18 BST  First response is due
    2026-09-03 16:48 BST  Resolution is due
Supposed (1). The ticket is forgotten, since its attributes change.
the log was read by other attributes and values than those that are supposed
the log was read by other attributes and values than those that are supposed
the log was read by other attributes and values than those that are supposed
the log was read by other attributes and values than those that are supposed
the log was read by other attributes and values than those that are supposed
At 2026-11-20 17:30 GMT:
  target          stands    used         left  due
  First response  running  0 min          4 h  2026-11-23 13:00 GMT
  Resolution      running  0 min  42 h 30 min  2026-11-30 09:00 GMT
Supposed (2).
2026-11-23 10:00 GMT
1 supposed.
0 supposed. The ticket is forgotten, since its attributes change.
there is no ticket yet: `open ticket at DATE TIME with …`
First response, tickets counted:
  met  breached  pending  compliance  held
    4         1        0      80.00%   yes
[5]

$ (echo 'suppose target response'; echo '  within 1 hour otherwise'; echo 'end'; echo 'open ticket at 2026-11-20 16:30 with priority high'; echo ":! sed -i 's/09:00 to 17:30/08:00 to 16:00/' d/service.chr"; echo 'hours of office on 2026-11-20'; echo ':diff'; echo 'when is response due'; echo ":! sed -i 's/^  open Monday/  opn Monday/' d/service.chr"; echo 'hours of office on 2026-11-20'; echo ":! sed -i 's/^  opn Monday/  open Monday/; s/ladder low/ladder lowest/' d/service.chr; echo changed"; echo 'how long is left') | charter repl d/service.chr --log d/tickets.csv
Supposed (1).
At 2026-11-20 16:30 GMT:
  target          stands    used        left  due
  First response  running  0 min         1 h  2026-11-20 17:30 GMT
  Resolution      running  0 min  8 h 30 min  2026-11-23 16:30 GMT
d/service.chr has changed, and is read again.
2026-11-20 08:00 GMT to 2026-11-20 16:00 GMT
replace in target response
  within 1 hour otherwise
end
2026-11-23 09:00 GMT
error CHR0001: unexpected `opn`, expected `timezone`, `open`, `closed`, `ignores`, `includes`, `excludes` or `end`
  --> d/service.chr:32:3
  32 |   opn Monday to Friday 08:00 to 16:00
     |   ^^^
   try: Did you mean `open`?
   more: charter explain CHR0001

1 error
d/service.chr has changed, and is read again.
2026-11-20 08:00 GMT to 2026-11-20 16:00 GMT
changed
error CHR0504: d/tickets.csv:15: unknown value `low` for priority (1 row)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 1.
   more: charter explain CHR0504

1 error
d/service.chr has changed, and is read again.
At 2026-11-20 16:30 GMT:
  target          stands    used  left  due
  First response  running  0 min   1 h  2026-11-23 09:00 GMT
  Resolution      running  0 min   8 h  2026-11-24 08:00 GMT
[3]
