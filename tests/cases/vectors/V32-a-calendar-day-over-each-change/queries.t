$ charter query charter.chr --format json '1 calendar day in always after 2026-03-28 02:30' | jq -c .value
"2026-03-29T01:00:00Z"

$ charter query charter.chr --format json '1 calendar day in always after 2026-10-24 02:30' | jq -c .value
"2026-10-25T00:30:00Z"
