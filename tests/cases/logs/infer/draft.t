# Drafts: a row an event, with what stays open; a row a ticket, packed; an export of something else; what can't be read.

$ charter schema --infer events.csv
# A draft from events.csv, rows: 6, tickets: 2. What could not be decided from the export begins
# with `decide:`. A value that this export does not have would make a bad row in another.

ticket has
  priority         ladder 3-moderate "3 - Moderate", 2-high "2 - High", 1-critical "1 - Critical"
  assignment-group optional one of group-56 "Group 56", group-70 "Group 70"
  made-sla         yes-or-no
  category         one of category-55 "Category 55", category-40 "Category 40"
  category-value   text
end

status
  # decide: "Parked" is taken for a status in which work goes on.
  new "New"                               is working
  parked "Parked"                         is working
  awaiting-user-info "Awaiting User Info" is waiting
  closed "Closed"                         is done
end

log export
  format csv
  one row per event
  missing "?"
  ticket           from "number"
  # decide: the zone of the times; UTC is only a guess.
  time             from "sys_updated_at" written "D/M/YYYY hh:mm" in UTC
  opened           at   "opened_at"      written "D/M/YYYY hh:mm" in UTC
  status           from "incident_state"
  priority         from "priority"
  assignment-group from "assignment_group"
  made-sla         from "made_sla"
  category         from "category" column 1
  category-value   from "category" column 2
  # Not read: comments
end

$ gzip -c tickets.csv | charter schema --infer - -o draft.chr; cat draft.chr; charter check draft.chr
# A draft from standard input, rows: 3, tickets: 3. What could not be decided from the export
# begins with `decide:`. A value that this export does not have would make a bad row in another.
# decide: no ticket has a second row; if the rows are events, say so by `one row per event`, and
# `time from` instead of `opened at`.
# decide: the first response is taken for one by an agent.
# The column "Status" is not read: with one row per ticket it says how things stood on the day of
# the export, and not since when.

ticket has
  priority ladder low "Low", medium "Medium", high "High"
end

log export
  format csv
  one row per ticket
  ticket         from "Case ID"
  # decide: the zone of the times; UTC is only a guess.
  # decide: these times could be written "M/D/YYYY hh:mm" as well.
  opened         at   "Created"        written "D/M/YYYY hh:mm" in UTC
  # decide: these times could be written "M/D/YYYY hh:mm" as well.
  reply by agent at   "First response" written "D/M/YYYY hh:mm" in UTC
  # decide: these times could be written "M/D/YYYY hh:mm" as well.
  resolved       at   "Resolved"       written "D/M/YYYY hh:mm" in UTC
  priority       from "Priority"
  # Not read: Status
end

$ charter schema --infer nothing.csv
# A draft from nothing.csv, rows: 2, tickets: 2. What could not be decided from the export begins
# with `decide:`. A value that this export does not have would make a bad row in another.
# decide: no ticket has a second row; if the rows are events, say so by `one row per event`, and
# `time from` instead of `opened at`.

# decide: which column names the ticket, and which holds the time of the row; none was found, so
# there is no `log` block.
charter: no column was found that names the ticket, or none that holds a time
[5]

$ (cat events.csv; printf 'INC3,New,?\nINC3,New,1/3/2016 04:40,soon,?,?,true,Category 40,215,z\n') >bad.csv; charter schema --infer bad.csv | grep -A 3 'decide:'
charter: note: the draft does not read 1 row: fewer fields than the header has columns, the first on line 8
# `decide:`. A value that this export does not have would make a bad row in another.
# decide: "sys_updated_at" holds times written "D/M/YYYY hh:mm", but for 1 of 7; so it is taken
# for none.
# decide: 1 row can't be read, the first on line 8: not as many fields as the header.

ticket has
  priority         optional ladder 3-moderate "3 - Moderate", 2-high "2 - High", 1-critical "1 - Critical"
--
  # decide: "Parked" is taken for a status in which work goes on.
  new "New"                               is working
  parked "Parked"                         is working
  awaiting-user-info "Awaiting User Info" is waiting
--
  # decide: the zone of the times; UTC is only a guess.
  time             from "opened_at" written "D/M/YYYY hh:mm" in UTC
  status           from "incident_state"
  priority         from "priority"

$ charter schema --infer nowhere.csv
charter: cannot read nowhere.csv: No such file or directory
[4]

$ : >empty.csv; charter schema --infer empty.csv
error CHR0501: empty.csv is empty
   try: A log has at least a header that names its columns.
   more: charter explain CHR0501

1 error
[4]

$ printf '<html/>' >page.xes; charter schema --infer page.xes
error CHR0514: page.xes:1: the XES can't be read: it is XML, but no XES: the first element is no `log`
   try: Export it again; nothing behind that line can be read.
   more: charter explain CHR0514

1 error
[4]

$ printf '[1]\n' >list.ndjson; charter schema --infer list.ndjson
# A draft from list.ndjson, rows: 0, tickets: 0. What could not be decided from the export begins
# with `decide:`. A value that this export does not have would make a bad row in another.

# decide: which column names the ticket, and which holds the time of the row; none was found, so
# there is no `log` block.
charter: no column was found that names the ticket, or none that holds a time
[5]

$ charter schema; charter schema --infer
charter: `charter schema` needs an export: --infer FILE
charter: --infer needs a value: --infer FILE
[2]
