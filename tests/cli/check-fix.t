# Edits that are safe are made, and said; the rest is left to a person, and files that nothing is wrong with are left alone.

$ printf '# ours\nhours Office   "Hours"\n  open Monday to Friday 9:00 to 17:00  # every week\n  ignores holidays\nend\n' >hours.chr; printf 'use "hours.chr"\nuse "std/clocks"\ncharter a\n  in-force from 2026-01-01\n  timezone Europe/berlin\nend\nstatus\n  new is working\n  wait is waiting\n  fine is Done\nend\ntarget t\n  measures Resolution\n  within 2 hours in OFFICE\nend\n' >main.chr; printf 'charter b\nend\n' >fine.chr; cp fine.chr fine.was; touch -d 2020-01-01 fine.chr

$ charter check --fix --format short main.chr fine.chr
main.chr:5:12: mended CHR0201: `Europe/berlin` is now `Europe/Berlin`
main.chr:13:12: mended CHR0101: `Resolution` is now `resolution`
main.chr:14:21: mended CHR0101: `OFFICE` is now `Office`
hours.chr:3:25: mended CHR0010: `9:00` is now `09:00`
main.chr:10:11: error CHR0022: `Done` is no class of statuses
[3]

$ cat hours.chr; sed -n '5p;13,14p' main.chr
# ours
hours Office   "Hours"
  open Monday to Friday 09:00 to 17:00  # every week
  ignores holidays
end
  timezone Europe/Berlin
  measures resolution
  within 2 hours in Office

$ charter check --fix --strict main.chr fine.chr; cmp fine.chr fine.was && date -r fine.chr +%Y
error CHR0022: `Done` is no class of statuses
  --> main.chr:10:11
  10 |   fine is Done
     |           ^^^^
   try: There are three: `working`, `waiting` and `done`.
   more: charter explain CHR0022

1 error
2020

$ printf 'hours o\n  open Monday 9:00 to 17:00\n  closed on 1/2/2026\nend\n' >left.chr; charter check --fix left.chr; cat left.chr
left.chr:2:15: mended CHR0010: `9:00` is now `09:00`
error CHR0009: `1/2/2026` is not written as a date
  --> left.chr:3:13
   3 |   closed on 1/2/2026
     |             ^^^^^^^^
   try: Write `2026-02-01` or `2026-01-02`, whichever is meant.
   more: charter explain CHR0009

1 error
hours o
  open Monday 09:00 to 17:00
  closed on 1/2/2026
end

$ printf 'hours o\n  open Monday 9:00 to 17:00\nend\n' | charter check --fix -
charter: --fix changes files, and standard input is none
[2]
