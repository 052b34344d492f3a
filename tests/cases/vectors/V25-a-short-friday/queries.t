$ charter query charter.chr --format json '1 working day in office after 2026-09-10 09:00' | jq -c .value
"2026-09-11T08:00:00Z"
