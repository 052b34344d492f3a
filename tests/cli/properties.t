# Properties hold for every ticket or are refuted with one; coverage and mutants say what the tests leave open.

$ cat >office.chr <<'END'
> charter office "Office"
>   in-force from 2026-09-01 until 2026-12-31
>   timezone Europe/London
> end
> ticket has
>   priority ladder P4, P3, P2, P1
>   seats whole
> end
> status
>   new, open is working
>   waiting-for-you is waiting
>   done-with is done
> end
> hours office
>   open Monday to Friday 09:00 to 17:00
>   closed on 2026-12-24 from 13:00
>   closed on 2026-12-25
>   ignores holidays
> end
> clock handling
>   starts on opened
>   stops on resolved
>   pauses while status is waiting
>   reopening continues
> end
> target resolution
>   measures handling
>   counted in office
>   excludes when priority is P4
>   within 1 hour in always when priority is P1
>   within 2 hours when priority is P2 or (seats is at least 500 and priority is not P1)
>   within 1 working day otherwise
>   on change of priority starts again
> end
> END

$ cp office.chr thin.chr; cat >>thin.chr <<'END'
> test "an urgent one"
>   opened at 2026-09-07 16:30 with priority P1
>   at 2026-09-07 17:00 resolved
>   expect resolution met
> end
> property "urgent ones are answered around the clock"
>   for priority is P1
>   expect resolution within 1 hour in always
>   expect resolution not uncovered
>   expect resolution not excluded
> end
> END

$ charter test thin.chr
ok     an urgent one
ok     property: urgent ones are answered around the clock
2 passed, 0 failed

$ charter test thin.chr --coverage=50 | head -n 13
charter: 1 of 11 lines of thin.chr decided a verdict, less than 50%
ok     an urgent one
ok     property: urgent ones are answered around the clock
2 passed, 0 failed

Coverage of thin.chr: 1 of 11 lines decided a verdict (9.09%)
  thin.chr:15: hours: open Monday to Friday 09:00 to 17:00
  thin.chr:16: hours: closed on 2026-12-24 from 13:00
  thin.chr:17: hours: closed on 2026-12-25
  thin.chr:23: pause: status is waiting
  thin.chr:29: exclusion: priority is P4
  thin.chr:31: clause: within 2 hours when priority is P2 or (seats is at least 500 and priority is not…
  thin.chr:31: condition: priority is P2
  thin.chr:31: condition: seats is at least 500 and priority is not P1

$ charter test thin.chr --mutate
ok     an urgent one
ok     property: urgent ones are answered around the clock
2 passed, 0 failed

Mutants of thin.chr: 3 of 14 noticed by a test
  thin.chr:31: limit: one hour less: within 2 hours when priority is P2 or (seats is at least 500 and priority is not…
  thin.chr:31: limit: one hour more: within 2 hours when priority is P2 or (seats is at least 500 and priority is not…
  thin.chr:31: calendar: counted in `always` in place of `office`: within 2 hours when priority is P2 or (seats is at least 500 and priority is not…
  thin.chr:31: boundary: `more than` in place of `at least`: seats is at least 500
  thin.chr:32: limit: one working day more: within 1 working day otherwise
  thin.chr:32: calendar: counted in `always` in place of `office`: within 1 working day otherwise
  thin.chr:29: exclusion: nothing excluded: priority is P4
  thin.chr:33: change: `carries` in its place: on change of priority starts again
  thin.chr:23: pause: never paused: status is waiting
  thin.chr:16: holiday: the line left out: closed on 2026-12-24 from 13:00
  thin.chr:17: holiday: the line left out: closed on 2026-12-25
No test notices these changes; a ticket on either side of each would.
[1]

$ charter test thin.chr --mutate --format json | tail -n 1
{"file":"thin.chr","killed":3,"mutants":14,"survivors":[{"line":31,"operator":"limit","change":"one hour less","text":"within 2 hours when priority is P2 or (seats is at least 500 and priority is not…"},{"line":31,"operator":"limit","change":"one hour more","text":"within 2 hours when priority is P2 or (seats is at least 500 and priority is not…"},{"line":31,"operator":"calendar","change":"counted in `always` in place of `office`","text":"within 2 hours when priority is P2 or (seats is at least 500 and priority is not…"},{"line":31,"operator":"boundary","change":"`more than` in place of `at least`","text":"seats is at least 500"},{"line":32,"operator":"limit","change":"one working day more","text":"within 1 working day otherwise"},{"line":32,"operator":"calendar","change":"counted in `always` in place of `office`","text":"within 1 working day otherwise"},{"line":29,"operator":"exclusion","change":"nothing excluded","text":"priority is P4"},{"line":33,"operator":"change","change":"`carries` in its place","text":"on change of priority starts again"},{"line":23,"operator":"pause","change":"never paused","text":"status is waiting"},{"line":16,"operator":"holiday","change":"the line left out","text":"closed on 2026-12-24 from 13:00"},{"line":17,"operator":"holiday","change":"the line left out","text":"closed on 2026-12-25"}]}

$ cp office.chr wide.chr; cat >>wide.chr <<'END'
> test "an urgent one"
>   opened at 2026-09-07 16:30 with priority P1
>   expect resolution due 2026-09-07 17:30
> end
> test "many seats"
>   opened at 2026-09-07 16:00 with priority P3, seats 500
>   expect resolution due 2026-09-08 10:00
> end
> test "paused"
>   opened at 2026-09-07 09:00 with priority P2
>   at 2026-09-07 10:00 waiting-for-you
>   at 2026-09-07 12:00 open
>   at 2026-09-07 12:30 resolved
>   expect resolution due 2026-09-07 13:00
> end
> test "Christmas"
>   opened at 2026-12-24 12:00 with priority P2
>   expect resolution due 2026-12-28 10:00
> end
> test "a change"
>   opened at 2026-09-07 09:00 with priority P3
>   at 2026-09-07 10:00 changed by agent with priority P2
>   at 2026-09-07 15:00 resolved
>   expect resolution due 2026-09-07 12:00
> end
> test "by the day"
>   opened at 2026-09-07 09:00
>   expect resolution due 2026-09-08 09:00
> end
> test "no promise"
>   opened at 2026-09-07 09:00 with priority P4
>   expect resolution excluded
> end
> END

$ charter test wide.chr --mutate --coverage | grep -v ' |'
ok     an urgent one
ok     many seats
ok     paused
ok     Christmas
ok     a change
ok     by the day
ok     no promise
7 passed, 0 failed

Coverage of wide.chr: 11 of 11 lines decided a verdict (100.00%)

wide.chr

Mutants of wide.chr: 13 of 14 noticed by a test
  wide.chr:32: calendar: counted in `always` in place of `office`: within 1 working day otherwise
No test notices these changes; a ticket on either side of each would.

$ cp office.chr wrong.chr; cat >>wrong.chr <<'END'
> test "a wrong due instant"
>   opened at 2026-09-07 16:30 with priority P2
>   at 2026-09-08 10:00 resolved
>   expect resolution due 2026-09-08 09:00
>   expect resolution used 1 hour
> end
> property "within the day"
>   for priority is at least P2
>   expect resolution within 24 hours in always
> end
> property "all are covered"
>   expect resolution not excluded
> end
> property "of no ticket"
>   for priority is P1 and priority is P2
>   expect resolution uncovered
> end
> END

$ charter test wrong.chr
FAILED a wrong due instant
  wrong.chr:38: expect resolution due 2026-09-08 09:00
    expected 2026-09-08 09:00 BST
    got      2026-09-08 10:30 BST
    differs  1 h 30 min later: at the expected instant 30 min of 2 h were counted

    from                  to                    state                    counted       total
    2026-09-07 16:30 BST  2026-09-07 17:00 BST  running                   30 min      30 min
    2026-09-07 17:00 BST  2026-09-08 09:00 BST  closed: outside hours          –      30 min
 +  2026-09-08 09:00 BST  2026-09-08 10:00 BST  running                      1 h  1 h 30 min
 +  2026-09-08 10:00 BST  2026-09-08 10:30 BST  running: had it gone on   30 min         2 h

  wrong.chr:39: expect resolution used 1 hour
    expected 1 h
    got      1 h 30 min
    differs  30 min more

    from                  to                    state                  counted       total
    2026-09-07 16:30 BST  2026-09-07 17:00 BST  running                 30 min      30 min
    2026-09-07 17:00 BST  2026-09-08 09:00 BST  closed: outside hours        –      30 min
    2026-09-08 09:00 BST  2026-09-08 09:30 BST  running                 30 min         1 h
 +  2026-09-08 09:30 BST  2026-09-08 10:00 BST  running                 30 min  1 h 30 min

FAILED property: within the day
  wrong.chr:43: expect resolution within 24 hours in always
    expected within 24 hours in always
    got      a ticket with priority P2, opened 2026-09-04 15:01 BST is due 2026-09-07 09:01 BST, later than 2026-09-05 15:01 BST (wrong.chr:31)
FAILED property: all are covered
  wrong.chr:46: expect resolution not excluded
    expected not excluded
    got      a ticket with priority P4: `resolution` excludes it
FAILED property: of no ticket
  wrong.chr:50: expect resolution uncovered
    expected uncovered
    got      nothing: no ticket is one that the property is about
0 passed, 4 failed
[1]

$ charter test wrong.chr --format tap
TAP version 13
1..4
not ok 1 - a wrong due instant
  ---
  failures:
    - file: "wrong.chr"
      line: 38
      expected: "2026-09-08 09:00 BST"
      got: "2026-09-08 10:30 BST"
    - file: "wrong.chr"
      line: 39
      expected: "1 h"
      got: "1 h 30 min"
  ...
#  wrong.chr:38: expect resolution due 2026-09-08 09:00
#    expected 2026-09-08 09:00 BST
#    got      2026-09-08 10:30 BST
#    differs  1 h 30 min later: at the expected instant 30 min of 2 h were counted
#
#    from                  to                    state                    counted       total
#    2026-09-07 16:30 BST  2026-09-07 17:00 BST  running                   30 min      30 min
#    2026-09-07 17:00 BST  2026-09-08 09:00 BST  closed: outside hours          –      30 min
# +  2026-09-08 09:00 BST  2026-09-08 10:00 BST  running                      1 h  1 h 30 min
# +  2026-09-08 10:00 BST  2026-09-08 10:30 BST  running: had it gone on   30 min         2 h
#
#  wrong.chr:39: expect resolution used 1 hour
#    expected 1 h
#    got      1 h 30 min
#    differs  30 min more
#
#    from                  to                    state                  counted       total
#    2026-09-07 16:30 BST  2026-09-07 17:00 BST  running                 30 min      30 min
#    2026-09-07 17:00 BST  2026-09-08 09:00 BST  closed: outside hours        –      30 min
#    2026-09-08 09:00 BST  2026-09-08 09:30 BST  running                 30 min         1 h
# +  2026-09-08 09:30 BST  2026-09-08 10:00 BST  running                 30 min  1 h 30 min
#
not ok 2 - within the day
  ---
  failures:
    - file: "wrong.chr"
      line: 43
      expected: "within 24 hours in always"
      got: "a ticket with priority P2, opened 2026-09-04 15:01 BST is due 2026-09-07 09:01 BST, later than 2026-09-05 15:01 BST (wrong.chr:31)"
  ...
#  wrong.chr:43: expect resolution within 24 hours in always
#    expected within 24 hours in always
#    got      a ticket with priority P2, opened 2026-09-04 15:01 BST is due 2026-09-07 09:01 BST, later than 2026-09-05 15:01 BST (wrong.chr:31)
not ok 3 - all are covered
  ---
  failures:
    - file: "wrong.chr"
      line: 46
      expected: "not excluded"
      got: "a ticket with priority P4: `resolution` excludes it"
  ...
#  wrong.chr:46: expect resolution not excluded
#    expected not excluded
#    got      a ticket with priority P4: `resolution` excludes it
not ok 4 - of no ticket
  ---
  failures:
    - file: "wrong.chr"
      line: 50
      expected: "uncovered"
      got: "nothing: no ticket is one that the property is about"
  ...
#  wrong.chr:50: expect resolution uncovered
#    expected uncovered
#    got      nothing: no ticket is one that the property is about
[1]

$ charter test wrong.chr --format junit
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="4">
  <testsuite name="wrong.chr" tests="4" failures="4">
    <testcase classname="wrong.chr" name="a wrong due instant">
      <failure message="expected 2026-09-08 09:00 BST, got 2026-09-08 10:30 BST">
  wrong.chr:38: expect resolution due 2026-09-08 09:00
    expected 2026-09-08 09:00 BST
    got      2026-09-08 10:30 BST
    differs  1 h 30 min later: at the expected instant 30 min of 2 h were counted

    from                  to                    state                    counted       total
    2026-09-07 16:30 BST  2026-09-07 17:00 BST  running                   30 min      30 min
    2026-09-07 17:00 BST  2026-09-08 09:00 BST  closed: outside hours          –      30 min
 +  2026-09-08 09:00 BST  2026-09-08 10:00 BST  running                      1 h  1 h 30 min
 +  2026-09-08 10:00 BST  2026-09-08 10:30 BST  running: had it gone on   30 min         2 h

  wrong.chr:39: expect resolution used 1 hour
    expected 1 h
    got      1 h 30 min
    differs  30 min more

    from                  to                    state                  counted       total
    2026-09-07 16:30 BST  2026-09-07 17:00 BST  running                 30 min      30 min
    2026-09-07 17:00 BST  2026-09-08 09:00 BST  closed: outside hours        –      30 min
    2026-09-08 09:00 BST  2026-09-08 09:30 BST  running                 30 min         1 h
 +  2026-09-08 09:30 BST  2026-09-08 10:00 BST  running                 30 min  1 h 30 min

      </failure>
    </testcase>
    <testcase classname="wrong.chr" name="within the day">
      <failure message="expected within 24 hours in always, got a ticket with priority P2, opened 2026-09-04 15:01 BST is due 2026-09-07 09:01 BST, later than 2026-09-05 15:01 BST (wrong.chr:31)">
  wrong.chr:43: expect resolution within 24 hours in always
    expected within 24 hours in always
    got      a ticket with priority P2, opened 2026-09-04 15:01 BST is due 2026-09-07 09:01 BST, later than 2026-09-05 15:01 BST (wrong.chr:31)
      </failure>
    </testcase>
    <testcase classname="wrong.chr" name="all are covered">
      <failure message="expected not excluded, got a ticket with priority P4: `resolution` excludes it">
  wrong.chr:46: expect resolution not excluded
    expected not excluded
    got      a ticket with priority P4: `resolution` excludes it
      </failure>
    </testcase>
    <testcase classname="wrong.chr" name="of no ticket">
      <failure message="expected uncovered, got nothing: no ticket is one that the property is about">
  wrong.chr:50: expect resolution uncovered
    expected uncovered
    got      nothing: no ticket is one that the property is about
      </failure>
    </testcase>
  </testsuite>
</testsuites>
[1]

$ charter test wrong.chr --mutate --format json
charter: a test of wrong.chr fails: no mutants are made of it
{"file":"wrong.chr","line":35,"test":"a wrong due instant","passed":false,"failed":[{"line":38,"expected":"2026-09-08 09:00 BST","got":"2026-09-08 10:30 BST","differs":"1 h 30 min later: at the expected instant 30 min of 2 h were counted"},{"line":39,"expected":"1 h","got":"1 h 30 min","differs":"30 min more"}]}
{"file":"wrong.chr","line":41,"property":"within the day","passed":false,"failed":[{"line":43,"expected":"within 24 hours in always","got":"a ticket with priority P2, opened 2026-09-04 15:01 BST is due 2026-09-07 09:01 BST, later than 2026-09-05 15:01 BST (wrong.chr:31)","differs":""}]}
{"file":"wrong.chr","line":45,"property":"all are covered","passed":false,"failed":[{"line":46,"expected":"not excluded","got":"a ticket with priority P4: `resolution` excludes it","differs":""}]}
{"file":"wrong.chr","line":48,"property":"of no ticket","passed":false,"failed":[{"line":50,"expected":"uncovered","got":"nothing: no ticket is one that the property is about","differs":""}]}
[1]

$ charter test wrong.chr --mutate --format tap
charter: --coverage and --mutate are shown as text or json only
[2]

$ charter test wrong.chr --coverage=101
charter: --coverage is a whole number up to 100, not `101`
[2]

$ cat >path.chr <<'END'
> use "std/clocks"
> charter desk
>   in-force from 2026-01-01
>   timezone UTC
>   currency EUR
> end
> contact boss
>   email "b@example.org"
> end
> target resolution
>   measures resolution
>   within 4 hours
>   met for at least 90% of tickets each month
> end
> escalation path
>   for resolution
>   at 50% used tell boss by email
>   at breach tell boss
> end
> fee monthly is EUR 1000 each month
> credit slow
>   for resolution each month
>   2% of monthly below 90%
>   5% of monthly below 80%
> end
> test "half"
>   opened at 2026-03-02 09:00
>   at 2026-03-02 14:00 resolved
>   expect resolution breached
>   expect path tells boss at 2026-03-02 11:00
> end
> END

$ charter test path.chr --coverage --mutate | grep -v ' |'
ok     half
1 passed, 0 failed

Coverage of path.chr: 2 of 5 lines decided a verdict (40.00%)
  path.chr:18: step: at breach tell boss
  path.chr:23: credit: 2% of monthly below 90%
  path.chr:24: credit: 5% of monthly below 80%

path.chr

Mutants of path.chr: 3 of 5 noticed by a test
  std/clocks:36: pause: never paused: status is waiting
  path.chr:18: step: the step left out: at breach tell boss
No test notices these changes; a ticket on either side of each would.
