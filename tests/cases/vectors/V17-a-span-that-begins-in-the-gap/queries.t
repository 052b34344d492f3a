$ charter query charter.chr --format json 'time in sundays from 2026-03-29 00:00 to 2026-03-30 00:00' | jq -c .value
7200

$ charter query charter.chr --format json 'next opening of sundays after 2026-03-29 00:00' | jq -c .value
"2026-03-29T01:00:00Z"
