$ charter query charter.chr --format json '1 hour in office after 2026-12-23 16:30' | jq -c .value
"2027-01-04T08:30:00Z"
