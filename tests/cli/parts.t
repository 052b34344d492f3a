# A log judged in parts: split by ticket, judged apart, joined; and what is not joined.

$ charter shard 3 desk.csv -o parts --charter desk.chr; ls parts; head -n 1 parts/1.shard
1.shard
2.shard
3.shard
charter shard 1

$ charter why desk.chr --log parts/2.shard A-2 response | grep 'desk.csv:'
    2026-09-07 16:30 CEST  starts: opened by customer  desk.csv:3
    2026-09-08 09:31 CEST  stops: reply by agent       desk.csv:5

$ for n in 1 2 3; do charter eval desk.chr --log parts/$n.shard --verdicts v.csv --partial parts/$n.partial; done; sed -n 2p parts/1.partial | tr ',' '\n' | cut -d: -f1 | tr -d '{"' | tr '\n' ' '
format program charter charter file calendars time zone database as of log block --where --by --from --to --max-errors --drivers --format --verdicts --notices columns 

$ charter merge parts/3.partial parts/1.partial parts/2.partial --format json --verdicts joined.csv > joined.json; charter eval desk.chr --log desk.csv --format json --verdicts whole.csv | cmp - joined.json; cmp whole.csv joined.csv; wc -l < joined.csv
7

$ charter merge parts/*.partial --format html
charter: the parts carry no page: judge them with --format html too
[2]

$ for n in 1 2 3; do charter eval desk.chr --log parts/$n.shard --format html --partial parts/$n.paged; done; charter merge parts/*.paged --format html > joined.html; charter eval desk.chr --log desk.csv --format html | cmp - joined.html; charter merge parts/*.paged --format json | cmp - joined.json

$ charter eval desk.chr --log parts/1.shard --format json --partial parts/1.no
charter: --format is for a report, and --partial makes none: `charter merge` does
[2]

$ charter merge parts/1.partial parts/3.partial
charter: shard 2 of 3 is missing
         try: Judge these too, and give all partial results.
[4]

$ charter merge parts/1.partial parts/2.partial parts/2.partial parts/3.partial
charter: parts/2.partial is shard 2 of 3, as is another one
         try: Give each part once.
[4]

$ charter merge parts/1.shard
charter: parts/1.shard: it is no partial result; `charter eval --partial` writes them
[4]

$ head -c 1000 parts/1.partial > cut.partial; charter merge cut.partial
charter: cut.partial: it is damaged or cut short; write it anew
[4]

$ charter merge none.partial
charter: cannot read none.partial: No such file or directory
[4]

$ sed '1s/2/3/' parts/1.partial > later.partial; charter merge later.partial
charter: later.partial: its format is another one than that of this program, 2; write the parts anew
[4]

$ charter eval desk.chr --log parts/3.shard --verdicts v.csv --as-of 2026-09-12T00:00:00Z --partial other.partial; charter merge parts/1.partial parts/2.partial other.partial
charter: the parts differ in `as of`: parts/1.partial has 2026-09-10T09:00:00Z, other.partial has 2026-09-12T00:00:00Z
         try: Judge each part with the same --as-of, that of the last event of the whole log.
[4]

$ charter eval desk.chr --log parts/3.shard --verdicts v.csv --by priority --partial other.partial; charter merge parts/1.partial parts/2.partial other.partial
charter: the parts differ in `--by`: parts/1.partial has none, other.partial has priority
         try: Judge all parts with the same options.
[4]

$ sed 's/Help desk/Desk/' desk.chr > changed.chr; charter eval changed.chr --log parts/3.shard --partial other.partial
charter: parts/3.shard is a part of a log, and does not say when the whole log ends for this charter: give --as-of, or split the log again with --charter
[2]

$ charter eval changed.chr --log parts/3.shard --verdicts v.csv --as-of 2026-09-09T08:00:00Z --partial other.partial; charter merge parts/1.partial parts/2.partial other.partial 2>&1 | sed 's/ [0-9a-f]\{64\}/ DIGEST/g'
charter: the parts differ in `charter`: parts/1.partial has DIGEST, other.partial has DIGEST
         try: Judge all parts with the same charter and the same files that it uses.

$ charter merge parts/1.partial parts/2.partial parts/3.partial --notices n.csv
charter: the parts carry no notices: judge them with --notices too
[2]

$ charter merge parts/1.partial parts/2.partial parts/3.partial --verdicts v.ndjson
charter: the parts carry their verdicts for a file whose name ends in .csv or .sqlite, not `v.ndjson`
[2]

$ head -n 1 desk.csv > head; for t in 1 2; do (cat head; grep "^A-$t," desk.csv) > $t.csv; charter eval desk.chr --log $t.csv --as-of 2026-09-12T00:00:00Z --partial $t.partial; done; charter merge 1.partial 2.partial --format json > joined.json; charter eval desk.chr --log 1.csv --log 2.csv --as-of 2026-09-12T00:00:00Z --format json | cmp - joined.json

$ (cat head; sed -n 3p desk.csv) > 3.csv; charter eval desk.chr --log 3.csv --as-of 2026-09-12T00:00:00Z --partial 3.partial; charter merge 1.partial 2.partial 3.partial
charter: ticket A-2 is in 2.partial and in 3.partial
         try: A ticket must be in one part as a whole; `charter shard` splits a log so.
[4]

$ charter eval desk.chr --log 1.csv --partial 1.partial; charter eval desk.chr --log 2.csv --partial 2.partial; charter merge 1.partial 2.partial
charter: the parts differ in `as of`: 1.partial has 2026-09-10T09:00:00Z, 2.partial has 2026-09-08T08:00:00Z
         try: Judge each part with the same --as-of, that of the last event of the whole log.
[4]

$ (cat desk.csv; echo ',2026-09-08T09:31:00+02:00,reply,agent,open,'; echo 'A-2,soon,reply,agent,open,') > bad.csv; charter shard 2 bad.csv -o bad --charter desk.chr; for n in 1 2; do charter eval desk.chr --log bad/$n.shard --max-errors 1 --partial bad/$n.partial; done; charter merge bad/*.partial
charter: 2 rows are bad in all parts together, and 1 are put up with
         try: Mend the log, or judge the parts with a larger --max-errors.
[4]

$ for n in 1 2; do charter eval desk.chr --log bad/$n.shard --max-errors 2 --partial bad/$n.partial; done; charter merge bad/*.partial | sed -n '/^What is wrong/,/^$/p'
What is wrong with the log
  1 row left out: no ticket (first: bad.csv:11)
  1 row left out: unreadable time `soon`: it is not written as a date and a time (first: bad.csv:12)

$ charter eval desk.chr --log bad/1.shard
error CHR0504: bad.csv:11: no ticket (1 row)
   try: Mend the log, let the log block say what the value means, or put up with bad rows by --max-errors 1.
   more: charter explain CHR0504

1 error
[4]

$ charter shard 0 desk.csv
charter: the number of shards is a whole number from 1 to 1000000, not `0`
[2]

$ charter shard 2
charter: `charter shard` needs more: it takes N LOG... (see `charter shard --help`)
[2]

$ charter shard 2 history.tsv -o none
error CHR0502: history.tsv has no column `ticket`, which gives the ticket
   more: charter explain CHR0502

error CHR0502: history.tsv has no column `time`, which gives the time
   more: charter explain CHR0502

2 errors
charter: where a charter's `log` block says how the log is read, name it: --charter FILE
[4]

$ charter shard 2 desk.csv -o plain; charter eval desk.chr --log plain/1.shard
charter: plain/1.shard is a part of a log, and does not say when the whole log ends for this charter: give --as-of, or split the log again with --charter
[2]

$ charter eval desk.chr --log parts/1.shard --log parts/2.shard
charter: parts/1.shard: this shard can't be read: it is read by itself, and another --log is given
[4]

$ charter eval desk.chr --log parts/1.shard --partial x --format json
charter: --format is for a report, and --partial makes none: `charter merge` does
[2]

$ (cat parts/1.shard; echo) > longer.shard; charter eval desk.chr --log longer.shard
charter: longer.shard: this shard can't be read: it is damaged or cut short
[4]
