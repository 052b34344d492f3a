$ charter query charter-plain.chr --format json 'time in nights from 2026-12-24 12:00 to 2026-12-27 12:00' | jq -c .value
36000

$ charter query charter-unbroken.chr --format json 'time in nights from 2026-12-24 12:00 to 2026-12-27 12:00' | jq -c .value
57600
