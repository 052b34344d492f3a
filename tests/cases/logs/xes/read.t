# A process log: events as rows, then cases as rows; packed and from standard input; and what is wrong with XES.

$ charter check desk.chr; charter eval desk.chr --using events --log desk.xes --as-of 2026-03-03T12:00:00Z --verdicts out.csv | sed -n '/^log/,/^$/p;/^What is wrong/,/^$/p'; cut -d, -f1-12 out.csv
log       6 rows, 5 events of 2 tickets
events    from 2026-03-02 09:00 CET to 2026-03-03 11:00 CET
as of     2026-03-03 13:00 CET
zone      Europe/Paris, tzdata 2025b

What is wrong with the log
  1 row left out as `is no event` (first: desk.xes:27)
  1 row at the beginning of a case without any event: left out (first: desk.xes:59)
  2 tickets whose first event is not `opened`: that event opens them (first: ticket 1-364285768)

ticket,target,cycle,clause,verdict,reason,start,due,stop,used_s,paused_s,limit_s
1-364285768,solution,1,desk.chr:31,met,,2026-03-02T08:00:00Z,,2026-03-03T10:00:00Z,3600,90000,86400
1-2 & 3,solution,1,desk.chr:30,breached,,2026-03-02T08:00:00Z,2026-03-02T16:00:00Z,,100800,0,28800

$ gzip -c desk.xes | charter eval desk.chr --using events --log - --as-of 2026-03-03T12:00:00Z --verdicts again.csv >/dev/null; cmp out.csv again.csv

$ charter eval desk.chr --using cases --log desk.xes --as-of 2026-03-03T12:00:00Z --verdicts cases.csv >/dev/null; cut -d, -f1-12 cases.csv
ticket,target,cycle,clause,verdict,reason,start,due,stop,used_s,paused_s,limit_s
1-364285768,solution,1,desk.chr:31,breached,,2026-03-02T08:00:00Z,2026-03-03T08:00:00Z,2026-03-03T10:00:00Z,93600,0,86400
1-2 & 3,solution,1,desk.chr:31,breached,,2026-03-02T08:00:00Z,2026-03-03T08:00:00Z,,100800,0,86400
empty,solution,1,desk.chr:30,breached,,2026-03-02T08:00:00Z,2026-03-02T16:00:00Z,,100800,0,28800

$ charter why desk.chr --using events --log desk.xes 1-364285768 | sed -n '/^  from/,/^$/p;/moved/,/^$/p'
  from                  to                    state                      counted  total
  2026-03-02 09:00 CET  2026-03-02 10:00 CET  running                        1 h    1 h
  2026-03-02 10:00 CET  2026-03-03 11:00 CET  paused: status is waiting        –    1 h

  What moved the clock
    2026-03-02 09:00 CET  starts: opened             desk.xes:21
    2026-03-02 10:00 CET  pauses: status is waiting  desk.xes:31
    2026-03-03 11:00 CET  stops: resolved            desk.xes:37

$ charter eval desk.chr --using events --log desk.xes --by cost,unit,site --format json --as-of 2026-03-03T12:00:00Z | jq -c '.log, .targets[].by[].key'
{"rows":6,"events":5,"tickets":2,"rejected":[],"first":"2026-03-02T08:00:00Z","last":"2026-03-03T10:00:00Z","digest":"f0ba72ab63ae17be47f23f4deb00aad2be126e0d0c70e8f34f4167e621e77c22","remarks":[{"kind":"no-event","count":1,"first":"desk.xes:27"},{"kind":"empty-case","count":1,"first":"desk.xes:59"},{"kind":"opened-implicitly","count":2,"example":"1-364285768"}],"unset":[],"undecidable":[]}
{"cost":"12.5","unit":"USD","site":"Lyon"}
{"cost":"(none)","unit":"(none)","site":"(none)"}

$ sed 's/"lifecycle:transition"/"lifecycle:state"/' desk.xes >state.xes; charter eval desk.chr --using events --log state.xes
error CHR0502: state.xes has no column `lifecycle:transition`, which gives the status
  --> desk.chr:41:3
  41 |   status        from "lifecycle:transition"
     |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   more: charter explain CHR0502

1 error
[4]

$ sed 's/"cost"/"impact"/; s/value="12.5"/value="Low"/; s/<list.*/<string key="impact" value="Low"\/><string key="impact" value="High"\/>/' desk.xes >double.xes; charter eval desk.chr --using events --log double.xes
error CHR0504: double.xes:31: a key that stands twice (1 row)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 1.
   more: charter explain CHR0504

1 error
[4]

$ head -n 40 desk.xes >cut.xes; charter eval desk.chr --using events --log cut.xes
error CHR0514: cut.xes:41: the XES can't be read: the XML ends in the middle
   try: Export it again; nothing behind that line can be read.
   more: charter explain CHR0514

1 error
[4]

$ sed '2s/.*/<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "\&a;\&a;\&a;">]>/; s/Queued/\&b;/' desk.xes >bomb.xes; charter eval desk.chr --using events --log bomb.xes
error CHR0514: bomb.xes:2: the XES can't be read: it has a document type, which could pull in other files or grow without end
   try: Export it again; nothing behind that line can be read.
   more: charter explain CHR0514

1 error
[4]

$ sed 's/Queued/\&lol;/' desk.xes >entity.xes; charter eval desk.chr --using events --log entity.xes
error CHR0514: entity.xes:48: the XES can't be read: undefined entity
   try: Export it again; nothing behind that line can be read.
   more: charter explain CHR0514

1 error
[4]

$ printf '<html><body/></html>' >page.xes; charter eval desk.chr --using events --log page.xes
error CHR0514: page.xes:1: the XES can't be read: it is XML, but no XES: the first element is no `log`
   try: Export it again; nothing behind that line can be read.
   more: charter explain CHR0514

1 error
[4]

$ printf '<log><event><string key="concept:name" value="Queued"/></event></log>' >lone.xes; charter eval desk.chr --using events --log lone.xes
error CHR0504: lone.xes:1: an event outside of all cases (1 row)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 1.
   more: charter explain CHR0504

1 error
[4]

$ printf '<log><trace/></log>' >none.xes; charter eval desk.chr --using events --log none.xes
Problems

log       0 rows, 0 events of 0 tickets
as of     –
zone      Europe/Paris, tzdata 2025b

What is wrong with the log
  it cannot decide the target solution: the log has no `resolved`, on which the clock resolution
    stops
  1 row at the beginning of a case without any event: left out (first: none.xes:1)

Targets
  target    promise  held  met  breached  pending  compliance
  solution        –     –    0         0        0           –

solution
  no promise; tickets counted
  cannot be decided: the log has no `resolved`, on which the clock resolution stops
charter: there is nothing to judge: the log has no tickets
[5]

$ printf '<log><trace><event/><string key="concept:name" value="1"/></trace></log>' >behind.xes; charter eval desk.chr --using events --log behind.xes
error CHR0514: behind.xes:1: the XES can't be read: an attribute of a case stands behind its events
   try: Export it again; nothing behind that line can be read.
   more: charter explain CHR0514

1 error
[4]
