# The JSON report is one object with the documented keys; a broken promise is exit status 1.

$ charter eval desk.chr --log desk.csv --format json | jq -c 'keys_unsorted'
["charter","log","as_of","tzdata","targets","availability","measures","credits","notices","uncovered"]

$ charter eval desk.chr --log desk.csv --format json | jq -c '[.charter.name,.charter.version,.log.rows,.log.events,.log.tickets,.log.rejected,.log.first,.log.last,.as_of]'
["desk","1.0",9,9,3,[],"2026-09-07T08:00:00Z","2026-09-10T09:00:00Z","2026-09-10T09:00:00Z"]

$ charter eval desk.chr --log desk.csv --format json | jq -c '.targets[] | [.name,.met,.breached,.pending,.uncovered,.excluded,.error,.compliance,.held]'
["response",1,2,0,0,0,0,33.3333,false]
["resolution",1,1,1,0,0,0,50,true]

$ charter eval desk.chr --log desk.csv --by priority --format json | jq -c '.targets[0].by[] | [.key.priority,.met,.breached]'
["P3",1,0]
["P2",0,1]
["P1",0,1]

$ charter eval desk.chr --log desk.csv --format json >/dev/null
[1]

$ charter eval desk.chr --log desk.csv --where 'priority is P3' --format json >/dev/null

$ charter eval desk.chr --log desk.csv --where 'priority is P1' --as-of 2026-09-07T17:00:00+02:00 --format json >/dev/null
charter: nothing is decided: no cycle that was asked for is met or breached
[5]

