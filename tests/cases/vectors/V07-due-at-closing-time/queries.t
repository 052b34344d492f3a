$ charter query charter.chr --format json '1 hour in office after 2026-09-07 16:00' | jq -c .value
"2026-09-07T15:00:00Z"
