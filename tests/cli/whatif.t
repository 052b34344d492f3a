# Suppositions in a session, and the same as a command.

$ charter new d >words; charter repl d/service.chr --log d/tickets.csv <<'END'
> suppose target response
>   within 1 hour otherwise
> end
> against
> suppose hours office
>   open Monday to Saturday 08:00 to 18:00
>   ignores holidays
> end
> when is response due opened at 2026-11-20 17:30
> :diff
> :undo
> when is response due opened at 2026-11-20 17:30
> :redo
> :save change.chr
> :format json
> against
> END
Supposed (1).
It changes 2 verdicts of the log.
  target      compliance    then  breached  then  promise  then
  response        80.00%  40.00%         1     3  held     broken
  resolution      75.00%  75.00%         1     1  held     held
Verdicts that change:
  by clause: supposition-1:2 2
  by priority: high 1, normal 1
  1002 response: met, then breached
  1005 response: met, then breached
Supposed (2).
2026-11-21 08:30 GMT
replace in target response
  within 1 hour otherwise
end
replace hours office
  open Monday to Saturday 08:00 to 18:00
  ignores holidays
end
1 supposed.
2026-11-23 10:00 GMT
2 supposed.
Written to change.chr.
{"query":"against","type":"against","value":{"targets":[{"target":"response","before":{"met":4,"breached":1,"pending":0,"compliance":80,"held":true},"after":{"met":2,"breached":3,"pending":0,"compliance":40,"held":false}},{"target":"resolution","before":{"met":3,"breached":1,"pending":1,"compliance":75,"held":true},"after":{"met":3,"breached":1,"pending":1,"compliance":75,"held":true}}],"credits":[],"notices":{"before":0,"after":0},"flips":[{"ticket":"1002","target":"response","cycle":1,"before":"met","after":"breached"},{"ticket":"1005","target":"response","cycle":1,"before":"met","after":"breached"}],"by":[{"attribute":"clause","value":"supposition-1:2","flips":2},{"attribute":"priority","value":"high","flips":1},{"attribute":"priority","value":"normal","flips":1}]}}

$ charter whatif d/service.chr --log d/tickets.csv --with change.chr
It changes 2 verdicts of the log.
  target      compliance    then  breached  then  promise  then
  response        80.00%  40.00%         1     3  held     broken
  resolution      75.00%  75.00%         1     1  held     held
Verdicts that change:
  by clause: change.chr:2 2
  by priority: high 1, normal 1
  1002 response: met, then breached
  1005 response: met, then breached
[1]

$ printf 'replace in target response\n  within 4 hours otherwise because "So it was."\nend\n' >same.chr; charter whatif d/service.chr --log d/tickets.csv --with same.chr
It changes no verdict of the log.
  target      compliance    then  breached  then  promise  then
  response        80.00%  80.00%         1     1  held     held
  resolution      75.00%  75.00%         1     1  held     held

$ charter repl d/service.chr --log d/tickets.csv <<'END'
> against
> :undo
> :redo
> :save
> suppose target respons
>   within 1 hour
> end
> suppose ticket has
>   priority ladder a, b
> end
> :diff
> compliance of response
> END
nothing is supposed: `suppose …` comes before
nothing is supposed
nothing has been taken back
`:save` needs the name of a file
error CHR0109: the target `respons` lacks its `measures` line
  --> supposition-1:1:8
   1 | target respons
     |        ^^^^^^^
   more: charter explain CHR0109

1 error
error CHR0221: `critical` is no value of `priority`
  --> d/service.chr:41:48
  41 |   within 30 minutes in always when priority is critical
     |                                                ^^^^^^^^
 ...
  49 |   within 4 hours in always when priority is critical
     |                                             -------- and here
  ::: supposition-1:2:3
   2 |   priority ladder a, b
     |   -------- declared here
   try: Of `priority`, the ladder has `a` or `b`.
   more: charter explain CHR0221

error CHR0221: `high` is no value of `priority`
  --> d/service.chr:50:45
  50 |   within 1 working day     when priority is high
     |                                             ^^^^
  ::: supposition-1:2:3
   2 |   priority ladder a, b
     |   -------- declared here
   try: Of `priority`, the ladder has `a` or `b`.
   more: charter explain CHR0221

2 errors
Nothing is supposed.
First response, tickets counted:
  met  breached  pending  compliance  held
    4         1        0      80.00%   yes
[2]

$ printf 'replace in target respons\n  within 1 hour otherwise\nend\n' >bad.chr; charter whatif d/service.chr --log d/tickets.csv --with bad.chr
error CHR0101: `respons` is not declared as a target
  --> bad.chr:1:19
   1 | replace in target respons
     |                   ^^^^^^^
   try: Did you mean `response`?
   more: charter explain CHR0101

1 error
[3]

$ charter whatif d/service.chr --log d/tickets.csv
charter: `charter whatif` needs to know what is changed: --with CHANGE.chr
[2]

$ charter whatif d/service.chr --log d/tickets.csv --with nowhere.chr
charter: cannot read nowhere.chr: No such file or directory
[3]

$ printf 'add channel phone\n  reach "1"\nend\n' >channel.chr; charter whatif d/service.chr --log d/tickets.csv --with channel.chr
charter: the change alters what is known of a ticket, so one log can't be judged both ways
[2]

$ printf 'replace in target response\n  within 1 hour otherwise\n' >open.chr; charter whatif d/service.chr --log d/tickets.csv --with open.chr; printf '# why\n\nreplace in target response\n  within 1 hour when priority is hihg\nend\n' >slip.chr; charter whatif d/service.chr --log d/tickets.csv --with slip.chr
error CHR0002: the text ends, but `end` is missing
  --> open.chr:2:17
   1 | replace in target response
     |            --------------- opened here
   2 |   within 1 hour otherwise
     |                 ^^^^^^^^^
   try: Every block is closed by `end` on a line of its own.
   more: charter explain CHR0002

1 error
error CHR0221: `hihg` is no value of `priority`
  --> slip.chr:4:34
   4 |   within 1 hour when priority is hihg
     |                                  ^^^^
  ::: d/service.chr:20:3
  20 |   priority ladder low "Low", normal "Normal", high "High", critical "Critical"
     |   -------- declared here
   try: You wrote `hihg`, the ladder has `high`.
   more: charter explain CHR0221

1 error
[3]
