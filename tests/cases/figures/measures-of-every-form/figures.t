# Worked by hand, in New York (four hours behind UTC): A is of 31 August, 23:59; B and C, D and E are of
# September; F of October, in which the log ends.
#   urgent:    D became high, so 2 of 4 in September; of the third quarter 2 of 5.
#   closings:  C is closed once (the second event finds it closed), D once, by the event alone.
#   answers:   C at 13:10; the one at 13:20 was not public; D at 13:30 was low, at 14:30 high: 2.
#   score:     5, 4 and 2 are 3.666…; one survey has none.
#   costs:     10, 40.01 and 50 are 33.336…; of D it is in dollars, E has none.
#   weight:    C had 0.2 when it was closed first, and still 0.2 at the second event; D 0.1: 0.1666….
#   median:    in the office, C 1:30; D 9:00–11:00, then it waits until Tuesday 9:00, and 0:30: 2:30; B from
#              Tuesday the 1st at 00:00 to Tuesday the 8th at 17:00 is 6 days of 8 hours: 48:00; the second of
#              three is 2:30.  E is cancelled.  A is not stopped: it is pending in October, and so is F.
#   tail:      the third of three: B's 7 days and 17 hours, 185 hours.

$ charter eval charter.chr --log log.csv --format json | jq -c '.measures[]|[.name,.held,(.periods[]|[.period,.value,.of,.unset,.pending,.excluded,.held])]'
["urgent",true,["2026-08",0,1,0,0,0,true],["2026-09",50,4,0,0,0,true],["2026-10",0,1,0,0,0,true]]
["urgent",false,["2026-Q3",40,5,0,0,0,true],["2026-Q4",0,1,0,0,0,false]]
["closings",false,["2026-08",0,0,0,0,0,true],["2026-09",2,2,0,0,0,false],["2026-10",0,0,0,0,0,true]]
["answers",false,["2026-08",0,0,0,0,0,false],["2026-09",2,2,0,0,0,true],["2026-10",0,0,0,0,0,null]]
["satisfaction",true,["2026-08",null,0,0,0,0,null],["2026-09",3.6667,3,1,0,0,true],["2026-10",null,0,0,0,0,null]]
["costs",true,["2026-Q3",33.3367,3,2,0,0,true],["2026-Q4",null,0,1,0,0,null]]
["weight-when-closed",true,["2026-Q3",0.1667,3,0,0,0,true],["2026-Q4",null,0,0,0,0,null]]
["median",false,["2026-08",null,0,0,0,0,null],["2026-09",9000,3,0,0,1,false],["2026-10",null,0,0,2,0,null]]
["tail",false,["2026-08",null,0,0,0,0,null],["2026-09",666000,3,0,0,1,false],["2026-10",null,0,0,2,0,null]]

$ charter eval charter.chr --log log.csv | sed -n '/^Measures/,$p'
Measures

  urgent: share of tickets when priority is high
  at most 50% each month: held

    month    tickets   share  held
    2026-08        1   0.00%   yes
    2026-09        4  50.00%   yes
    2026-10        1   0.00%   yes  so far

  urgent: share of tickets when priority is high
  at least 33.3333% each quarter: broken

    quarter  tickets   share  held
    2026-Q3        5  40.00%   yes
    2026-Q4        1   0.00%    no  so far

  closings: count of closed
  at most 1 each month: broken

    month    count  held
    2026-08      0   yes
    2026-09      2    no
    2026-10      0   yes  so far

  answers: count of reply by agent when priority is high
  at least 2 each month: broken

    month    count  held
    2026-08      0    no
    2026-09      2   yes
    2026-10      0     –  so far

  satisfaction: average of score on survey
  at least 3.6666666 each month: held

    month    values  not set  average  held
    2026-08       0        0        –     –
    2026-09       3        1     3.67   yes
    2026-10       0        0        –     –  so far

  costs: average of cost
  at most EUR 33.34 each quarter: held

    quarter  values  not set    average  held
    2026-Q3       3        2  EUR 33.34   yes
    2026-Q4       0        1          –     –  so far

  weight-when-closed: average of weight on closed
  at least 0.1 each quarter: held

    quarter  values  average  held
    2026-Q3       3     0.17   yes
    2026-Q4       0        –     –  so far

  median: 50th percentile of handling, in office
  at most 2 h each month: broken

    month    cycles  pending  excluded  percentile  held
    2026-08       0        0         0           –     –
    2026-09       3        0         1  2 h 30 min    no
    2026-10       0        2         0           –     –  so far

  tail: 99.9th percentile of handling, in always
  at most 47 h each month: broken

    month    cycles  pending  excluded  percentile  held
    2026-08       0        0         0           –     –
    2026-09       3        0         1       185 h    no
    2026-10       0        2         0           –     –  so far
