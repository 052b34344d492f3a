# Each small change that `--mutate` makes: with tests that look past it, and with tests on both sides of it.

$ cat >base.chr <<'END'
> charter desk
>   in-force from 2026-01-01 until 2026-12-31
>   timezone UTC
> end
> ticket has
>   priority ladder low, high
>   seats    whole
>   vip      yes-or-no
> end
> status
>   open is working
>   held is waiting
>   fixed is done
> end
> holidays house
>   every 6 January "Epiphany"
>   complete 2026 to 2026
> end
> hours office
>   open Monday to Friday 09:00 to 17:00
>   closed on 2026-02-02
>   closed on holidays of house
> end
> contact head
>   email "head@example.org"
> end
> clock handling
>   starts on opened
>   stops on resolved
>   pauses while status is waiting
> end
> target resolution
>   measures handling
>   counted in office
>   excludes when vip is yes
>   within 2 hours when seats is at least 50
>   within 2 working days otherwise
>   on change of seats carries
> end
> escalation path
>   for resolution
>   at 50% used tell head
> end
> END

$ cp base.chr weak.chr; cat >>weak.chr <<'END'
> test "one that is done at once"
>   opened at 2026-03-02 10:00 with seats 80
>   at 2026-03-02 10:30 fixed
>   expect resolution met
> end
> END

$ charter test weak.chr --mutate --format json | tail -n 1 | jq -r '.survivors[].operator' | sort | uniq -c
      1 boundary
      2 calendar
      1 change
      1 exclusion
      3 holiday
      4 limit
      1 pause
      1 step

$ cp base.chr strong.chr; cat >>strong.chr <<'END'
> test "as many seats as it takes"
>   opened at 2026-03-02 16:00 with seats 50
>   expect resolution due 2026-03-03 10:00
>   expect path tells head at 2026-03-02 17:00
> end
> test "by the day"
>   opened at 2026-01-30 10:00 with seats 2
>   expect resolution due 2026-02-04 10:00
> end
> test "over Epiphany"
>   opened at 2026-01-05 16:00 with seats 50
>   expect resolution due 2026-01-07 10:00
> end
> test "waiting for the customer"
>   opened at 2026-03-02 10:00 with seats 50
>   at 2026-03-02 11:00 held
>   at 2026-03-02 12:00 open
>   at 2026-03-02 12:30 fixed
>   expect resolution used 1 hour 30 minutes
> end
> test "more seats than was said"
>   opened at 2026-03-02 10:00 with seats 2
>   at 2026-03-02 11:00 changed with seats 60
>   expect resolution due 2026-03-02 12:00
> end
> test "another contract"
>   opened at 2026-03-02 10:00 with seats 50, vip yes
>   expect resolution excluded
> end
> END

$ charter test strong.chr --mutate
ok     as many seats as it takes
ok     by the day
ok     over Epiphany
ok     waiting for the customer
ok     more seats than was said
ok     another contract
6 passed, 0 failed

Mutants of strong.chr: 14 of 14 noticed by a test
