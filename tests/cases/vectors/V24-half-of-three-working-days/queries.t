$ charter query charter.chr --format json '3 working days in office after 2026-09-07 10:00' | jq -c .value
"2026-09-10T08:00:00Z"

$ charter query charter.chr --format json '12 hours in office after 2026-09-07 10:00' | jq -c .value
"2026-09-08T12:00:00Z"
