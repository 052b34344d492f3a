$ charter query charter.chr --format json 'time in sundays from 2026-03-29 00:00 to 2026-03-30 00:00' | jq -c .value
10800

$ charter query charter.chr --format json 'time in sundays from 2026-10-25 00:00 to 2026-10-26 00:00' | jq -c .value
18000
