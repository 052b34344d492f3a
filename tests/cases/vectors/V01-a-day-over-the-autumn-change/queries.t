$ charter query charter.chr --format json '24 hours in always after 2026-10-24 23:30' | jq -c .value
"2026-10-25T21:30:00Z"
