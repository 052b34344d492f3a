$ charter test charter.chr
ok     a person is assigned in time
1 passed, 0 failed

$ charter check --strict charter.chr

$ charter when charter.chr "bot hand-over" --opened '2026-09-07 16:55' --with channel=bot
2026-09-08 09:05 CEST
  by   charter.chr:18: hands over to chat within 10 minutes in office
  why  10 minutes in office from 2026-09-07 16:55 CEST, is 2026-09-08 09:05 CEST

$ charter when charter.chr "bot hand-over" --opened '2026-09-07 16:55' --with channel=chat
charter: `bot hand-over` does not run for this ticket: its clock `bot hand-over` does not start at the opening, or the target is not about it
[5]

$ charter when charter.chr "bot hand over" --opened '2026-09-07 16:55' --with channel=bot
charter: the charter has no target `bot hand over`; did you mean `bot hand-over`?
[2]

$ charter query charter.chr 'when is "bot hand-over" due opened at 2026-09-07 16:55 with channel bot, priority P1' 'when is "bot handover" due opened at 2026-09-07 16:55 with channel bot'
charter: `bot handover` is not declared as a target (Did you mean `bot hand-over`?) (in `when is "bot handover" due opened at 2026-09-07 16:55 with channel bot`)
2026-09-07 17:00 CEST
[2]

$ charter query charter.chr --log log.csv 'compliance of "bot hand-over"'
Chat assistant: hand-over, tickets counted:
  met  breached  pending  compliance  held
    1         2        0      33.33%     –

$ charter why charter.chr --log log.csv A "bot hand-over"
Ticket A, bot hand-over, cycle 1
Breached by 2 min: it stopped 2026-09-07 10:12 CEST; it was due 2026-09-07 10:10 CEST.

  from                   to                     state    counted   total
  2026-09-07 10:00 CEST  2026-09-07 10:12 CEST  running   12 min  12 min

  What moved the clock
    2026-09-07 10:00 CEST  starts: opened by customer  log.csv:2
    2026-09-07 10:12 CEST  stops: reply by agent       log.csv:5

  What was told
    2026-09-07 10:05 CEST  slow-bot  at 50% used  duty
    2026-09-07 10:10 CEST  slow-bot  at breach    duty

  The clause that applies
    charter.chr:18: hands over to chat within 10 minutes in office

  The clauses that do not
    charter.chr:19: hands over to chat within 5 minutes when priority is P1
      it fails at: priority is P1

  Due 2026-09-07 10:10 CEST
    10 minutes in office from 2026-09-07 10:00 CEST, is 2026-09-07 10:10 CEST

$ charter why charter.chr --log log.csv C "bot hand-over"
no clock of this ticket ever started

$ charter eval charter.chr --log log.csv | sed -n '/^Targets/,/^$/p'
Targets
  target                     promise  held  met  breached  pending  compliance
  resolution                       –     –    1         0        4     100.00%
  Chat assistant: hand-over        –     –    1         2        0      33.33%
  form hand-over                   –     –    0         0        0           –
