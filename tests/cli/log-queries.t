# Queries over a recorded log.

$ charter new d >words; charter query d/service.chr --log d/tickets.csv 'compliance of resolution by priority' 'compliance of response' 'compliance of response when priority is high'
Resolution, tickets counted:
  priority  met  breached  pending  compliance  held
  normal      1         0        1     100.00%   yes
  high        1         1        0      50.00%    no
  critical    1         0        0     100.00%   yes
First response, tickets counted:
  met  breached  pending  compliance  held
    4         1        0      80.00%   yes
First response, tickets counted:
  met  breached  pending  compliance  held
    1         1        0      50.00%    no

$ charter query d/service.chr --log d/tickets.csv 'best limit of response for 95% by priority' 'best limit of resolution for 60%' 'best limit of resolution for 90% when priority is one of (normal, high)'
The least limit with which 95% of First response is met:
  priority       limit  decided  with it  a minute less
  normal    3 h 50 min        2  100.00%         50.00%
  high      4 h 40 min        2  100.00%         50.00%
  critical      18 min        1  100.00%          0.00%
The least limit with which 60% of Resolution is met:
        limit  decided  with it  a minute less
  14 h 31 min        4   75.00%         50.00%
The least limit with which 90% of Resolution is met:
        limit  decided  with it  a minute less
  14 h 38 min        3  100.00%         66.67%

$ charter query d/service.chr --log d/tickets.csv 'what would change response of 1004' 'what would change resolution of 1001'
Breached by 40 min: it stopped 2026-09-08 16:10 BST; it was due 2026-09-08 15:30 BST.
It would be different with
  a stop by 2026-09-08 15:30 BST, 40 min earlier: met
Met: it stopped 2026-09-02 15:20 BST, with 14 h 38 min of 42 h 30 min used; it was due 2026-09-08 09:12 BST.
It would be different with
  a stop after 2026-09-08 09:12 BST, 137 h 52 min later: breached
  priority high: breached
  priority critical: breached

$ charter query d/service.chr --log d/tickets.csv 'why response of 1004' | head -n 5
Ticket 1004, response, cycle 1
Breached by 40 min: it stopped 2026-09-08 16:10 BST; it was due 2026-09-08 15:30 BST.

  from                  to                    state       counted       total
  2026-09-08 11:30 BST  2026-09-08 16:10 BST  running  4 h 40 min  4 h 40 min

$ charter query d/service.chr --log d/tickets.csv 'drivers of breaches in response by priority'

What drives the breaches
  First response: 1 breach of 5 decided

    time that counted                in all  breaches  met without it
    waiting for the first touch  4 h 40 min         1               1

    tickets with   breached  of   share  lift  more than others
    priority high         1   2  50.00%  2.50                 1

$ charter query d/service.chr --log d/tickets.csv 'why 1009' 'why respons of 1004' 'compliance of resolution by prority' 'best limit of response for 101%' 'what would change response of 1oo4'
charter: the log has no ticket `1009`; did you mean `1001`? (in `why 1009`)
charter: `respons` is not declared as a target (Did you mean `response`?) (in `why respons of 1004`)
charter: a ticket has no attribute `prority` (Did you mean `priority`?) (in `compliance of resolution by prority`)
charter: a share is at most 100% (in `best limit of response for 101%`)
charter: `1oo4` is neither a number nor a name (Put a space between a number and its unit; a name begins with a letter, or has a `-` in it.) (in `what would change response of 1oo4`)
[2]

$ charter query d/service.chr 'compliance of resolution' 'best limit of response for 95%'
charter: this asks about a recorded log, and none is loaded (in `compliance of resolution`)
charter: this asks about a recorded log, and none is loaded (in `best limit of response for 95%`)
[5]

$ charter query d/service.chr --log d/tickets.csv --format json 'compliance of resolution by priority' 'best limit of response for 95% by priority' 'what would change resolution of 1001' 'compliance of response when priority is low' 'drivers of breaches in response' | sed 's/"ledgers":.*"in_time"/"in_time"/'
{"query":"compliance of resolution by priority","type":"compliance","value":[{"key":{"priority":"normal"},"met":1,"breached":0,"pending":1,"compliance":100.0000,"held":true},{"key":{"priority":"high"},"met":1,"breached":1,"pending":0,"compliance":50.0000,"held":false},{"key":{"priority":"critical"},"met":1,"breached":0,"pending":0,"compliance":100.0000,"held":true}]}
{"query":"best limit of response for 95% by priority","type":"best-limit","value":[{"key":{"priority":"normal"},"limit_s":13800,"met":2,"breached":0,"below":{"met":1,"breached":1}},{"key":{"priority":"high"},"limit_s":16800,"met":2,"breached":0,"below":{"met":1,"breached":1}},{"key":{"priority":"critical"},"limit_s":1080,"met":1,"breached":0,"below":{"met":0,"breached":1}}]}
{"query":"what would change resolution of 1001","type":"flips","value":{"in_time":"2026-09-08T08:12:00Z","values":[{"attribute":"priority","value":"high","verdict":"breached"},{"attribute":"priority","value":"critical","verdict":"breached"}]}}
{"query":"compliance of response when priority is low","type":"compliance","value":[{"key":{},"met":0,"breached":0,"pending":0,"compliance":null,"held":null}]}
{"query":"drivers of breaches in response","type":"drivers","value":[{"target":"response","breached":1,"decided":5,"parts":[{"kind":"first touch","name":"","time_s":16800,"breaches":1,"vanish":1}],"values":[{"attribute":"priority","value":"high","breached":1,"decided":2,"lift":2.5000,"vanish":1}]}]}

$ cat >v37.chr <<'END'
> charter v37
>   in-force from 2026-01-01
>   timezone Europe/Paris
> end
> hours office
>   open Monday to Friday 09:00 to 17:00
>   ignores holidays
> end
> clock handling
>   starts on opened
>   stops on resolved
> end
> target resolution
>   measures handling
>   within 1 hour in office
> end
> END

$ printf 'ticket,time,event\n1,2026-09-07T16:00:00+02:00,opened\n1,2026-09-07T17:30:00+02:00,resolved\n' >v37.csv; charter query v37.chr --log v37.csv 'best limit of resolution for 100%'
The least limit with which 100% of resolution is met:
      limit  decided  with it  a minute less
  1 h 1 min        1  100.00%          0.00%

$ charter query questions.chr --log questions.csv 'why not escalation major of 4711' 'why not escalation major of 4710'
Ticket 4711, major for resolution, cycle 1
Breached by 12 h: it stopped 2026-09-09 10:00 CEST; it was due 2026-09-07 14:00 CEST.

  at breach  told 2026-09-07 14:00 CEST
Ticket 4710, major for resolution, cycle 1
Met: it stopped 2026-09-08 10:00 CEST, with 8 h of 8 h used; it was due 2026-09-08 10:00 CEST.

  at breach  the escalation does not apply, it fails at: priority is P1

$ charter query questions.chr --log questions.csv --format json 'why not escalation major of 4710' | jq -c '.type, .value[].steps[].silence'
"silences"
{"why":"does-not-apply","text":"the escalation does not apply, it fails at: priority is P1","at":null,"used_s":null,"needed_s":null}

$ charter query questions.chr --log questions.csv 'why not escalation mayor of 4711'; charter query questions.chr --log questions.csv 'why not escalation major of 4712'; charter query questions.chr 'why not escalation major of 4711'
charter: `mayor` is not declared as an escalation (Did you mean `major`?) (in `why not escalation mayor of 4711`)
charter: the log has no ticket `4712`; did you mean `4710`? (in `why not escalation major of 4712`)
charter: this asks about a recorded log, and none is loaded (in `why not escalation major of 4711`)
[5]

$ charter query d/service.chr --log d/tickets.csv 'best limit of response for 95% by week' 'best limit of response for 95% by priority, weekday' 'drivers of breaches in response by week, priority' 'best limit of response for 95% by fortnight' 'best limit of response for 95% by mnth' 'compliance of response by weekdy'
charter: a ticket has no attribute `fortnight` (in `best limit of response for 95% by fortnight`)
charter: a ticket has no attribute `mnth` (Did you mean `month`?) (in `best limit of response for 95% by mnth`)
charter: a ticket has no attribute `weekdy` (Did you mean `weekday`?) (in `compliance of response by weekdy`)
The least limit with which 95% of First response is met, by when tickets were opened:
  week           limit  decided  with it  a minute less
  2026-W36  1 h 13 min        3  100.00%         66.67%
  2026-W37  4 h 40 min        2  100.00%         50.00%
The least limit with which 95% of First response is met, by when tickets were opened:
  priority  weekday         limit  decided  with it  a minute less
  normal    Tuesday        53 min        1  100.00%          0.00%
  normal    Wednesday  3 h 50 min        1  100.00%          0.00%
  high      Tuesday    4 h 40 min        1  100.00%          0.00%
  high      Wednesday  1 h 13 min        1  100.00%          0.00%
  critical  Saturday       18 min        1  100.00%          0.00%

What drives the breaches
  First response: 1 breach of 5 decided

    time that counted                in all  breaches  met without it
    waiting for the first touch  4 h 40 min         1               1

    tickets with   breached  of   share  lift  more than others
    priority high         1   2  50.00%  2.50                 1
    week 2026-W37         1   2  50.00%  2.50                 1
[2]
