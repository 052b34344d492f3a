# What is past on a date: the charter itself, reviews, improvements, reports.

$ printf 'charter a\n  timezone Europe/Berlin\n  in-force from 2026-01-01 until 2026-12-31\nend\ncontact anna\n  email "a@b.example"\nend\nclock handling\n  starts on opened\n  stops on resolved\nend\ntarget resolution\n  measures handling\n  within 8 hours\nend\nhours office\n  open Monday to Friday 09:00 to 17:00\n  ignores holidays\nend\nreview every quarter by anna first on 2026-03-31\nimprovement "Faster" for resolution owner anna by 2026-05-31\nreport each month to anna within 3 working days in office\n' >dated.chr

$ charter check --format short dated.chr

$ charter check --format short --as-of 2025-12-31 dated.chr
dated.chr:3:3: warning CHR0420: the charter is in force from 2026-01-01, not yet on 2025-12-31

$ charter check --format short --as-of 2026-02-04 dated.chr

$ charter check --format short --as-of 2026-02-06 dated.chr
dated.chr:22:1: note CHR0423: the report on the period from 2026-01-01 was due 2026-02-05 09:00 CET

$ charter check --format short --as-of 2026-05-31 dated.chr
dated.chr:20:39: warning CHR0421: the date of a review is past: 2026-03-31
dated.chr:22:1: note CHR0423: the report on the period from 2026-04-01 was due 2026-05-06 09:00 CEST

$ charter check --format short --as-of 2026-10-01 dated.chr
dated.chr:20:39: warning CHR0421: the date of a review is past: 2026-09-30
dated.chr:21:51: warning CHR0422: the date of an improvement is past: "Faster" by 2026-05-31
dated.chr:22:1: note CHR0423: the report on the period from 2026-08-01 was due 2026-09-04 09:00 CEST

$ charter check --as-of 2027-04-01 dated.chr
warning CHR0420: the charter was in force until 2026-12-31, not any more on 2027-04-01
  --> dated.chr:3:3
   3 |   in-force from 2026-01-01 until 2026-12-31
     |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   more: charter explain CHR0420

warning CHR0421: the date of a review is past: 2027-03-31
  --> dated.chr:20:39
  20 | review every quarter by anna first on 2026-03-31
     |                                       ^^^^^^^^^^
   try: Once it was held, write the next one: `first on 2027-06-30`.
   more: charter explain CHR0421

warning CHR0422: the date of an improvement is past: "Faster" by 2026-05-31
  --> dated.chr:21:51
  21 | improvement "Faster" for resolution owner anna by 2026-05-31
     |                                                   ^^^^^^^^^^
   try: Take it out once it is done, or agree on another date.
   more: charter explain CHR0422

note CHR0423: the report on the period from 2027-02-01 was due 2027-03-04 09:00 CET
  --> dated.chr:22:1
  22 | report each month to anna within 3 working days in office
     | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   note: Whether it was made is not known here.
   more: charter explain CHR0423

3 warnings

$ charter check --as-of 1/4/2026 dated.chr
charter: --as-of is a date like 2026-04-01, not `1/4/2026`
[2]

$ charter check --format short --as-of 2026-10-01 --allow CHR0423 --deny CHR0421 dated.chr
dated.chr:20:39: error CHR0421: the date of a review is past: 2026-09-30
dated.chr:21:51: warning CHR0422: the date of an improvement is past: "Faster" by 2026-05-31
[1]

$ charter check --format short --as-of 2026-10-01 --allow all dated.chr

$ charter check --format short --as-of 2026-10-01 --allow all --deny CHR0422 dated.chr
dated.chr:21:51: error CHR0422: the date of an improvement is past: "Faster" by 2026-05-31
[1]

$ charter check --format short --as-of 2026-10-01 --deny all --allow CHR0423 --allow 0421 dated.chr
dated.chr:21:51: error CHR0422: the date of an improvement is past: "Faster" by 2026-05-31
[1]

$ charter check --format short --as-of 2026-10-01 --strict --allow CHR0421 --allow CHR0422 dated.chr
dated.chr:22:1: note CHR0423: the report on the period from 2026-08-01 was due 2026-09-04 09:00 CEST

$ charter check --deny CHR4711 dated.chr
charter: --deny takes a code like CHR0450, or `all`, and there is no `CHR4711`; `charter explain` lists the codes
[2]

$ charter check --allow CHR0001 dated.chr
charter: --allow CHR0001: that is an error in any case
[2]
