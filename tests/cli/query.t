# Calendar arithmetic, each query with one value. Office: Monday to Friday 09:00-17:00, Europe/Paris.

$ charter query desk.chr --format json '2 hours in office after 2026-11-20 17:30' | jq -c .value
"2026-11-23T10:00:00Z"

$ charter query desk.chr --format json '2 hours in office before 2026-11-20 17:30' | jq -c .value
"2026-11-20T14:00:00Z"

$ charter query desk.chr --format json '2 working days in office after 2026-11-20 17:30' | jq -c .value
"2026-11-25T08:00:00Z"

$ charter query desk.chr --format json 'end of working day 1 in office after 2026-11-20 17:30' | jq -c .value
"2026-11-24T16:00:00Z"

$ charter query desk.chr --format json 'end of working day 0 in office after 2026-11-20 17:30' | jq -c .value
"2026-11-23T16:00:00Z"

$ charter query desk.chr --format json '30 calendar days in always after 2026-03-01 10:00' | jq -c .value
"2026-03-31T08:00:00Z"

$ charter query desk.chr --format json 'time in office from 2026-11-20 17:30 to 2026-11-23 09:30' | jq -c .value
1800

$ charter query desk.chr --format json 'time in office from 2026-12-24 00:00 to 2026-12-29 00:00' | jq -c .value
57600

$ charter query desk.chr --format json 'office is open at 2026-11-23 09:30' | jq -c .value
true

$ charter query desk.chr --format json 'office is open at 2026-11-23 17:00' | jq -c .value
false

$ charter query desk.chr --format json 'next opening of office after 2026-11-20 17:30' | jq -c .value
"2026-11-23T08:00:00Z"

$ charter query desk.chr --format json 'next closing of office after 2026-11-20 17:30' | jq -c .value
"2026-11-23T16:00:00Z"

$ charter query desk.chr --format json 'next closing of office after 2026-11-20T16:00:00Z' | jq -c .value
"2026-11-23T16:00:00Z"

$ charter query desk.chr --format json 'next closing of always after 2026-11-20 17:30' | jq -c 'has("error")'
true

$ charter query desk.chr --format json 'office is open at 2026-11-23 09:30' '1 hour in office after 2026-11-20 16:00' | jq -r .query
office is open at 2026-11-23 09:30
1 hour in office after 2026-11-20 16:00

$ printf '%s\n' 'office is open at 2026-11-23 09:30' '1 hour in office after 2026-11-20 16:00' | charter query desk.chr --format json - | jq -c .value
true
"2026-11-20T16:00:00Z"

$ charter query desk.chr --format json '1 hour in office after 2026-11-20 16:00'
{"query":"1 hour in office after 2026-11-20 16:00","type":"instant","value":"2026-11-20T16:00:00Z"}
