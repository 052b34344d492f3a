# Two charters, without a log. The second one changes a line of every sort that has an order. Then charters that are not in force
# together, amended ones, ones that know different things of a ticket, and both over a log.

$ charter compare agreed.chr agreed.chr
first             agreed.chr: Agreed service, version 1
second            agreed.chr: Agreed service, version 1
tickets           opened from 2026-01-01 to 2026-12-31
for the customer  33 the same

$ charter compare agreed.chr offered.chr
first             agreed.chr: Agreed service, version 1
second            offered.chr: Agreed service, version 2
tickets           opened from 2026-03-01 to 2026-12-31
for the customer  11 better, 2 worse, 2 mixed, 5 different, 3 unclear, 15 the same

hours office
  better: open hours
    first   agreed.chr:22  hours office "Office hours" open Monday to Friday 09:00 to 17:00 ignores holidays en…
    second  offered.chr:22  hours office "Office hours" open Monday to Friday 08:00 to 17:00 ignores holidays en…
    shown   at 2026-03-02 08:00 GMT they are closed under the first and open under the second

target response
  mixed: limit
    first   agreed.chr:43  within 1 hour when priority is P1
    second  offered.chr:43  within 2 hours in always when priority is P1
    better  a ticket with priority P1, opened 2026-03-01 10:00 GMT: due 2026-03-02 10:00 GMT under the first, due 2026-03-01 12:00 GMT under the second
    worse   a ticket with priority P1, opened 2026-03-02 10:00 GMT: due 2026-03-02 11:00 GMT under the first, due 2026-03-02 12:00 GMT under the second
  better: limit
    first   agreed.chr:44  within 4 hours when priority is P2
    second  offered.chr:44  within 3 hours when priority is P2
    shown   a ticket with priority P2, opened 2026-03-01 10:00 GMT: due 2026-03-02 13:00 GMT under the first, due 2026-03-02 11:00 GMT under the second
  better: limit
    first   agreed.chr:45  within 8 hours otherwise
    second  offered.chr:45  within 5 hours when category is request and priority is P3
    shown   a ticket with priority P3, category request, opened 2026-03-01 10:00 GMT: due 2026-03-02 17:00 GMT under the first, due 2026-03-02 13:00 GMT under the second
  better: limit
    first   agreed.chr:45  within 8 hours otherwise
    second  offered.chr:46  within 8 hours otherwise
    shown   a ticket with no priority, opened 2026-03-01 10:00 GMT: due 2026-03-02 17:00 GMT under the first, due 2026-03-02 16:00 GMT under the second
  better: warning – it warns earlier
    first   agreed.chr:46  warns at 75%
    second  offered.chr:47  warns at 50%
    shown   at 50% of the limit there is a warning under the second only
  better: promise
    first   agreed.chr:47  met for at least 90% of tickets each month
    second  offered.chr:48  met for at least 95% of tickets each month
    shown   a period with just 90% keeps the promise of the first and breaks that of the second

target resolution
  unclear: limit – the clock may stand still on the way, and then it depends on the hours of the pause which of the two limits runs out first
    first   agreed.chr:54  within 8 hours when priority is P2
    second  offered.chr:55  within 1 working day when priority is P2
    shown   a ticket with priority P2, opened 2026-03-01 10:00 GMT: due 2026-03-02 17:00 GMT under the first, due 2026-03-03 08:00 GMT under the second
  unclear: limit – the clock may stand still on the way, and then it depends on the hours of the pause which of the two limits runs out first
    first   agreed.chr:55  within 3 working days otherwise
    second  offered.chr:56  within 3 working days otherwise
    shown   a ticket with priority P3, opened 2026-03-01 10:00 GMT: due 2026-03-05 09:00 GMT under the first, due 2026-03-05 08:00 GMT under the second

target updates
  worse: cover – the target of the second is not about such tickets
    first   –
    second  offered.chr:63  for priority is at least P2
    shown   a ticket with priority P3, once its clock runs

target order
  different: name – it is called `ordered` now, and otherwise the same
    first   agreed.chr:65  target order "Orders" measures resolution for category is request counted in watch w…
    second  offered.chr:67  target ordered "Orders" measures resolution for category is request counted in watch…

availability mail-up
  better: promise
    first   agreed.chr:76  at least 99.5% each month
    second  offered.chr:78  at least 99.9% each month
    shown   a period with just what the first asks for keeps the promise of the first and breaks that of the second

maintenance sunday
  worse: windows
    first   agreed.chr:79  maintenance sunday "Sunday" of mail every Sunday 02:00 to 04:00 end
    second  offered.chr:81  maintenance sunday "Sunday" of mail every Sunday 01:00 to 04:00 end
    shown   at 2026-03-01 01:00 GMT there is maintenance under the second only

measure reopened
  unclear: promise – the promises are of other periods, or bound the other side
    first   agreed.chr:86  at most 5% each month
    second  offered.chr:88  at most 5% each quarter

escalation late
  better: step – it tells more
    first   agreed.chr:92  at breach tell desk by email
    second  offered.chr:94  at breach tell desk, head by email
    shown   a ticket that comes to `at breach`: `head` is told under the second only
  better: step – the same are told earlier
    first   agreed.chr:91  at 75% used tell desk by email
    second  offered.chr:93  at 50% used tell desk by email
    shown   a ticket that comes to `at 50% used` and no further: that is told of under the second only

fee monthly
  better: amount
    first   agreed.chr:95  fee monthly is GBP 1000 each month payable within 30 calendar days
    second  offered.chr:97  fee monthly is GBP 950 each month payable within 30 calendar days
    shown   GBP 1000 and GBP 950 for each period

credit slow
  mixed: amounts
    first   agreed.chr:97  credit slow "Slow" for resolution each month 2% of monthly below 90% 5% of monthly b…
    second  offered.chr:99  credit slow "Slow" for resolution each month 2% of monthly below 90% 6% of monthly b…
    better  a period with just under 80% gives GBP 50.00 under the first and GBP 57.00 under the second
    worse   a period with just under 90% gives GBP 20.00 under the first and GBP 19.00 under the second

charter agreed
  different: version
    first   agreed.chr:4  version "1"
    second  offered.chr:4  version "2"
  different: in-force
    first   agreed.chr:5  in-force from 2026-01-01 until 2026-12-31
    second  offered.chr:5  in-force from 2026-03-01 until 2026-12-31
  different: mission
    first   agreed.chr:8  mission "We help."
    second  offered.chr:8  mission "We help at once."

service mail
  better: open hours
    first   agreed.chr:33  open in office
    second  offered.chr:33  open in watch
    shown   at 2026-03-01 08:00 GMT they are closed under the first and open under the second

responsibilities
  different: text
    first   agreed.chr:105  "We record every call."
    second  offered.chr:107  "We record every call and every mail."
[1]

$ charter compare offered.chr agreed.chr | sed -n '/^for the/p;/^target res/,/^$/p'
for the customer  2 better, 11 worse, 2 mixed, 5 different, 3 unclear, 15 the same
target response
  mixed: limit
    first   offered.chr:43  within 2 hours in always when priority is P1
    second  agreed.chr:43  within 1 hour when priority is P1
    better  a ticket with priority P1, opened 2026-03-02 10:00 GMT: due 2026-03-02 12:00 GMT under the first, due 2026-03-02 11:00 GMT under the second
    worse   a ticket with priority P1, opened 2026-03-01 10:00 GMT: due 2026-03-01 12:00 GMT under the first, due 2026-03-02 10:00 GMT under the second
  worse: limit
    first   offered.chr:44  within 3 hours when priority is P2
    second  agreed.chr:44  within 4 hours when priority is P2
    shown   a ticket with priority P2, opened 2026-03-01 10:00 GMT: due 2026-03-02 11:00 GMT under the first, due 2026-03-02 13:00 GMT under the second
  worse: limit
    first   offered.chr:45  within 5 hours when category is request and priority is P3
    second  agreed.chr:45  within 8 hours otherwise
    shown   a ticket with priority P3, category request, opened 2026-03-01 10:00 GMT: due 2026-03-02 13:00 GMT under the first, due 2026-03-02 17:00 GMT under the second
  worse: limit
    first   offered.chr:46  within 8 hours otherwise
    second  agreed.chr:45  within 8 hours otherwise
    shown   a ticket with no priority, opened 2026-03-01 10:00 GMT: due 2026-03-02 16:00 GMT under the first, due 2026-03-02 17:00 GMT under the second
  worse: warning – it warns later, or not at all
    first   offered.chr:47  warns at 50%
    second  agreed.chr:46  warns at 75%
    shown   at 50% of the limit there is a warning under the first only
  worse: promise
    first   offered.chr:48  met for at least 95% of tickets each month
    second  agreed.chr:47  met for at least 90% of tickets each month
    shown   a period with just 90% keeps the promise of the second and breaks that of the first

target resolution
  unclear: limit – the clock may stand still on the way, and then it depends on the hours of the pause which of the two limits runs out first
    first   offered.chr:55  within 1 working day when priority is P2
    second  agreed.chr:54  within 8 hours when priority is P2
    shown   a ticket with priority P2, opened 2026-03-01 10:00 GMT: due 2026-03-03 08:00 GMT under the first, due 2026-03-02 17:00 GMT under the second
  unclear: limit – the clock may stand still on the way, and then it depends on the hours of the pause which of the two limits runs out first
    first   offered.chr:56  within 3 working days otherwise
    second  agreed.chr:55  within 3 working days otherwise
    shown   a ticket with priority P3, opened 2026-03-01 10:00 GMT: due 2026-03-05 08:00 GMT under the first, due 2026-03-05 09:00 GMT under the second

$ charter compare agreed.chr offered.chr --format json -o out.json; jq -c '.stretches[] | .counts' out.json; jq -c '.stretches[0].rows[1]' out.json
{"same":15,"better":11,"worse":2,"mixed":2,"different":5,"unclear":3}
{"mark":"mixed","kind":"target","name":"response","about":"limit","reason":null,"first":{"file":"agreed.chr","line":43,"text":"within 1 hour when priority is P1"},"second":{"file":"offered.chr","line":43,"text":"within 2 hours in always when priority is P1"},"better":{"said":"a ticket with priority P1, opened 2026-03-01 10:00 GMT: due 2026-03-02 10:00 GMT under the first, due 2026-03-01 12:00 GMT under the second","ticket":{"priority":"P1"},"opened":"2026-03-01T10:00:00Z","started":null,"first":{"state":"due","due":"2026-03-02T10:00:00Z"},"second":{"state":"due","due":"2026-03-01T12:00:00Z"}},"worse":{"said":"a ticket with priority P1, opened 2026-03-02 10:00 GMT: due 2026-03-02 11:00 GMT under the first, due 2026-03-02 12:00 GMT under the second","ticket":{"priority":"P1"},"opened":"2026-03-02T10:00:00Z","started":null,"first":{"state":"due","due":"2026-03-02T11:00:00Z"},"second":{"state":"due","due":"2026-03-02T12:00:00Z"}}}

$ sed 's/^  in-force .*/  in-force from 2027-01-01/; s/4 hours in watch/3 hours in watch/' agreed.chr >next.chr; charter compare agreed.chr next.chr
first             agreed.chr: Agreed service, version 1
second            next.chr: Agreed service, version 1
They are not in force together: they are compared as if they were.
tickets           opened from 2027-01-01 to 2046-12-31
for the customer  1 better, 1 different, 32 the same

target resolution
  better: limit
    first   agreed.chr:53  within 4 hours in watch when priority is P1
    second  next.chr:53  within 3 hours in watch when priority is P1
    shown   a ticket with priority P1, opened 2027-01-01 10:00 GMT: due 2027-01-01 14:00 GMT under the first, due 2027-01-01 13:00 GMT under the second

charter agreed
  different: in-force
    first   agreed.chr:5  in-force from 2026-01-01 until 2026-12-31
    second  next.chr:5  in-force from 2027-01-01
[1]

$ charter compare agreed.chr next.chr --as-of 2028-02-03 | head -n 5
first             agreed.chr: Agreed service, version 1
second            next.chr: Agreed service, version 1
They are not in force together: they are compared as if they were.
tickets           opened from 2027-01-01 to 2046-12-31
for the customer  1 better, 1 different, 32 the same

$ charter compare agreed.chr next.chr --as-of 2025-02-03
charter: neither charter is in force on 2025-02-03
[5]

$ cp agreed.chr amended.chr; printf 'amendment faster in-force from 2026-07-01 because "Asked for."\n  replace in target resolution\n    within 6 hours when priority is P2\n  end\nend\n' >>amended.chr; charter compare agreed.chr amended.chr
first             agreed.chr: Agreed service, version 1
second            amended.chr: Agreed service, version 1
tickets           opened from 2026-01-01 to 2026-06-30
for the customer  33 the same

tickets           opened from 2026-07-01 to 2026-12-31
for the customer  1 better, 32 the same

target resolution
  better: limit
    first   agreed.chr:54  within 8 hours when priority is P2
    second  amended.chr:109  within 6 hours when priority is P2
    shown   a ticket with priority P2, opened 2026-07-01 10:00 BST: due 2026-07-02 10:00 BST under the first, due 2026-07-01 16:00 BST under the second
[1]

$ sed 's/ladder P3, P2, P1/text/; s/priority is P\([0-9]\)/priority is "P\1"/' agreed.chr >text.chr; charter compare agreed.chr text.chr | grep -A 1 unclear
for the customer  1 different, 3 unclear, 27 the same

--
  unclear: conditions – its conditions ask for `priority`, which the two have in different ways
    first   agreed.chr:40  target response "First response" measures first-response counted in office within 1 …
--
  unclear: conditions – its conditions ask for `priority`, which the two have in different ways
    first   agreed.chr:50  target resolution "Resolution" measures resolution counted in office within 4 hours …
--
  unclear: down – what counts as down depends on an attribute that the two have in different ways
    first   agreed.chr:72  availability mail-up "Mail is up" of mail down while priority is P1 counted in alway…

$ sed 's/pending, with-supplier is waiting/pending is waiting/; s/^  open     is working/  open, with-supplier is working/' agreed.chr >other.chr; charter compare agreed.chr other.chr | grep -A 1 unclear
for the customer  6 different, 3 unclear, 25 the same

--
  unclear: clock – its clock depends on `status`, which the two have in different ways
    first   agreed.chr:51  measures resolution
--
  unclear: clock – its clock depends on `status`, which the two have in different ways
    first   agreed.chr:60  measures update
--
  unclear: clock – its clock depends on `status`, which the two have in different ways
    first   agreed.chr:66  measures resolution

$ sed 's/^  measures   resolution$/  measures   requester-wait/' agreed.chr >clocks.chr; charter compare agreed.chr clocks.chr | sed -n '/^target res/,/^$/p'
target resolution
  better: clock – its clock pauses in fewer cases
    first   agreed.chr:51  measures resolution
    second  clocks.chr:51  measures requester-wait
    shown   the clock of a ticket with status pending pauses under the first only

$ charter compare agreed.chr
charter: `charter compare` needs more: it takes A B (see `charter compare --help`)
[2]

$ charter compare agreed.chr std.chr
charter: cannot read std.chr: No such file or directory
[3]

$ charter new d >words; sed 's/within 4 hours in always/within 2 hours in always/' d/service.chr >d/shorter.chr; charter compare d/service.chr d/shorter.chr --log d/tickets.csv | sed -n '/^on the log/,$p'
on the log
It changes 1 verdict of the log.
  target      compliance    then  breached  then  promise  then
  response        80.00%  80.00%         1     1  held     held
  resolution      75.00%  50.00%         1     2  held     broken
Verdicts that change:
  by clause: d/shorter.chr:49 1
  by priority: critical 1
  1003 resolution: met, then breached

$ charter compare d/service.chr d/shorter.chr --log d/tickets.csv --format json | jq -c '.log.flips'
[{"ticket":"1003","target":"resolution","cycle":1,"before":"met","after":"breached"}]

$ charter compare d/service.chr agreed.chr --log d/tickets.csv
charter: the charters know different things of a ticket, so one log can't be judged by both: `charter eval` judges it by each
[2]

$ charter compare d/service.chr d/service.chr --log nothing.csv
charter: cannot read nothing.csv: No such file or directory
[4]

$ printf 'use "std/clocks"\ncharter a end\nticket has\n  vip yes-or-no\nend\nticket has\n  area one of x, y\nend\n' >two.chr; charter compare two.chr two.chr
first             two.chr: a
second            two.chr: a
tickets           opened from 2020-01-01 to 2039-12-31
for the customer  7 the same
