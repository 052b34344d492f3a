$ charter query charter.chr --format json '24 hours in office after 2026-09-07 10:00' | jq -c .value
"2026-09-10T08:00:00Z"

$ charter query charter.chr --format json '1 working day in office after 2026-09-07 10:00' | jq -c .value
"2026-09-08T08:00:00Z"

$ charter query charter.chr --format json 'end of working day 1 in office after 2026-09-07 10:00' | jq -c .value
"2026-09-08T15:00:00Z"
