$ charter query charter.chr --format json '24 hours in always after 2026-03-28 23:30' | jq -c .value
"2026-03-29T22:30:00Z"
