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
