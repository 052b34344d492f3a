# What the tests of a charter come to: every kind of line, in all versions, and a least share.

$ cat >base.chr <<'END'
> charter desk
>   in-force from 2026-01-01 until 2026-12-31
>   timezone UTC
>   currency EUR
> end
> ticket has
>   priority ladder low, high
>   vip      yes-or-no
>   trial    yes-or-no
>   parked   yes-or-no
> end
> status
>   open  is working
>   held  is waiting
>   fixed is done
> end
> holidays base
>   every 5 January "Base day"
>   complete 2026 to 2026
> end
> holidays house
>   includes base
>   every 6 January "Epiphany"
>   every 1 May     "May Day"
>   complete 2026 to 2026
> end
> hours north
>   open Monday to Friday 09:00 to 17:00
>   closed on 2026-02-02
>   closed on holidays of house
> end
> hours office
>   includes north
>   open Saturday 10:00 to 12:00
>   ignores holidays
> end
> contact head
>   email "head@example.org"
> end
> clock handling
>   starts on opened
>   stops on resolved
>   pauses while status is waiting or parked is yes
> end
> target resolution
>   measures handling
>   counted in office
>   excludes when vip is yes or trial is yes
>   within 1 hour when priority is high
>   within 2 hours otherwise
>   met for at least 90% of tickets each month
>   on change of priority carries
> end
> escalation path
>   for resolution
>   at 50% used tell head
>   at breach tell head
> end
> fee monthly is EUR 1000 each month
> credit slow
>   for resolution each month
>   2% of monthly below 90%
>   EUR 33.33 below 80%
>   10% of monthly below 70%
>   capped at 5% of monthly
> end
> amendment faster in-force from 2026-07-15
>   replace in target resolution
>     within 30 minutes when priority is high
>   end
>   replace credit slow
>     for resolution each month
>     EUR 40 below 90%
>   end
> end
> END

$ cp base.chr thin.chr; cat >>thin.chr <<'END'
> test "over two holidays"
>   opened at 2026-01-02 16:00
>   expect resolution due 2026-01-03 11:00
> end
> test "in lieu of nothing"
>   opened at 2026-01-03 11:30
>   expect resolution due 2026-01-07 10:30
> end
> test "what a bad month costs"
>   opened at 2026-03-02 09:00
>   expect slow at 79.999999999% is EUR 33.33
> end
> END

$ charter test thin.chr --coverage
ok     over two holidays
ok     in lieu of nothing
ok     what a bad month costs
3 passed, 0 failed

Coverage of thin.chr: 8 of 24 lines decided a verdict (33.33%)
  thin.chr:24: holiday: every 1 May "May Day"
  thin.chr:29: hours: closed on 2026-02-02
  thin.chr:43: condition: status is waiting
  thin.chr:43: pause: status is waiting or parked is yes
  thin.chr:43: condition: parked is yes
  thin.chr:48: condition: vip is yes
  thin.chr:48: exclusion: vip is yes or trial is yes
  thin.chr:48: condition: trial is yes
  thin.chr:49: clause: within 1 hour when priority is high
  thin.chr:52: change: on change of priority carries
  thin.chr:56: step: at 50% used tell head
  thin.chr:57: step: at breach tell head
  thin.chr:62: credit: 2% of monthly below 90%
  thin.chr:64: credit: 10% of monthly below 70%
  thin.chr:69: clause: within 30 minutes when priority is high
  thin.chr:73: credit: EUR 40 below 90%

thin.chr
         | charter desk
         |   in-force from 2026-01-01 until 2026-12-31
         |   timezone UTC
         |   currency EUR
         | end
         | ticket has
         |   priority ladder low, high
         |   vip      yes-or-no
         |   trial    yes-or-no
         |   parked   yes-or-no
         | end
         | status
         |   open  is working
         |   held  is waiting
         |   fixed is done
         | end
         | holidays base
      1x |   every 5 January "Base day"
         |   complete 2026 to 2026
         | end
         | holidays house
         |   includes base
      1x |   every 6 January "Epiphany"
   never |   every 1 May     "May Day"
         |   complete 2026 to 2026
         | end
         | hours north
      2x |   open Monday to Friday 09:00 to 17:00
   never |   closed on 2026-02-02
      1x |   closed on holidays of house
         | end
         | hours office
      2x |   includes north
      2x |   open Saturday 10:00 to 12:00
         |   ignores holidays
         | end
         | contact head
         |   email "head@example.org"
         | end
         | clock handling
         |   starts on opened
         |   stops on resolved
   never |   pauses while status is waiting or parked is yes
         | end
         | target resolution
         |   measures handling
         |   counted in office
   never |   excludes when vip is yes or trial is yes
   never |   within 1 hour when priority is high
      2x |   within 2 hours otherwise
         |   met for at least 90% of tickets each month
   never |   on change of priority carries
         | end
         | escalation path
         |   for resolution
   never |   at 50% used tell head
   never |   at breach tell head
         | end
         | fee monthly is EUR 1000 each month
         | credit slow
         |   for resolution each month
   never |   2% of monthly below 90%
      1x |   EUR 33.33 below 80%
   never |   10% of monthly below 70%
         |   capped at 5% of monthly
         | end
         | amendment faster in-force from 2026-07-15
         |   replace in target resolution
   never |     within 30 minutes when priority is high
         |   end
         |   replace credit slow
         |     for resolution each month
   never |     EUR 40 below 90%
         |   end
         | end
         | test "over two holidays"
         |   opened at 2026-01-02 16:00
         |   expect resolution due 2026-01-03 11:00
         | end
         | test "in lieu of nothing"
         |   opened at 2026-01-03 11:30
         |   expect resolution due 2026-01-07 10:30
         | end
         | test "what a bad month costs"
         |   opened at 2026-03-02 09:00
         |   expect slow at 79.999999999% is EUR 33.33
         | end

$ charter test thin.chr --coverage=50 >/dev/null; charter test thin.chr --coverage=33 >/dev/null
charter: 8 of 24 lines of thin.chr decided a verdict, less than 50%

$ charter test thin.chr --coverage --format json | tail -n 1 | jq -r '.items[] | "\(.line) \(.kind) \(.hits) \(.text)"' | cut -c 1-60
18 holiday 1 every 5 January "Base day"
23 holiday 1 every 6 January "Epiphany"
24 holiday 0 every 1 May "May Day"
28 hours 2 open Monday to Friday 09:00 to 17:00
29 hours 0 closed on 2026-02-02
30 hours 1 closed on holidays of house
33 hours 2 includes north
34 hours 2 open Saturday 10:00 to 12:00
43 condition 0 status is waiting
43 pause 0 status is waiting or parked is yes
43 condition 0 parked is yes
48 condition 0 vip is yes
48 exclusion 0 vip is yes or trial is yes
48 condition 0 trial is yes
49 clause 0 within 1 hour when priority is high
50 clause 2 within 2 hours otherwise
52 change 0 on change of priority carries
56 step 0 at 50% used tell head
57 step 0 at breach tell head
62 credit 0 2% of monthly below 90%
63 credit 1 EUR 33.33 below 80%
64 credit 0 10% of monthly below 70%
69 clause 0 within 30 minutes when priority is high
73 credit 0 EUR 40 below 90%

$ cp base.chr whole.chr; sed -n '/^test/,$p' thin.chr >>whole.chr; cat >>whole.chr <<'END'
> test "Candlemas"
>   opened at 2026-01-31 11:00
>   expect resolution due 2026-02-03 10:00
> end
> test "May Day"
>   opened at 2026-04-30 16:30 with priority high
>   expect resolution due 2026-05-02 10:30
>   expect path tells head at 2026-04-30 17:00
>   expect path tells head at 2026-05-02 10:30
> end
> test "of the second version"
>   opened at 2026-07-20 09:00 with priority high
>   expect resolution due 2026-07-20 09:30
>   expect slow at 89% is EUR 20
> end
> test "in August the second credit counts"
>   opened at 2026-08-03 09:00
>   expect slow at 0% is EUR 40
> end
> test "the cap"
>   opened at 2026-03-02 09:00
>   expect slow at 0% is EUR 50
>   expect slow at 69.9% is EUR 50
>   expect slow at 70% is EUR 33.33
>   expect slow at 90% is EUR 0
>   expect slow at 100% is EUR 0
> end
> test "waiting"
>   opened at 2026-03-02 09:00
>   at 2026-03-02 10:00 held
>   at 2026-03-02 11:00 open
>   at 2026-03-02 11:30 fixed
>   expect resolution used 1 hour 30 minutes
> end
> test "parked, then waiting"
>   opened at 2026-03-02 09:00
>   at 2026-03-02 09:30 changed with parked yes
>   at 2026-03-02 10:00 changed with parked no
>   at 2026-03-02 10:30 fixed
>   expect resolution used 1 hour
> end
> test "raised"
>   opened at 2026-03-02 09:00 with priority low
>   at 2026-03-02 09:20 changed with priority high
>   expect resolution due 2026-03-02 10:00
> end
> test "a trial"
>   opened at 2026-03-02 09:00 with trial yes
>   expect resolution excluded
> end
> test "excluded"
>   opened at 2026-03-02 09:00 with vip yes
>   expect resolution excluded
> end
> END

$ charter test whole.chr --coverage=100 | grep -v '|'
ok     over two holidays
ok     in lieu of nothing
ok     what a bad month costs
ok     Candlemas
ok     May Day
ok     of the second version
ok     in August the second credit counts
ok     the cap
ok     waiting
ok     parked, then waiting
ok     raised
ok     a trial
ok     excluded
13 passed, 0 failed

Coverage of whole.chr: 24 of 24 lines decided a verdict (100.00%)

whole.chr

$ cp base.chr wrong.chr; cat >>wrong.chr <<'END'
> test "wrong amounts"
>   opened at 2026-03-02 09:00
>   expect slow at 79% is EUR 20
>   expect slow at 95% is EUR 20
> end
> test "before the charter"
>   opened at 2025-03-02 09:00
>   expect slow at 79% is EUR 20
> end
> END

$ charter test wrong.chr
FAILED wrong amounts
  wrong.chr:78: expect slow at 79% is EUR 20
    expected EUR 20.00 at 79%
    got      EUR 33.33 (wrong.chr:63: EUR 33.33 below 80%)
  wrong.chr:79: expect slow at 95% is EUR 20
    expected EUR 20.00 at 95%
    got      EUR 0.00: no band is reached
FAILED before the charter
  wrong.chr:83: expect slow at 79% is EUR 20
    expected EUR 20.00 at 79%
    got      nothing: no version is in force on the first day of that period that has it
0 passed, 2 failed
[1]
