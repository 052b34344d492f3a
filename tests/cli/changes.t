# What changes, as people read it.

$ charter print --changes agreed.chr offered.chr
Changes to “Agreed service”
===========================

From version 1 to version 2
As in force on 1 March 2026

Contents
========

   1  Parties and term
   2  Mission
   5  Services
   6  Hours
   9  Targets
  11  Availability
  12  Maintenance
  13  Measures
  14  Escalation
  15  Fees and service credits
  16  Responsibilities

Each change stands where the charter says it, under the number that it has
there: what it said, what it says now, and whether that is better or worse for
the customer. “The former charter” is the one before these changes.

Of these changes, 11 are better, 2 are worse, 2 are better in some cases and
worse in others, 5 are neither and of 3 it can't be said.

1  Parties and term
===================

Different, neither better nor worse.

It said      Version: 1.
It says now  Version: 2.

Different, neither better nor worse.

It said      In force: from 1 January 2026 until 31 December 2026.
It says now  In force: from 1 March 2026 until 31 December 2026.

2  Mission
==========

Different, neither better nor worse.

It said      We help.
It says now  We help at once.

5  Services
===========

5.mail  Mail
------------

Better for the customer.

It said      Hours: Office hours.
It says now  Hours: Watch.
For example  At 2026-03-01 08:00 GMT they are closed under the former charter
             and open under the new charter.

6  Hours
========

6.office  Office hours
----------------------

Better for the customer.

It said      Office hours: open Monday to Friday 09:00–17:00; open on holidays
             as on other days.
It says now  Office hours: open Monday to Friday 08:00–17:00; open on holidays
             as on other days.
For example  At 2026-03-02 08:00 GMT they are closed under the former charter
             and open under the new charter.

9  Targets
==========

9.response  First response
--------------------------

9.response.P1: better in some cases, worse in others.

It said      Within 1 hour in Office hours when the priority is P1.
It says now  Within 2 hours at any hour when the priority is P1.
Better       A ticket with priority P1, opened on Sunday 1 March 2026, 10:00:
             due on Monday 2 March 2026, 10:00 before, due on Sunday 1 March
             2026, 12:00 now.
Worse        A ticket with priority P1, opened on Monday 2 March 2026, 10:00:
             due on Monday 2 March 2026, 11:00 before, due on Monday 2 March
             2026, 12:00 now.

9.response.P2: better for the customer.

It said      Within 4 hours in Office hours when the priority is P2.
It says now  Within 3 hours in Office hours when the priority is P2.
For example  A ticket with priority P2, opened on Sunday 1 March 2026, 10:00:
             due on Monday 2 March 2026, 13:00 before, due on Monday 2 March
             2026, 11:00 now.

9.response.otherwise, now 9.response.P3+request: better for the customer.

It said      Within 8 hours in Office hours in all other cases.
It says now  Within 5 hours in Office hours when the category is request and the
             priority is P3.
For example  A ticket with priority P3 and category request, opened on Sunday 1
             March 2026, 10:00: due on Monday 2 March 2026, 17:00 before, due on
             Monday 2 March 2026, 13:00 now.

9.response.otherwise: better for the customer.

It says      Within 8 hours in Office hours in all other cases. The words are
             the same; what they rest on is not.
For example  A ticket, opened on Sunday 1 March 2026, 10:00: due on Monday 2
             March 2026, 17:00 before, due on Monday 2 March 2026, 16:00 now.

Better for the customer. It warns earlier.

It said      A warning is given when 75% of the time is used.
It says now  A warning is given when 50% of the time is used.
For example  At 50% of the limit there is a warning under the new charter only.

Better for the customer.

It said      Met for at least 90% of tickets each month.
It says now  Met for at least 95% of tickets each month.
For example  A period with just 90% keeps the promise of the former charter and
             breaks that of the new charter.

9.resolution  Resolution
------------------------

9.resolution.P2: can't be said to be better or worse. The clock may stand still
on the way, and then it depends on the hours of the pause which of the two
limits runs out first.

It said      Within 8 hours in Office hours when the priority is P2.
It says now  Within 1 working day in Office hours when the priority is P2.
For example  A ticket with priority P2, opened on Sunday 1 March 2026, 10:00:
             due on Monday 2 March 2026, 17:00 before, due on Tuesday 3 March
             2026, 08:00 now.

9.resolution.otherwise: can't be said to be better or worse. The clock may stand
still on the way, and then it depends on the hours of the pause which of the two
limits runs out first.

It says      Within 3 working days in Office hours in all other cases. The words
             are the same; what they rest on is not.
For example  A ticket with priority P3, opened on Sunday 1 March 2026, 10:00:
             due on Thursday 5 March 2026, 09:00 before, due on Thursday 5 March
             2026, 08:00 now.

9.updates  Updates
------------------

Worse for the customer. The target of the new charter is not about such tickets.

It said      nothing of this: it is new
It says now  Applies only while the priority is at least P2.
For example  A ticket with priority P3, once its clock runs.

9.ordered  Orders
-----------------

Different, neither better nor worse. It is called `ordered` now, and otherwise
the same.

11  Availability
================

11.mail-up  Mail is up
----------------------

Better for the customer.

It said      At least 99.5% each month.
It says now  At least 99.9% each month.
For example  A period with just what the former charter asks for keeps the
             promise of the former charter and breaks that of the new charter.

12  Maintenance
===============

12.sunday  Sunday
-----------------

Worse for the customer.

It said      Sunday: for Mail; every Sunday, 02:00–04:00.
It says now  Sunday: for Mail; every Sunday, 01:00–04:00.
For example  At 2026-03-01 01:00 GMT there is maintenance under the new charter
             only.

13  Measures
============

13.reopened  Reopened
---------------------

Can't be said to be better or worse. The promises are of other periods, or bound
the other side.

It said      At most 5% each month.
It says now  At most 5% each quarter.

14  Escalation
==============

14.late  Late
-------------

Better for the customer. It tells more.

It said      When the limit is missed: tell Desk by e-mail.
It says now  When the limit is missed: tell Desk and Head of desk by e-mail.
For example  A ticket that comes to `at breach`: `head` is told under the new
             charter only.

Better for the customer. The same are told earlier.

It said      When 75% of the time is used: tell Desk by e-mail.
It says now  When 50% of the time is used: tell Desk by e-mail.
For example  A ticket that comes to `at 50% used` and no further: that is told
             of under the new charter only.

15  Fees and service credits
============================

15.monthly  Monthly
-------------------

Better for the customer.

It said      Monthly: GBP 1,000 each month, payable within 30 calendar days.
It says now  Monthly: GBP 950 each month, payable within 30 calendar days.
For example  GBP 1000 and GBP 950 for each period.

15.slow  Slow
-------------

Better in some cases, worse in others.

It said      Slow: depends on how far the target “Resolution” is met each month;
             2% of “Monthly” below 90%; 5% of “Monthly” below 80%.
It says now  Slow: depends on how far the target “Resolution” is met each month;
             2% of “Monthly” below 90%; 6% of “Monthly” below 80%.
Better       A period with just under 80% gives GBP 50.00 under the former
             charter and GBP 57.00 under the new charter.
Worse        A period with just under 90% gives GBP 20.00 under the former
             charter and GBP 19.00 under the new charter.

16  Responsibilities
====================

16.provider  Responsibilities of the provider
---------------------------------------------

16.we-record-every-098, now 16.we-record-every-963: different, neither better
nor worse.

It said      “We record every call.”
It says now  “We record every call and every mail.”

$ charter print --changes agreed.chr offered.chr --as markdown | sed -n '/response.P1/,/response.P2/p'
**9.response.P1: better in some cases, worse in others.**

- **It said:** ~~Within 1 hour in Office hours when the priority is P1.~~
- **It says now:** **Within 2 hours at any hour when the priority is P1.**
- **Better:** A ticket with priority P1, opened on Sunday 1 March 2026, 10:00: due on Monday 2 March 2026, 10:00 before, due on Sunday 1 March 2026, 12:00 now.
- **Worse:** A ticket with priority P1, opened on Monday 2 March 2026, 10:00: due on Monday 2 March 2026, 11:00 before, due on Monday 2 March 2026, 12:00 now.

**9.response.P2: better for the customer.**

$ charter print --changes agreed.chr offered.chr -o changes.html; grep -A 8 'response.P1' changes.html; grep -c '<del>' changes.html
<p><strong>9.response.P1: better in some cases, worse in others.</strong></p>
<dl>
<div><dt>It said</dt><dd><del>Within 1 hour in Office hours when the priority is P1.</del></dd></div>
<div><dt>It says now</dt><dd><ins>Within 2 hours at any hour when the priority is P1.</ins></dd></div>
<div><dt>Better</dt><dd>A ticket with priority P1, opened on Sunday 1 March 2026, 10:00: due on Monday 2 March 2026, 10:00 before, due on Sunday 1 March 2026, 12:00 now.</dd></div>
<div><dt>Worse</dt><dd>A ticket with priority P1, opened on Monday 2 March 2026, 10:00: due on Monday 2 March 2026, 11:00 before, due on Monday 2 March 2026, 12:00 now.</dd></div>
</dl>
<p><strong>9.response.P2: better for the customer.</strong></p>
<dl>
19

$ charter print --changes agreed.chr offered.chr --check changes.html

$ charter print --changes agreed.chr agreed.chr
Changes to “Agreed service”
===========================

As in force on 1 January 2026

Nothing changes for the customer.

$ cp agreed.chr amended.chr; printf 'amendment faster in-force from 2026-07-01 because "Asked for."\n  replace in target resolution\n    within 6 hours when priority is P2\n  end\nend\n' >>amended.chr; charter print --changes amended.chr
Changes to “Agreed service”
===========================

As in force on 1 July 2026

Contents
========

   9  Targets

Each change stands where the charter says it, under the number that it has
there: what it said, what it says now, and whether that is better or worse for
the customer. “The former charter” is the one before these changes.

Of these changes, one is better.

9  Targets
==========

9.resolution  Resolution
------------------------

9.resolution.P2: better for the customer.

It said      Within 8 hours in Office hours when the priority is P2.
It says now  Within 6 hours in Office hours when the priority is P2.
For example  A ticket with priority P2, opened on Wednesday 1 July 2026, 10:00:
             due on Thursday 2 July 2026, 10:00 before, due on Wednesday 1 July
             2026, 16:00 now.

$ charter print --changes amended.chr --as-of 2026-03-01
charter: amended.chr has not been amended then: name the charter that comes after it
[2]

$ charter print --changes agreed.chr amended.chr --as-of 2026-07-01 | tail -n 8

9.resolution.P2: better for the customer.

It said      Within 8 hours in Office hours when the priority is P2.
It says now  Within 6 hours in Office hours when the priority is P2.
For example  A ticket with priority P2, opened on Wednesday 1 July 2026, 10:00:
             due on Thursday 2 July 2026, 10:00 before, due on Wednesday 1 July
             2026, 16:00 now.

$ charter print --changes agreed.chr offered.chr --as-of 2025-01-01
charter: offered.chr: no version of the charter is in force on 2025-01-01
[5]

$ charter print --changes agreed.chr
charter: agreed.chr has not been amended then: name the charter that comes after it
[2]

$ charter print --changes nothing.chr offered.chr
charter: cannot read nothing.chr: No such file or directory
[3]
