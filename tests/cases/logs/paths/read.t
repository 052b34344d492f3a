# Changes and comments in the lists of a ticket's record: the priority was low until the first change of it. Then the same
# packed, through standard input; a key that no record has; and one that is not where the path goes.

$ charter check desk.chr && charter eval desk.chr --log tickets.ndjson --as-of 2026-03-02T20:00:00Z --verdicts out.csv | sed -n '/^log/p;/^events/p'; cut -d, -f1-9 out.csv
log       2 rows, 7 events of 2 tickets
events    from 2026-03-02 09:00 UTC to 2026-03-02 15:00 UTC
ticket,target,cycle,clause,verdict,reason,start,due,stop
T-1,response,1,desk.chr:31,breached,,2026-03-02T09:00:00Z,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z
T-1,solution,1,desk.chr:38,met,,2026-03-02T09:00:00Z,2026-03-02T17:00:00Z,2026-03-02T15:00:00Z
T-2,response,1,desk.chr:31,breached,,2026-03-02T09:30:00Z,2026-03-02T10:30:00Z,
T-2,solution,1,desk.chr:38,pending,,2026-03-02T09:30:00Z,,

$ charter why desk.chr --log tickets.ndjson --as-of 2026-03-02T20:00:00Z T-1 solution
Ticket T-1, solution, cycle 1
Met: it stopped 2026-03-02 15:00 UTC, with 6 h of 8 h used; it was due 2026-03-02 17:00 UTC.

  from                  to                    state    counted  total
  2026-03-02 09:00 UTC  2026-03-02 10:00 UTC  running      1 h    1 h
  2026-03-02 10:00 UTC  2026-03-02 15:00 UTC  running      5 h    6 h

  What moved the clock
    2026-03-02 09:00 UTC  starts: opened                                 tickets.ndjson:1
    2026-03-02 10:00 UTC  clause: within 8 hours  when priority is high  tickets.ndjson:1
    2026-03-02 15:00 UTC  stops: resolved                                tickets.ndjson:1

  The clause that applies
    desk.chr:38: within 8 hours when priority is high

  The clauses that do not
    desk.chr:39: within 24 hours otherwise
      it matches, but desk.chr:38 goes before it

  Due 2026-03-02 17:00 UTC
    8 hours in always from 2026-03-02 09:00 UTC, with what was used under other clauses, is 2026-03-02 17:00 UTC

$ charter debug plan desk.chr | sed -n '/^log/,$p'
log tickets: ndjson, one row per element of a list
  rows `history[].items[]`
  rows `comments[]`
  ticket from `key`, 0 mapped
  time from `history[].created`, `comments[].created`, 0 mapped
  event at opened from `fields.created`, 0 mapped
  event from `comments[].kind`, 2 mapped
  actor from `comments[].author.type`, 2 mapped
  value priority from `history[].items[].from` to `history[].items[].to`, `fields.priority.name` when `history[].items[].field` is "priority", 0 mapped
  value status from `history[].items[].from` to `history[].items[].to`, `fields.status.name` when `history[].items[].field` is "status", 0 mapped

$ gzip -c tickets.ndjson | charter eval desk.chr --log - --as-of 2026-03-02T20:00:00Z --verdicts again.csv >/dev/null; cmp out.csv again.csv

$ sed 's/"name"/"nome"/g' tickets.ndjson >nome.ndjson; charter eval desk.chr --log nome.ndjson
Help desk

log       2 rows, 7 events of 2 tickets
events    from 2026-03-02 09:00 UTC to 2026-03-02 15:00 UTC
as of     2026-03-02 15:00 UTC
zone      UTC, tzdata 2025b

What is wrong with the log
  1 ticket without any value of priority (first: ticket T-2)
  1 ticket without any value of status (first: ticket T-2)

Targets
  target    promise  held  met  breached  pending  compliance
  response        –     –    0         2        0       0.00%
  solution        –     –    1         0        1     100.00%

response
  no promise; tickets counted
  time used: half within 2 h, 90% within 5 h 30 min, the longest 5 h 30 min

    month    met  breached  pending  compliance
    2026-03    0         2        0       0.00%

solution
  no promise; tickets counted
  time used: half within 6 h, 90% within 6 h, the longest 6 h
  with 1 pending: 100.00% at best, 50.00% at worst

    month    met  breached  pending  compliance     best   worst
    2026-03    1         0        1     100.00%  100.00%  50.00%

$ sed 's/{"name":"High"}/"High"/' tickets.ndjson >flat.ndjson; charter eval desk.chr --log flat.ndjson
error CHR0504: flat.ndjson:1: one value where an object or a list is meant (2 rows, this is the first)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 2.
   more: charter explain CHR0504

1 error
[4]
