# What breaches are made of: each figure can be worked out by hand from the log.

$ cat >desk.chr <<'END'
> charter desk "Desk"
>   in-force from 2026-01-01
>   timezone UTC
> end
> ticket has
>   priority ladder low, high
>   site text
> end
> status
>   new, open is working
>   pending is waiting
>   solved is done
> end
> team first-line
>   skills "all"
> end
> team network
>   skills "cables"
> end
> hours office
>   open Monday to Friday 09:00 to 17:00
> end
> clock handling
>   starts on opened
>   stops on resolved
>   pauses while status is waiting
>   reopening continues
> end
> target resolution "Resolution"
>   measures handling
>   counted in office
>   within 4 hours
> end
> END

$ cat >desk.csv <<'END'
> ticket,time,event,actor,status,team,priority,site
> 1,2026-09-07T09:00:00Z,opened,customer,new,first-line,high,Bonn
> 1,2026-09-07T12:00:00Z,note,agent,open,,,
> 1,2026-09-07T13:00:00Z,assigned,agent,,network,,
> 1,2026-09-07T15:00:00Z,note,agent,,,,
> 1,2026-09-07T15:30:00Z,resolved,agent,solved,,,
> 2,2026-09-07T09:00:00Z,opened,customer,new,first-line,low,Bonn
> 2,2026-09-07T10:00:00Z,note,agent,pending,,,
> 2,2026-09-07T12:00:00Z,changed,customer,open,,,
> 2,2026-09-07T14:00:00Z,resolved,agent,solved,,,
> 2,2026-09-07T15:00:00Z,reopened,customer,open,,,
> 2,2026-09-08T10:00:00Z,resolved,agent,solved,,,
> 3,2026-09-07T09:00:00Z,opened,customer,new,first-line,low,Kiel
> 3,2026-09-07T10:00:00Z,resolved,agent,solved,,,
> 4,2026-09-07T09:00:00Z,opened,customer,new,network,low,Kiel
> 4,2026-09-07T11:00:00Z,resolved,agent,solved,,,
> END

$ charter eval desk.chr --log desk.csv --drivers | sed -n '/drives/,$p'
What drives the breaches
  Resolution: 2 breaches of 4 decided

    time that counted                in all  breaches  met without it
    with first-line                    10 h         2               2
    waiting for the first touch         4 h         2               1
    after the first touch        3 h 30 min         2               1
    after a reopening                   3 h         1               1
    with network                 2 h 30 min         1               1
    waiting after a hand-over           2 h         1               0

    time that did not count    in all  breaches
    closed: outside hours        16 h         1
    paused: status is waiting     2 h         1

    tickets with     breached  of    share  lift  more than others
    site Bonn               2   2  100.00%  2.00                 2
    priority high           1   1  100.00%  2.00                 0
    priority low            1   3   33.33%  0.67                 0
    team first-line         1   2   50.00%  1.00                 0
    team network            1   2   50.00%  1.00                 0

$ charter eval desk.chr --log desk.csv --drivers --format json | jq -c '.drivers[]'
{"target":"resolution","breached":2,"decided":4,"parts":[{"kind":"team","name":"first-line","time_s":36000,"breaches":2,"vanish":2},{"kind":"first touch","name":"","time_s":14400,"breaches":2,"vanish":1},{"kind":"work","name":"","time_s":12600,"breaches":2,"vanish":1},{"kind":"reopening","name":"","time_s":10800,"breaches":1,"vanish":1},{"kind":"team","name":"network","time_s":9000,"breaches":1,"vanish":1},{"kind":"hand-over","name":"","time_s":7200,"breaches":1,"vanish":0},{"kind":"closed","name":"outside hours","time_s":57600,"breaches":1,"vanish":0},{"kind":"paused","name":"status is waiting","time_s":7200,"breaches":1,"vanish":0}],"values":[{"attribute":"site","value":"Bonn","breached":2,"decided":2,"lift":2,"vanish":2},{"attribute":"priority","value":"high","breached":1,"decided":1,"lift":2,"vanish":0},{"attribute":"priority","value":"low","breached":1,"decided":3,"lift":0.6667,"vanish":0},{"attribute":"team","value":"first-line","breached":1,"decided":2,"lift":1,"vanish":0},{"attribute":"team","value":"network","breached":1,"decided":2,"lift":1,"vanish":0}]}

$ charter eval desk.chr --log desk.csv --drivers --where 'priority is high' | sed -n '/drives/,$p'
What drives the breaches
  Resolution: 1 breach of 1 decided

    time that counted                in all  breaches  met without it
    with first-line                     4 h         1               1
    waiting for the first touch         3 h         1               1
    with network                 2 h 30 min         1               1
    waiting after a hand-over           2 h         1               0
    after the first touch        1 h 30 min         1               0

$ charter eval desk.chr --log desk.csv --drivers --where 'site is "Kiel"' | sed -n '/drives/,$p'
What drives the breaches
  nothing is breached

$ (echo ticket,time,event,actor,status,team,priority,site; for n in $(seq 10 33); do echo "$n,2026-09-07T09:00:00Z,opened,customer,new,$([ $n = 10 ] && echo network),low,Bonn"; echo "$n,2026-09-07T10:00:00Z,note,agent,open,,,"; echo "$n,2026-09-07T1$((n % 3 + 2)):00:00Z,resolved,agent,solved,,,"; done) >few.csv; charter eval desk.chr --log few.csv --drivers | sed -n '/drives/,$p'
What drives the breaches
  Resolution: 8 breaches of 24 decided

    time that counted            in all  breaches  met without it
    after the first touch          32 h         8               8
    waiting for the first touch     8 h         8               8
