# What stops the reading of a log, each with its code and a way out.

$ : > empty.csv; charter eval desk.chr --log empty.csv
error CHR0501: empty.csv is empty
   try: A log has at least a header that names its columns.
   more: charter explain CHR0501

1 error
[4]

$ printf 'ticket,time,time\n1,2026-09-07T09:00:00+02:00,x\n' > twice.csv; charter eval desk.chr --log twice.csv
error CHR0503: twice.csv has more than one column `time`
   try: Rename one of them, or say in a log block which one is meant: `column 2`.
   more: charter explain CHR0503

1 error
[4]

$ printf 'ticket,time,event\n1,2026-02-30T09:00:00+02:00,opened\n' > date.csv; charter eval desk.chr --log date.csv
error CHR0504: date.csv:2: unreadable time `2026-02-30T09:00:00+02:00`: there is no such date (1 row)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 1.
   more: charter explain CHR0504

1 error
[4]

$ printf 'ticket,time,event\n1,2026-09-07T09:00:00+02:00,"opened\n' > quote.csv; charter eval desk.chr --log quote.csv
error CHR0505: quote.csv:2: a quote opens here and is never closed
   try: Close it; a quote inside a quoted field is written twice. Nothing behind it can be read.
   more: charter explain CHR0505

1 error
[4]

$ printf '\377\376t\0i\0' > utf16.csv; charter eval desk.chr --log utf16.csv
error CHR0506: utf16.csv is written in UTF-16
   try: Save it as CSV, NDJSON or XES in UTF-8, plain or packed by gzip or zstd.
   more: charter explain CHR0506

1 error
[4]

$ (printf 'ticket,time,event,priority\n'; for i in $(seq 1 30); do printf '1,2026-01-05T09:00:00Z,opened,x%d\n' $i; done) > many.csv; charter eval desk.chr --log many.csv 2>&1 | tail -n 4
error CHR0504: … and 11 more reasons; 30 rows are bad in all
   more: charter explain CHR0504

20 errors

$ printf 'charter c\n  in-force from 2026-01-01\nend\nlog l\n  ticket from "n"\n  time from "t" column 3 written "YYYY-MM-DD hh:mm" in UTC\n  event from "e"\nend\n' > third.chr; printf 'n,t,e,t\n1,2026-01-05 09:00,opened,2026-01-05 09:00\n' > third.csv; charter eval third.chr --log third.csv
error CHR0502: third.csv has no 3 columns `t`, of which the last one gives the time
  --> third.chr:6:3
   6 |   time from "t" column 3 written "YYYY-MM-DD hh:mm" in UTC
     |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   try: Did you mean `t`?
   more: charter explain CHR0502

1 error
[4]
