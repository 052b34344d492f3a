$ charter query charter.chr --format json '2 hours in office after 2026-12-24 12:30' | jq -c .value
"2026-12-28T09:30:00Z"

$ charter query charter.chr --format json 'time in office from 2026-12-24 00:00 to 2026-12-26 00:00' | jq -c .value
14400
