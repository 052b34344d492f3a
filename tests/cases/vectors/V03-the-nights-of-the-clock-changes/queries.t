$ charter query charter.chr --format json 'time in nights from 2026-10-24 22:00 to 2026-10-25 06:00' | jq -c .value
32400

$ charter query charter.chr --format json 'time in nights from 2026-03-28 22:00 to 2026-03-29 06:00' | jq -c .value
25200

$ charter query charter.chr --format json 'time in nights from 2026-10-24 12:00 to 2026-10-25 12:00' | jq -c .value
32400
