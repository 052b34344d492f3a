# The report as text and as CSV: what a reader looks for is in it.

$ charter eval desk.chr --log desk.csv | sed -n '1,/^$/p;/^Targets/,/^$/p'
Help desk, version 1.0

Targets
  target          promise  held  met  breached  pending  compliance
  First response      50%    no    1         2        0      33.33%
  Resolution          50%   yes    1         1        1      50.00%

$ charter eval desk.chr --log desk.csv --by priority | sed -n '/^Resolution/,$p'
Resolution
  at least 50% of tickets each month: held
  time used: half within 12 h, 90% within 17 h 30 min, the longest 17 h 30 min
  with 1 pending: 66.67% at best, 33.33% at worst

    month    met  breached  pending  compliance    best   worst  held
    2026-09    1         1        1      50.00%  66.67%  33.33%   yes

    priority  met  breached  pending  compliance  half within   90% within
    P3          1         0        0     100.00%         12 h         12 h
    P2          0         0        1           –            –            –
    P1          0         1        0       0.00%  17 h 30 min  17 h 30 min

$ charter eval desk.chr --log desk.csv --by priority --format csv
target,scope,period,priority,met,breached,pending,uncovered,excluded,error,compliance,promise,held,best,worst,used_mean_s,used_p50_s,used_p90_s,used_p95_s,used_p99_s,used_max_s,service,figure,bound,counted,unset,band,currency,amount_minor,unfinished
response,period,2026-09,,1,2,0,0,0,0,33.3333,50,false,33.3333,33.3333,,,,,,,,,,,,,,,
response,key,,P3,1,0,0,0,0,0,100,50,true,100,100,10800,10800,10800,10800,10800,10800,,,,,,,,,
response,key,,P2,0,1,0,0,0,0,0,50,false,0,0,54000,54000,54000,54000,54000,54000,,,,,,,,,
response,key,,P1,0,1,0,0,0,0,0,50,false,0,0,3660,3660,3660,3660,3660,3660,,,,,,,,,
response,all,,,1,2,0,0,0,0,33.3333,50,false,33.3333,33.3333,22820,10800,54000,54000,54000,54000,,,,,,,,,
resolution,period,2026-09,,1,1,1,0,0,0,50,50,true,66.6667,33.3333,,,,,,,,,,,,,,,
resolution,key,,P3,1,0,0,0,0,0,100,50,true,100,100,43200,43200,43200,43200,43200,43200,,,,,,,,,
resolution,key,,P2,0,0,1,0,0,0,,50,,100,0,,,,,,,,,,,,,,,
resolution,key,,P1,0,1,0,0,0,0,0,50,false,0,0,63000,63000,63000,63000,63000,63000,,,,,,,,,
resolution,all,,,1,1,1,0,0,0,50,50,true,66.6667,33.3333,53100,43200,63000,63000,63000,63000,,,,,,,,,
[1]

$ charter eval desk.chr --log desk.csv --from 2026-09-08 --to 2026-09-08 | sed -n '/^counted/p;/^  First/p;/^  Resolution/p'
counted   from 2026-09-08 to 2026-09-08
  First response      50%    no    0         2        0       0.00%
  Resolution          50%    no    0         1        0       0.00%

$ sed 's/,P2$/,urgent/' desk.csv >odd.csv; charter eval desk.chr --log odd.csv --max-errors 1 | sed -n '/^What is wrong/,/^$/p' | grep -c 'odd.csv:8'
1

$ charter why desk.chr --log desk.csv A-1 response
Ticket A-1, response, cycle 1
Met: it stopped 2026-09-07 13:00 CEST, with 3 h of 4 h used; it was due 2026-09-07 14:00 CEST.

  from                   to                     state    counted  total
  2026-09-07 10:00 CEST  2026-09-07 13:00 CEST  running      3 h    3 h

  What moved the clock
    2026-09-07 10:00 CEST  starts: opened by customer  desk.csv:2
    2026-09-07 13:00 CEST  stops: reply by agent       desk.csv:4

  The clause that applies
    desk.chr:28: within 4 hours otherwise

  The clauses that do not
    desk.chr:27: within 1 hour when priority is P1
      it fails at: priority is P1

  Due 2026-09-07 14:00 CEST
    4 hours in office from 2026-09-07 10:00 CEST, is 2026-09-07 14:00 CEST

$ printf 'hours office\n  open Monday 09:00 to 17:00\nend\ntarget t\n  measures nothing\n  counted in offce\n  within 1 hour\nend\n' >bad.chr; charter check --format sarif bad.chr | jq -c '[.version,(.runs[0].results[]|select(.ruleId=="CHR0101")|.locations[0].physicalLocation.region.startLine)]'
["2.1.0",5,6]

$ charter check --format json bad.chr | jq -c '[.[]|select(.code=="CHR0101")|.place.line]'
[5,6]
