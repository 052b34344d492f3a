# The charter read against what happened. review-bad.csv has a bit of everything that is looked for, review-good.csv
# nothing; how many of each was decided when they were written.

$ charter review review.chr --log review-bad.csv
Review desk, version 3, read against what happened

log       493 events, 132 tickets
as of     2026-07-07 09:44 UTC

1. the log has what the charter does not know [unknown-value]  review.chr:30
    4 rows of the log have the channel `teams`, which the charter does not have; the first is
    review-bad.csv:43.
    - Read here as if these rows did not say it; `charter eval` refuses them.
    try:  Declare it, or let the log block say what it means.
    charter why review.chr --log review-bad.csv --max-errors 5 R012

2. the log has what the charter does not know [unknown-value]  review.chr:15
    1 row of the log has the status `parked`, which the charter does not have; the first is
    review-bad.csv:378.
    - Read here as if these rows did not say it; `charter eval` refuses them.
    try:  Declare it, or let the log block say what it means.
    charter why review.chr --log review-bad.csv --max-errors 5 R101

3. a figure that can't be kept [unkept-figure]  review.chr:80
    Tickets that come back promises `at most 10% each month` and broke it in 6 of 6 periods that
    are over; the worst gave 27.28%.

4. a breach that a lower rank took back [lowered-after-breach]  review.chr:61
    Resolution: in 11 tickets a breach that had happened was taken back by a lower rank, of 11
    that were lowered after it.
    try:  `on change of … carries` keeps a breach that has happened; look at the tickets first.
    charter why review.chr --log review-bad.csv --max-errors 5 R009 resolution
    charter why review.chr --log review-bad.csv --max-errors 5 R021 resolution
    charter why review.chr --log review-bad.csv --max-errors 5 R033 resolution

5. a rank lowered just before the time was up [lowered-before-due]  review.chr:56
    Resolution: in 11 tickets the rank was lowered with at most 15 minutes left, of 11 lowered
    while time was left; evenly spread it would have been 0.6.
    - 11 of them met, though stopped after what had been due before
    try:  A sign is no proof: look at the tickets.
    charter why review.chr --log review-bad.csv --max-errors 5 R006 resolution
    charter why review.chr --log review-bad.csv --max-errors 5 R018 resolution
    charter why review.chr --log review-bad.csv --max-errors 5 R030 resolution

6. a pause just before the time was up [paused-before-due]  review.chr:56
    Resolution: in 11 tickets a pause began with at most 15 minutes left, of 11 pauses while
    time was left; evenly spread it would have been 0.6.
    - 9 of them met, though stopped after what had been due before
    try:  A sign is no proof: look at the tickets.
    charter why review.chr --log review-bad.csv --max-errors 5 R003 resolution
    charter why review.chr --log review-bad.csv --max-errors 5 R015 resolution
    charter why review.chr --log review-bad.csv --max-errors 5 R027 resolution

7. a first reply with nothing in it [empty-first-reply]  review.chr:22
    In 4 tickets the first reply had nothing in it, of 132 that were answered.
    try:  It stops the clock and helps nobody: look at the tickets.
    charter why review.chr --log review-bad.csv --max-errors 5 R010
    charter why review.chr --log review-bad.csv --max-errors 5 R031
    charter why review.chr --log review-bad.csv --max-errors 5 R052

8. tickets come and no one is there [unattended]  review.chr:25
    22 of 132 tickets (16.67%) that `office` counts for came while no one was there, and waited
    3 h 41 min on average before anybody could begin, the longest 3 h 57 min.
    - most of them: Monday 05:00 to 06:00 (5), Tuesday 05:00 to 06:00 (5), Wednesday 05:00 to
      06:00 (4)
    try:  Open then, or say in the charter that what comes then waits.
    charter why review.chr --log review-bad.csv --max-errors 5 R006
    charter why review.chr --log review-bad.csv --max-errors 5 R012
    charter why review.chr --log review-bad.csv --max-errors 5 R018

9. it takes longer than before [slower]  review.chr:46
    First response took longer from 2026-01 to 2026-07: half were done within 41 min in the
    earlier half and within 1 h 29 min in the later one.
    - of the pairs of an earlier and a later one under the same clause the later took longer in
      93.35% (62 and 48 tickets)
    - chance alone gives as much in fewer than 1 of 20 logs (rank-sum test); it does not say why

10. a date that is past [overdue]  review.chr:88
    The date of a review is past: 2026-06-01.
    try:  Once it was held, write the next one: `first on 2026-09-01`.

11. a tighter limit could be promised [room]  review.chr:52
    First response `within 6 hours otherwise` has room: 1 hour 41 minutes is the tightest limit
    that would have met its 90% over all, and with 1 hour 47 minutes it would have been met in
    every month (44 of 44 tickets).
    try:  What was enough once is no promise: leave some air above it.
    charter whatif review.chr --log review-bad.csv --max-errors 5 --with CHANGE.chr, where it says
          replace in target response
            within 1 hour 47 minutes otherwise
          end

12. a tighter figure could be promised [room-figure]  review.chr:85
    Tickets by mail promises `at most 60% each month` and kept it in all 6 periods that are
    over: at most 27.28% would have been kept too.
    try:  What was enough once is no promise: leave some air.

13. it takes less time than before [faster] note  review.chr:56
    Resolution took less time from 2026-01 to 2026-07: half were done within 6 h 50 min in the
    earlier half and within 4 h 40 min in the later one.
    - of the pairs of an earlier and a later one under the same clause the later took less in
      93.00% (62 and 47 tickets)
    - chance alone gives as much in fewer than 1 of 20 logs (rank-sum test); it does not say why

14. it takes less time than before [faster] note  review.chr:65
    What the customer waits took less time from 2026-01 to 2026-07: half were done within 6 h 50
    min in the earlier half and within 4 h 40 min in the later one.
    - of the pairs of an earlier and a later one under the same clause the later took less in
      82.29% (62 and 47 tickets)
    - chance alone gives as much in fewer than 1 of 20 logs (rank-sum test); it does not say why

15. it takes less time than before [faster] note  review.chr:72
    Work took less time from 2026-01 to 2026-07: half were done within 6 h 50 min in the earlier
    half and within 4 h 40 min in the later one.
    - of the pairs of an earlier and a later one under the same clause the later took less in
      75.75% (62 and 47 tickets)
    - chance alone gives as much in fewer than 1 of 20 logs (rank-sum test); it does not say why

16. limits without a promised share [no-promise] note  review.chr:72
    Work has limits and promises no share of them: 127 of 131 tickets met, 96.95%.
    try:  A line like `met for at least 90% of tickets each month` says what is to be held
          against it.

17. the charter has what the log never says [unused-value] note  review.chr:38
    1 of the 3 values of channel is in no row of the log: fax.

18. a clause that judged no ticket [unused-clause] note  review.chr:51
    First response `within 2 hours when priority is high and channel is fax` judged none of the
    132 tickets.

Looked at, and nothing found
  a promise that can't be kept: of 3 promised targets none is broken so often
[1]

$ sed '/^target work/,/^end/s/  within 16 hours/  within 9 hours\n  met for at least 90% of tickets each month/' review.chr >well.chr; charter review well.chr --log review-good.csv
Review desk, version 3, read against what happened

log       304 events, 90 tickets
as of     2026-05-08 12:40 UTC

Nothing is found.

Looked at, and nothing found
  the log has what the charter does not know: all events, statuses and choices of the log are in
  the charter
  a promise that can't be kept: of 4 promised targets none is broken so often
  a figure that can't be kept: no availability or measure is broken so often
  a breach that a lower rank took back: there was none
  a rank lowered just before the time was up: of 4 such changes too few to be a sign
  a pause just before the time was up: of 20 pauses not more than by chance
  a first reply with nothing in it: of 90 first replies too few to be a sign
  tickets come and no one is there: 0 of 90 tickets
  it takes longer than before: of 4 targets none, beyond chance; 0 took less time
  a date that is past: no date is past
  a tighter limit could be promised: of 7 clauses none has much room
  a tighter figure could be promised: no availability or measure has much room
  limits without a promised share: every target with enough tickets promises a share
  the charter has what the log never says: every declared value is in the log
  a clause that judged no ticket: every clause judged some ticket

$ charter review review.chr --log review-bad.csv --set unkept=10 --set signs=12 --set closed=17 --set room=10 --set trend=900 --format json | tr '{' '\n' | sed -n 's/^"id":"\([^"]*\)","level":"\([^"]*\)".*"subject":\("[^"]*"\|null\),.*/\1 \2 \3/p'
unknown-value finding "channel teams"
unknown-value finding "status parked"
unkept finding "wait"
unkept-figure finding "returned"
overdue finding null
no-promise note "work"
unused-value note "channel"
unused-clause note "response"

$ charter review review.chr --log review-bad.csv --set unkept=10 | sed -n '/unkept]/,/^$/p'
3. a promise that can't be kept [unkept]  review.chr:69
    What the customer waits promises 95% of tickets each month and broke it in 1 of 7 months:
    127 of 131 tickets were met, 96.95%.
    - the worst month is 2026-06: 20 of 22 met

$ charter review review.chr --log review-bad.csv --format json | tr '{' '\n' | sed -n '/^"id":"unattended"/,/^"id":"slower"/p' | sed -n 1,3p
"id":"unattended","level":"finding","title":"tickets come and no one is there","subject":"office","says":"22 of 132 tickets (16.67%) that `office` counts for came while no one was there, and waited 3 h 41 min on average before anybody could begin, the longest 3 h 57 min.","details":["most of them: Monday 05:00 to 06:00 (5), Tuesday 05:00 to 06:00 (5), Wednesday 05:00 to 06:00 (4)"],"place":
"file":"review.chr","line":25},"numbers":
"opened":132,"closed":22,"waited_mean_s":13276.363636,"waited_longest_s":14220,"closed_by_weekday_and_hour":[[0,0,0,0,0,5,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],[0,0,0,0,0,5,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],[0,0,0,0,0,4,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],[0,0,0,0,0,4,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],[0,0,0,0,0,4,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]]},"tickets":["R006","R012","R018"],"target":null,"change":null,"advice":"Open then, or say in the charter that what comes then waits."},

$ charter review review.chr --log review-bad.csv --format json | tr '{' '\n' | grep '^"id":"room"' -A 1
"id":"room","level":"finding","title":"a tighter limit could be promised","subject":"response","says":"First response `within 6 hours otherwise` has room: 1 hour 41 minutes is the tightest limit that would have met its 90% over all, and with 1 hour 47 minutes it would have been met in every month (44 of 44 tickets).","details":[],"place":
"file":"review.chr","line":52},"numbers":

$ charter review review.chr --log review-bad.csv --format json | sed 's/.*"id":"room".*"change":"\([^"]*\)".*/\1/; s/\\n/\n/g' >change.chr; cat change.chr; charter whatif review.chr --log review-bad.csv --with change.chr --max-errors 5
replace in target response
  within 1 hour 47 minutes otherwise
end

It changes no verdict of the log.
  target      compliance     then  breached  then  promise  then
  response       100.00%  100.00%         0     0  held     held
  resolution      95.42%   95.42%         6     6  held     held
  wait            96.95%   96.95%         4     4  broken   broken
  work            96.95%   96.95%         4     4  –        –

$ charter eval review.chr --log review-bad.csv 2>&1 | grep -v '^$' | sed -n 1,3p
error CHR0504: review-bad.csv:43: unknown value `teams` for channel (4 rows, this is the first)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 5.
   more: charter explain CHR0504

$ printf 'ticket,time,event,actor\n' >none.csv; charter review review.chr --log none.csv
charter: there is nothing to read the charter against: the log has no tickets
[5]

$ charter review review.chr
charter: `charter review` needs a log: --log FILE
[2]

$ charter review review.chr --log review-bad.csv --set rooms=3
charter: --set is NAME=NUMBER, the number at most 10000, not `rooms=3`; the names are:
charter:   least-tickets=10
charter:   room=75
charter:   unkept=50
charter:   closed=10
charter:   before-due=15
charter:   signs=3
charter:   chance=200
charter:   trend=10
[2]

$ charter review review.chr --log review-bad.csv --set room=
charter: --set is NAME=NUMBER, the number at most 10000, not `room=`; the names are:
charter:   least-tickets=10
charter:   room=75
charter:   unkept=50
charter:   closed=10
charter:   before-due=15
charter:   signs=3
charter:   chance=200
charter:   trend=10
[2]

$ charter review review.chr --log nowhere.csv
charter: cannot read nowhere.csv: No such file or directory
[4]

$ printf 'ticket,time,event,actor\n1,yesterday,opened,customer\n' >bad.csv; charter review review.chr --log bad.csv
error CHR0504: bad.csv:2: unreadable time `yesterday`: it is not written as a date and a time (1 row)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 1.
   more: charter explain CHR0504

1 error
[4]

$ cut -d, -f1,2,5-7 review-good.csv >bare.csv; charter review review.chr --log bare.csv | sed -n '/^Not looked at/,$p'
Not looked at
  a promise that can't be kept: First response, and nothing else of it: the log has no `reply by
  agent`, on which the clock first-response stops
  a first reply with nothing in it: the log says of no reply what it holds

$ charter review review.chr --log review-good.csv --set least-tickets=0 --set signs=0 --set chance=0 --set closed=0 --set room=10000 --set trend=0 --set unkept=0 | grep '\['
1. a tighter limit could be promised [room]  review.chr:68
2. a tighter limit could be promised [room]  review.chr:60
3. a tighter limit could be promised [room]  review.chr:50
4. a tighter limit could be promised [room]  review.chr:52
5. a tighter limit could be promised [room]  review.chr:59
6. a tighter limit could be promised [room]  review.chr:49
7. a tighter limit could be promised [room]  review.chr:51
8. a tighter figure could be promised [room-figure]  review.chr:80
9. a tighter figure could be promised [room-figure]  review.chr:85
10. limits without a promised share [no-promise] note  review.chr:72

$ charter review review.chr --log review-good.csv --set room=10001
charter: --set is NAME=NUMBER, the number at most 10000, not `room=10001`; the names are:
charter:   least-tickets=10
charter:   room=75
charter:   unkept=50
charter:   closed=10
charter:   before-due=15
charter:   signs=3
charter:   chance=200
charter:   trend=10
[2]

$ cat >hours.chr <<'END'
> charter hours-of-channels
>   in-force from 2026-01-01
>   timezone UTC
> end
> status
>   new    is working
>   solved is done
> end
> hours office
>   open Monday to Friday 09:00 to 17:00
>   ignores holidays
> end
> channel phone
>   open in always
> end
> channel mail
>   open in office
> end
> clock handling
>   starts on opened
>   stops on resolved
> end
> target handled
>   measures handling
>   counted in office
>   within 8 hours
> end
> END

$ (echo ticket,time,event,channel,status; for n in $(seq 1 12); do echo "$n,2026-09-0$((n % 5 + 1))T02:00:00Z,opened,$([ $((n % 2)) = 0 ] && echo phone || echo mail),new"; echo "$n,2026-09-0$((n % 5 + 1))T10:00:00Z,resolved,,solved"; done) >hours.csv; charter review hours.chr --log hours.csv | sed -n '/unattended/,/most/p'
1. tickets come and no one is there [unattended]  hours.chr:9
    6 of 12 tickets (50.00%) that `office` counts for came while no one was there, and waited 15
    h on average before anybody could begin, the longest 55 h.
    - most of them: Wednesday 02:00 to 03:00 (2), Tuesday 02:00 to 03:00 (1), Thursday 02:00 to
