# Each format packed by gzip and by zstd, from a file of that name, of any other name, and from standard input; several files at once.

$ said() { charter eval "$@" --format json --as-of 2026-12-31T00:00:00Z | jq -c '[.log.rows, .log.events, .log.tickets, (.targets[] | .met, .breached)]'; }; declare -f said >said; said desk.chr --using events --log desk.xes
[6,5,2,1,1]

$ . ./said; for how in gzip zstd; do $how -qc desk.xes >desk.xes.$how; cp desk.xes.$how other; for log in desk.xes.$how other -; do said desk.chr --using events --log $log <desk.xes.$how; done; done | sort | uniq -c
      6 [6,5,2,1,1]

$ cat >rows.chr <<'X'
> charter rows
>   in-force from 2026-01-01
>   timezone UTC
> end
> target response
>   measures answer
>   within 1 hour in always
> end
> clock answer
>   starts on opened
>   stops on reply by agent
> end
> X

$ printf 'ticket,time,event,actor\nA,2026-03-02T09:00:00Z,opened,\nA,2026-03-02T09:30:00Z,reply,agent\nB,2026-03-02T09:00:00Z,opened,\nB,2026-03-02T10:30:00Z,reply,agent\n' >rows.csv; tr , '\t' <rows.csv >rows.tsv; tail -n +2 rows.csv | jq -Rc 'split(",") | {ticket: .[0], time: .[1], event: .[2]} + (if .[3] == "" then {} else {actor: .[3]} end)' >rows.ndjson; head -n 2 rows.ndjson
{"ticket":"A","time":"2026-03-02T09:00:00Z","event":"opened"}
{"ticket":"A","time":"2026-03-02T09:30:00Z","event":"reply","actor":"agent"}

$ . ./said; for form in csv tsv ndjson; do for how in cat gzip zstd; do case $how in cat) cp rows.$form packed ;; *) $how -qc rows.$form >packed ;; esac; for log in packed -; do echo $form $(said rows.chr --log $log <packed); done; done; done | sort | uniq -c
      6 csv [4,4,2,1,1]
      6 ndjson [4,4,2,1,1]
      6 tsv [4,4,2,1,1]

$ . ./said; gzip -qc rows.csv >one.gz; (head -n 1 rows.csv; tail -n +2 rows.csv | tac) | sed 's/^A/C/; s/^B/D/' | zstd -qc >two.zst; said rows.chr --log one.gz --log two.zst; said rows.chr --log one.gz --log - <two.zst
[8,8,4,2,2]
[8,8,4,2,2]

$ head -c 40 one.gz >short.gz; charter eval rows.chr --log short.gz
error CHR0510: short.gz: the gzip data ends in the middle, at byte 40, line 1 of the log
   try: Fetch or pack it again; no part of it is judged.
   more: charter explain CHR0510

1 error
[4]

$ cat >opening.chr <<'X'
> charter opening
>   in-force from 2026-01-01
>   timezone UTC
> end
> target response
>   measures answer
>   within 1 hour in always
> end
> clock answer
>   starts on opened
>   stops on reply by agent
> end
> log export
>   ticket from "ticket"
>   time   from "time"
>   opened at   "opened"
>   event  from "event"
>     "reply"   is reply by agent
>     otherwise is changed
>   end
> end
> X

$ printf 'ticket,time,event,opened\nA,2026-03-02T08:59:00Z,seen,2026-03-02T09:00:00Z\nA,2026-03-02T09:30:00Z,reply,2026-03-02T09:10:00Z\n' >opening.csv; charter eval opening.chr --log opening.csv --format json | jq -c '.log.remarks[]'; charter eval opening.chr --log opening.csv | sed -n '/^What is/,/^$/p'
{"kind":"other-opening","count":1,"first":"opening.csv:3"}
{"kind":"before-opening","count":1,"example":"A"}
What is wrong with the log
  1 row with another time of opening than the ticket's first: the first counts
    (first: opening.csv:3)
  1 event before the opening of its ticket: taken as at the opening (first: ticket A)
