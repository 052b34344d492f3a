# Worked by hand, for September 2026 in London (720 hours).
#   mail:  the second Tuesday is the 8th, 22:00 to 02:00 (4 h); Sundays are the 6th, 13th, 20th and 27th
#          (4 h); the move from 20:00 on the 5th to 08:00 (12 h) covers the hour of Sunday the 6th; 24 h
#          from noon on the 20th. So 4 + 3 + 12 + 24 = 43 h are left out, and 677 h count.
#          B is down 21:00 to 03:00, of which 22:00 to 02:00 is maintenance: 2 h. C is down 03:30 to 09:00,
#          and counts from 08:00: 1 h. D lies within the move: none. In all 3 h.
#   files: 12 + 24 = 36 h are left out, 684 h count; E counts from 12:00 to 13:00 on the 21st: 1 h.
# Without leaving anything out mail is down 6 + 5:30 + 1 = 12 h 30 min.

$ charter eval charter.chr --log log.csv --format json | jq -c '.availability[]|[.name,.service,(.periods[]|select(.period=="2026-09")|[.counted_s/3600,.down_s/3600,.availability])]'
["uptime","mail",[677,3,99.5569]]
["uptime","files",[684,1,99.8538]]
["raw","mail",[720,12.5,98.2639]]
