# Due behind the last year of which the holidays are known: an error, though it was resolved before, and with records or without.

$ charter eval yearend.chr --log yearend.csv --verdicts out.csv --format json >report.json; charter eval yearend.chr --log yearend.csv --format json | cmp - report.json; cut -d, -f1,5-9 out.csv
ticket,verdict,reason,start,due,stop
soon,met,,2026-12-21T09:00:00Z,2026-12-24T09:00:00Z,2026-12-22T10:00:00Z
late,error,the holidays `shop` are complete only before 2027-01-01,2026-12-30T09:00:00Z,,2026-12-30T10:00:00Z
hours,error,the holidays `shop` are complete only before 2027-01-01,2026-12-31T16:00:00Z,,2026-12-31T16:30:00Z
within,met,,2026-12-31T12:00:00Z,2026-12-31T16:00:00Z,2026-12-31T12:30:00Z
