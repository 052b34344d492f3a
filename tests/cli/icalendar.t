# Holidays from an iCalendar file: days, days with exceptions, hours; and lines of the list's own.

$ charter query company.chr 'holidays of company in 2026 to 2027'
2026-01-02  Friday    Inventory
2026-01-03  Saturday  Inventory
2026-04-16  Thursday  Fire drill     from 14:00 to 15:00
2026-10-15  Thursday  Fire drill     from 14:00 to 15:00
2026-12-24  Thursday  Christmas Eve
2027-01-04  Monday    Inventory
2027-01-05  Tuesday   Inventory
2027-04-15  Thursday  Fire drill     from 14:00 to 15:00
2027-08-13  Friday    Summer party

$ charter query company.chr 'hours of office on 2026-04-16' 'hours of office on 2026-08-14' 'hours of office on 2027-08-13'
2026-04-16 09:00 BST to 2026-04-16 14:00 BST
2026-04-16 15:00 BST to 2026-04-16 17:00 BST
2026-08-14 09:00 BST to 2026-08-14 17:00 BST
closed

$ charter fmt --check company.chr

$ mkdir other && cp company.chr company.ics other && sed -i 's/2FR/3FR/' other/company.ics && for d in . other; do charter query $d/company.chr 'holidays of company in 2027' | tail -n 1; charter debug plan $d/company.chr | grep digest | uniq; done | sed 's/digest .*/its digest/'
2027-08-13  Friday    Summer party
  its digest
2027-08-20  Friday    Summer party
  its digest

$ for d in . other; do charter debug plan $d/company.chr | grep digest; done | sort -u | wc -l
2

$ mkdir none && echo nothing > none/libical.so.3 && LD_LIBRARY_PATH=none charter check company.chr 2>&1 | sed 's/loaded (.*)/loaded (…)/'
error CHR0232: the iCalendar file "company.ics" can't be read, since libical.so.3 can't be loaded (…); install the package libical3
  --> company.chr:6:38
   6 | holidays company "Company days" from "company.ics"
     |                                      ^^^^^^^^^^^^^
   more: charter explain CHR0232

warning CHR0110: nothing refers to the hours `office`
  --> company.chr:11:7
  11 | hours office
     |       ^^^^^^
   more: charter explain CHR0110

1 error, 1 warning
