$ charter query charter.chr --format json '2 hours in mondays after 2026-09-08 10:00' | jq -c .value
"2026-09-14T09:00:00Z"
