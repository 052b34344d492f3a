# What is wrong with a log and leaves no row out: each kind, in the text and in the JSON report.

$ cat >lint.chr <<'X'
> charter lint
>   in-force from 2026-01-01
>   timezone Europe/Paris
> end
> ticket has
>   priority ladder P2, P1
> end
> status
>   new, open is working  solved is done
> end
> clock answer
>   starts on opened
>   stops on reply by agent
>   cancelled on merged
> end
> target response
>   measures answer
>   counted in always
>   within 1 hour
> end
> log local
>   missing "?"
>   ticket from "nr"
>   time from "at" written "YYYY-MM-DD hh:mm:ss" in Europe/Paris
>   id from "id"
>   event from "what"
>     "reply" is reply by agent
>     "opened" is opened
>     "solved" is resolved
>     "merged" is merged
>     "mail" is no event
>     otherwise is changed
>   end
>   priority from "prio"
>   status from "state"
> end
> X

$ cat >lint.csv <<'X'
> nr,at,id,what,prio,state
> A,2026-10-25 02:30:00,1,opened,P1,new
> A,2026-03-29 02:30:00,2,x,P1,
> A,2026-10-25 03:00:60,3,x,P1,
> A,2026-10-25 04:00:00,3,x,P1,
> A,2026-10-25 05:00:00,?,x,P1,
> A,2026-10-25 05:00:00,?,x,P1,
> A,2026-10-25 06:00:00,4,mail,P1,
> A,2026-10-25 07:00:00,5,solved,,open
> B,2026-10-25 07:00:00,6,opened,?,new
> B,2026-10-25 08:00:00,7,merged,?,
> B,2026-10-25 08:00:01,8,x,?,
> B,2026-10-25 23:00:00,9,x,?,
> X

$ charter eval lint.chr --log lint.csv --as-of '2026-10-25 12:00' --format json | jq -c '.log.rejected, .log.remarks[], .log.unset[], .log.undecidable'
[]
{"kind":"ambiguous-time","count":1,"first":"lint.csv:2"}
{"kind":"time-in-gap","count":1,"first":"lint.csv:3"}
{"kind":"leap-second","count":1,"first":"lint.csv:4"}
{"kind":"duplicate-id","count":1,"first":"lint.csv:5"}
{"kind":"equal-row","count":1,"first":"lint.csv:7"}
{"kind":"out-of-order","count":1,"first":"lint.csv:3"}
{"kind":"no-event","count":1,"first":"lint.csv:8"}
{"kind":"opened-implicitly","count":1,"example":"A"}
{"kind":"after-merging","count":1,"example":"B"}
{"kind":"status-disagrees","count":1,"example":"A"}
{"kind":"after-as-of","count":1,"example":"B"}
{"attribute":"priority","count":1,"example":"B"}
[]

$ charter eval lint.chr --log lint.csv --as-of '2026-10-25 12:00' | sed -n '/^What is wrong/,/^$/p'
What is wrong with the log
  1 row in an hour that comes twice as clocks go back: taken as the first (first: lint.csv:2)
  1 row at a time that clocks leave out as they go forward: taken as the end of the gap
    (first: lint.csv:3)
  1 row with a second 60: taken as the next second (first: lint.csv:4)
  1 row with an event id that was there before: taken as one event (first: lint.csv:5)
  1 row equal to another and without an event id: kept (first: lint.csv:7)
  1 row earlier than one before it of the same ticket: put in order (first: lint.csv:3)
  1 row left out as `is no event` (first: lint.csv:8)
  1 ticket whose first event is not `opened`: that event opens it (first: ticket A)
  1 event after its ticket was merged: ignored (first: ticket B)
  1 event whose status says otherwise: the status counts (first: ticket A)
  1 event after the as-of instant: ignored (first: ticket B)
  1 ticket without any value of priority (first: ticket B)

$ printf 'ticket,time,priority\nA,2026-10-25T00:00:00Z,P3\nB,2026-10-25T00:00:00Z,P4\nC,2026-10-25T00:00:00Z,P3\nC,2026-10-25T00:00:00.1234567Z,P1\n' >values.csv

$ sed '/^log/,$d' lint.chr >plain.chr; charter eval plain.chr --log values.csv --max-errors 3 --format json | jq -c '.log.rejected[], .log.remarks[], .log.undecidable[]'
charter: nothing is decided: no cycle that was asked for is met or breached
{"reason":"unknown value `P3` for priority","count":2,"first":"values.csv:2"}
{"reason":"unknown value `P4` for priority","count":1,"first":"values.csv:3"}
{"kind":"fraction-cut","count":1,"first":"values.csv:5"}
{"kind":"opened-implicitly","count":1,"example":"C"}
{"target":"response","reason":"the log has no `reply by agent`, on which the clock answer stops"}
