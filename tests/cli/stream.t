# A log judged while it is read, with memory for open tickets alone.

$ (head -n 1 desk.csv; tail -n +2 desk.csv | sort -t, -k2,2) > sorted.csv; charter eval desk.chr --log sorted.csv --verdicts whole.csv > whole.txt; charter eval desk.chr --log sorted.csv --stream --window 100 --verdicts stream.csv | cmp - whole.txt; cmp whole.csv stream.csv; head -n 3 whole.txt
Help desk, version 1.0

log       9 rows, 9 events of 3 tickets

$ charter eval desk.chr --log desk.csv --stream
error CHR0515: desk.csv:4: the row is of 2026-09-07T11:00:00Z, and one before it of 2026-09-07T14:30:00Z: --stream needs the order of time
   try: Sort the rows by their time, give several logs in that order, or judge without --stream.
   more: charter explain CHR0515

1 error
[4]

$ gzip -c sorted.csv | charter eval desk.chr --log - --stream | cmp - whole.txt

$ gzip -c sorted.csv | head -c 100 | charter eval desk.chr --log - --stream
error CHR0510: standard input: the gzip data ends in the middle, at byte 100, line 2 of the log
   try: Fetch or pack it again; no part of it is judged.
   more: charter explain CHR0510

1 error
[4]

$ head -n 6 sorted.csv > one.csv; (head -n 1 sorted.csv; tail -n +7 sorted.csv) > two.csv; charter eval desk.chr --log one.csv --log two.csv --stream --format csv > two.txt; charter eval desk.chr --log one.csv --log two.csv --format csv | cmp - two.txt

$ charter eval desk.chr --log two.csv --log one.csv --stream
error CHR0515: one.csv:2: the row is of 2026-09-07T08:00:00Z, and one before it of 2026-09-10T09:00:00Z: --stream needs the order of time
   try: Sort the rows by their time, give several logs in that order, or judge without --stream.
   more: charter explain CHR0515

1 error
[4]

$ charter eval desk.chr --log desk.csv --stream --partial one.partial
charter: --stream and --partial are not given together: a part is as small as `charter shard` makes it; judge more of them
[2]

$ charter eval desk.chr --log sorted.csv --stream --format html > page.html; charter eval desk.chr --log sorted.csv --format html | cmp - page.html

$ charter eval desk.chr --log desk.csv --window 100
charter: --window is for --stream, which is not given
[2]

$ charter shard 2 desk.csv --charter desk.chr -o parts; charter eval desk.chr --log parts/1.shard --stream
charter: parts/1.shard: a shard is judged whole: leave --stream out, or split the log into more of them
[4]

$ charter eval exports.chr --using tickets --log tickets.csv --stream | sed -n 3p
log       3 rows, 7 events of 3 tickets

$ charter eval desk.chr --log none.csv --stream
charter: cannot read none.csv: No such file or directory
[4]

$ TMPDIR=/nowhere charter eval desk.chr --log - --stream < sorted.csv | sed -n 3p
log       9 rows, 9 events of 3 tickets

$ cat sorted.csv | TMPDIR=/nowhere charter eval desk.chr --log - --stream
charter: cannot write a temporary file in /nowhere: No such file or directory
[4]

$ charter eval desk.chr --log sorted.csv --stream --verdicts /nowhere/v.csv
charter: cannot write /nowhere/v.csv: No such file or directory
[2]

$ TMPDIR=/nowhere charter eval desk.chr --log sorted.csv --stream --verdicts v.csv; ls v.csv
charter: cannot write a temporary file in /nowhere: No such file or directory
ls: cannot access 'v.csv': No such file or directory
[2]

$ (cat sorted.csv; echo 'A-1,2026-09-11T10:00:00+02:00,opened,customer,new,P9') | charter eval desk.chr --log - --stream
error CHR0504: standard input:11: unknown value `P9` for priority (1 row)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 1.
   more: charter explain CHR0504

1 error
[4]

$ (cat desk.chr; printf 'log told\n  one row per snapshot\n  ticket from "ticket"\n  time from "time"\n  event from "event"\n  id from "id"\nend\n') > told.chr; charter eval told.chr --log sorted.csv --stream
charter: --stream can't read snapshots that name their events, as `log told` has them: judge them without --stream
[2]
