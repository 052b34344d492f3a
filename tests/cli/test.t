# The tests that a charter carries: what fails is shown with what was expected, what was found, and the ledger.

$ cat >>desk.chr <<'END'
> test "answered in time"
>   opened at 2026-09-07 16:30 with priority P1
>   at 2026-09-08 09:10 reply by agent
>   expect response due 2026-09-08 09:30
>   expect response met
>   expect response used 40 minutes
>   expect resolution breached
> end
> test "answered too late"
>   opened at 2026-09-07 16:30 with priority P1
>   at 2026-09-08 09:40 reply by agent
>   expect response met
>   expect response over 5 minutes
> end
> END

$ charter test desk.chr
ok     answered in time
FAILED answered too late
  desk.chr:51: expect response met
    expected met
    got      breached

    from                   to                     state                  counted       total
    2026-09-07 16:30 CEST  2026-09-07 17:00 CEST  running                 30 min      30 min
    2026-09-07 17:00 CEST  2026-09-08 09:00 CEST  closed: outside hours        –      30 min
    2026-09-08 09:00 CEST  2026-09-08 09:30 CEST  running                 30 min         1 h
 +  2026-09-08 09:30 CEST  2026-09-08 09:40 CEST  running                 10 min  1 h 10 min

  desk.chr:52: expect response over 5 minutes
    expected 5 min
    got      10 min
    differs  5 min more

    from                   to                     state                  counted       total
    2026-09-07 16:30 CEST  2026-09-07 17:00 CEST  running                 30 min      30 min
    2026-09-07 17:00 CEST  2026-09-08 09:00 CEST  closed: outside hours        –      30 min
    2026-09-08 09:00 CEST  2026-09-08 09:35 CEST  running                 35 min   1 h 5 min
 +  2026-09-08 09:35 CEST  2026-09-08 09:40 CEST  running                  5 min  1 h 10 min

1 passed, 1 failed
[1]

$ charter test desk.chr --format json
{"file":"desk.chr","line":40,"test":"answered in time","passed":true,"failed":[]}
{"file":"desk.chr","line":48,"test":"answered too late","passed":false,"failed":[{"line":51,"expected":"met","got":"breached","differs":""},{"line":52,"expected":"5 min","got":"10 min","differs":"5 min more"}]}
[1]

$ charter test nowhere.chr desk.chr >/dev/null
charter: cannot read nowhere.chr: No such file or directory
[3]
