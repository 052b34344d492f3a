# What `charter watch` answers; that it loses nothing is tested by watch_falls.py.
$ charter watch watched.chr
charter: say where the events come from: --from FILE, --from -, --listen PORT or --replay FILE
[2]

$ charter watch watched.chr --from watched.ndjson
charter: say where events, timers and the outbox are kept: --state FILE
[2]

$ charter watch watched.chr --from watched.ndjson --replay watched.ndjson
charter: --from and --replay can't both be given
[2]

$ charter watch watched.chr --replay watched.ndjson --to mail:duty
charter: --to is `-`, an address that begins with http:// or https://, or `command:` with a command of the shell behind it, not `mail:duty`
[2]

$ charter watch watched.chr --replay watched.ndjson --to - --to -
charter: --to - is given twice
[2]

$ charter watch watched.chr --replay watched.ndjson --verdicts out.csv
charter: --verdicts writes a file whose name ends in .ndjson, not `out.csv`
[2]

$ charter watch status
charter: say which state is meant: --state FILE
[2]

$ charter watch status --state absent.watch
charter: the state absent.watch can't be used: there is no state of that name; `charter watch FILE --from SOURCE --state STATE` makes one
[2]

$ charter watch watched.chr --replay watched.ndjson --clock real
charter: --replay has a simulated clock
[2]

$ charter watch watched.chr --replay absent.ndjson
charter: absent.ndjson: cannot be read: No such file or directory
[4]

$ printf 'no state at all, but long enough to be one' > other.watch && charter watch --check --state other.watch
charter: the state other.watch can't be used: file is not a database
[2]

$ charter watch watched.chr --from watched.ndjson --clock simulated --state one.watch --verdicts one.ndjson
{"key":"e8e09ffef2ec211e02c9a558415b75f6","at":"2026-03-02T09:30:00Z","ticket":"T1","escalation":"path","target":"resolution","cycle":1,"clause":"watched.chr:25","step":"at 50% used","repetition":null,"tells":"duty","by":null,"level":null,"flags":"","record":"notice"}

$ cut -d, -f1-8 one.ndjson
{"ticket":"T1","target":"resolution","cycle":1,"clause":"watched.chr:25","verdict":"met","reason":null,"start":"2026-03-02T09:00:00Z","due":"2026-03-02T10:00:00Z"
{"ticket":"T2","target":"resolution","cycle":1,"clause":"watched.chr:26","verdict":"pending","reason":null,"start":"2026-03-02T09:10:00Z","due":"2026-03-02T13:10:00Z"

$ charter watch watched.chr --from watched.ndjson --clock simulated --state one.watch

$ charter watch status --state one.watch
told up to             2026-03-02T09:50:00Z
last event             2026-03-02T09:50:00Z
next timer             2026-03-02T11:10:00Z
events                 3
tickets                2
timers                 1
rows left out          0
records notice         1
outbox sent            1

$ charter watch why watched.chr T2 --state one.watch | head -n 3
Ticket T2, resolution, cycle 1
Pending: due 2026-03-02 13:10 GMT if nothing changes; 40 min of 4 h used, 3 h 20 min left.

$ charter watch why watched.chr T2 --state one.watch | grep -A 2 'What moved the clock'
  What moved the clock
    2026-03-02 09:10 GMT  starts: opened  one.watch:2

$ charter watch why watched.chr T9 --state one.watch
charter: the state has no ticket `T9`
[2]

$ charter watch outbox list --state one.watch

$ charter watch outbox mend --state one.watch
charter: `charter watch outbox` takes list, retry or drop, not `mend`
[2]

$ sed 's/1 hour /2 hours/' watched.chr > changed.chr && charter watch changed.chr --from watched.ndjson --state one.watch --once
charter: the state is of another text of the charter: `charter watch reload` shows what the new one changes, and lets it in
[2]

$ printf '{"ticket":"T1","time":"2026-03-02T09:20:00Z","event":"resolved","status":"resolved","id":"4"}\n' | charter watch watched.chr --from - --clock simulated --state one.watch
{"key":"3091e325a2a2d3d17535797027f24218-verdict","was":{"ticket":"T1","target":"resolution","cycle":1,"clause":"watched.chr:25","verdict":"met","reason":null,"start":"2026-03-02T09:00:00Z","due":"2026-03-02T10:00:00Z","stop":"2026-03-02T09:50:00Z","used_s":3000,"paused_s":0,"limit_s":3600,"over_s":null,"late_s":null,"calendar":"always","breached_at":null,"period":"2026-03","flags":""},"is":{"ticket":"T1","target":"resolution","cycle":1,"clause":"watched.chr:25","verdict":"met","reason":null,"start":"2026-03-02T09:00:00Z","due":"2026-03-02T10:00:00Z","stop":"2026-03-02T09:20:00Z","used_s":1200,"paused_s":0,"limit_s":3600,"over_s":null,"late_s":null,"calendar":"always","breached_at":null,"period":"2026-03","flags":""},"record":"correction"}
{"key":"e8e09ffef2ec211e02c9a558415b75f6-withdrawn","at":"2026-03-02T09:30:00Z","ticket":"T1","escalation":"path","target":"resolution","cycle":1,"clause":"watched.chr:25","step":"at 50% used","repetition":null,"tells":"duty","by":null,"level":null,"flags":"","record":"correction"}

$ printf '{"ticket":"T1","time":"2026-03-02T09:20:00Z","event":"resolved","status":"resolved","id":"4"}\n' | charter watch watched.chr --from - --clock simulated --state one.watch

$ printf '{"ticket":"T3","time":"2026-03-02T09:55:00Z","priority":"P9"}\nT3 is not JSON\n' | charter watch watched.chr --from - --clock simulated --state one.watch
charter: standard input: unknown value `P9` for priority (1 rows left out)
charter: standard input: a line that is no JSON object (1 rows left out)

$ charter watch status --state one.watch | grep 'left out'
rows left out          2

$ printf 'when,what\n2026-03-02T09:55:00Z,T3\n' | charter watch watched.chr --from - --clock simulated --state two.watch
error CHR0502: standard input has no column `ticket`, which gives the ticket
   more: charter explain CHR0502

error CHR0502: standard input has no column `time`, which gives the time
   more: charter explain CHR0502

2 errors
[4]

$ gzip -c watched.ndjson > packed.gz && charter watch watched.chr --replay packed.gz
charter: packed.gz: it is packed
[4]
