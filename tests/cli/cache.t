# A log that is kept in a file beside it, and what is said where it can't be used.

$ charter query desk.chr --log desk.csv --cache 'compliance of response'; ls -1 | grep desk.csv
First response, tickets counted:
  met  breached  pending  compliance  held
    1         2        0      33.33%    no
desk.csv
desk.csv.charter-cache
desk.csv.charter-cache.verdicts

$ charter query desk.chr --log desk.csv --cache 'compliance of response by priority'
First response, tickets counted:
  priority  met  breached  pending  compliance  held
  P3          1         0        0     100.00%   yes
  P2          0         1        0       0.00%    no
  P1          0         1        0       0.00%    no

$ cp desk.csv desk.was; echo 'A-2,2026-09-08T11:00:00+02:00,reply,agent,open,' >> desk.csv; charter query desk.chr --log desk.csv --cache 'compliance of response'
charter: note: desk.csv.charter-cache is not used: the log has changed; the log is read anew
First response, tickets counted:
  met  breached  pending  compliance  held
    1         2        0      33.33%    no

$ sed "s/ladder P3/ladder P4, P3/" desk.chr > other.chr; charter query other.chr --log desk.csv --cache 'compliance of response'
charter: note: desk.csv.charter-cache is not used: the log was read by other attributes, another log block or other time zones; the log is read anew
First response, tickets counted:
  met  breached  pending  compliance  held
    1         2        0      33.33%    no

$ head -c 1000 desk.csv.charter-cache > half; cp half desk.csv.charter-cache; charter why desk.chr --log desk.csv --cache A-2 response | head -n 2
charter: note: desk.csv.charter-cache is not used: it is cut short or damaged; the log is read anew
Ticket A-2, response, cycle 1
Breached by 1 min: it stopped 2026-09-08 09:31 CEST; it was due 2026-09-08 09:30 CEST.

$ echo short > desk.csv.charter-cache; charter query desk.chr --log desk.csv --cache 'compliance of response'; cat desk.csv.charter-cache
charter: note: desk.csv.charter-cache is not used: it is no such file, or one of another version of the program; the log is read anew
charter: desk.csv.charter-cache is no file that a log is kept in: it is not written over
First response, tickets counted:
  met  breached  pending  compliance  held
    1         2        0      33.33%    no
short

$ rm desk.csv.charter-cache; printf ':cache\n:log\n:cache off\n:cache on\n' | charter repl desk.chr --log desk.csv; ls -1 | grep charter-cache
desk.csv is kept in desk.csv.charter-cache.
desk.csv: 10 events of 3 tickets.
Logs are read each time.
`:cache` takes nothing, or `off`
desk.csv.charter-cache
desk.csv.charter-cache.verdicts

$ charter query desk.chr --log - --cache 'compliance of response' < desk.csv
charter: note: standard input is not kept
First response, tickets counted:
  met  breached  pending  compliance  held
    1         2        0      33.33%    no

$ charter shard 2 desk.csv --charter desk.chr -o parts && charter query desk.chr --log parts/1.shard --cache 'compliance of response'; ls parts
charter: a shard is not kept: it is read each time
First response, tickets counted:
  met  breached  pending  compliance  held
    1         1        0      50.00%   yes
1.shard
2.shard

$ charter query desk.chr --cache 'compliance of response'
charter: --cache keeps a log, and none is given: --log FILE
[2]

$ charter repl desk.chr --cache=kept
charter: --cache=FILE keeps a log, and none is given: --log FILE
[2]

$ charter query desk.chr --log desk.csv --cache=no/such/folder 'compliance of response'
charter: cannot write no/such/folder: No such file or directory
First response, tickets counted:
  met  breached  pending  compliance  held
    1         2        0      33.33%    no
[2]

$ rm -rf desk.csv.charter-cache*; printf ':cache\n:log desk.csv\ncompliance of response\n' | charter repl desk.chr; ls -1 | grep charter-cache
The next log is kept.
desk.csv: 10 events of 3 tickets.
First response, tickets counted:
  met  breached  pending  compliance  held
    1         2        0      33.33%    no
desk.csv.charter-cache
desk.csv.charter-cache.verdicts
