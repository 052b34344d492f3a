# The holidays of a list, year by year.

$ charter query holidays.chr 'holidays of shop in 2025'
2025-01-01  Wednesday  New Year's Day
2025-04-18  Friday     Good Friday
2025-04-21  Monday     Easter Monday
2025-04-26  Saturday   The owner's birthday    in lieu
2025-05-05  Monday     Early May bank holiday
2025-05-19  Monday     Anniversary
2025-05-26  Monday     Spring bank holiday
2025-08-25  Monday     Summer bank holiday
2025-12-24  Wednesday  Christmas Eve           from 13:00
2025-12-25  Thursday   Christmas Day
2025-12-26  Friday     Boxing Day
2025-12-31  Wednesday  Stock-taking            from 12:00 to 15:00

$ charter query holidays.chr 'holidays of england in 2027 to 2028'
2027-01-01  Friday    New Year's Day
2027-03-26  Friday    Good Friday
2027-03-29  Monday    Easter Monday
2027-05-03  Monday    Early May bank holiday
2027-05-31  Monday    Spring bank holiday
2027-08-30  Monday    Summer bank holiday
2027-12-25  Saturday  Christmas Day
2027-12-26  Sunday    Boxing Day
2027-12-27  Monday    Christmas Day           in lieu
2027-12-28  Tuesday   Boxing Day              in lieu
2028-01-01  Saturday  New Year's Day
2028-01-03  Monday    New Year's Day          in lieu
2028-04-14  Friday    Good Friday
2028-04-17  Monday    Easter Monday
2028-05-01  Monday    Early May bank holiday
2028-05-29  Monday    Spring bank holiday
2028-08-28  Monday    Summer bank holiday
2028-12-25  Monday    Christmas Day
2028-12-26  Tuesday   Boxing Day

$ charter query holidays.chr 'hours of counter on 2025-04-26' 'hours of counter on 2025-05-19' 'hours of counter on 2026-12-24'
closed
closed
2026-12-24 09:00 GMT to 2026-12-24 13:00 GMT

$ charter query holidays.chr 'holidays of shop in 2031' | tail -n 2
2031-12-31  Wednesday  Stock-taking            from 12:00 to 15:00
not complete: the list claims 2020 to 2030

$ charter query holidays.chr --format json 'holidays of shop in 2025' | jq -c '.type, .value.complete, .value.days[3, 9, 11]'
"holidays"
true
{"date":"2025-04-26","title":"The owner's birthday","from":null,"to":null,"substitute":true}
{"date":"2025-12-25","title":"Christmas Day","from":null,"to":null,"substitute":false}
{"date":"2025-12-31","title":"Stock-taking","from":"12:00","to":"15:00","substitute":false}

$ charter query holidays.chr --format json 'holidays of shop in 2031' | jq -c '.value.complete'
false

$ charter query holidays.chr 'holidays of sop in 2025' 'holidays of shop in 2026 to 2025' 'holidays of counter in 2025' 'holidays of shop in 99999'
charter: `sop` is not declared as a list of holidays (Did you mean `shop`?) (in `holidays of sop in 2025`)
charter: the range of years ends before it begins (in `holidays of shop in 2026 to 2025`)
charter: `counter` is not declared as a list of holidays (in `holidays of counter in 2025`)
charter: the years do not exist, expected years from 1 to 9999 (in `holidays of shop in 99999`)
[2]

$ charter query holidays-amended.chr 'holidays of shop in 2026' 'holidays of fair in 2026 to 2027' 'holidays of fair in 2025'
2026-05-01  Friday    May Day
2026-12-24  Thursday  Christmas Eve
2026-08-01  Saturday  Fair
2026-12-24  Thursday  Christmas Eve
2027-05-01  Saturday  May Day
2027-08-01  Sunday    Fair
2027-12-24  Friday    Christmas Eve
not complete: a version of the charter in these years lacks the list
no holiday
not complete: a version of the charter in these years lacks the list
