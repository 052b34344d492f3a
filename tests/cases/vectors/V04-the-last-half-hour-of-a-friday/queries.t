$ charter query charter.chr --format json '1 hour in office after 2026-09-04 16:30' | jq -c .value
"2026-09-07T07:30:00Z"
