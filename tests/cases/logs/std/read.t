# The logs of the standard library, each on an export in the shape that its help desk documents.

$ judge() { charter eval $1.chr "${@:2}" --as-of 2026-03-03T00:00:00Z --verdicts v.ndjson >said || grep -q Targets said || cat said; jq -r '[.ticket,.target,.verdict,.start[11:16],.stop[11:16],.used_s,.paused_s,.limit_s]|join(" ")' v.ndjson; rm -f v.ndjson; }; declare -f judge >judge

$ . ./judge; judge jira --log jira.ndjson
HELP-1 response met 09:00 09:40 2400 0 14400
HELP-1 solution met 09:00 14:00 7200 10800 28800
HELP-2 response breached 10:00  50400 0 3600
HELP-2 solution breached 10:00  50400 0 28800

$ . ./judge; judge zendesk --log zendesk.ndjson
35 response breached 09:00 10:30 5400 0 3600
35 solution met 09:00 13:30 9000 7200 28800

$ . ./judge; judge zendesk --using zendesk-metrics --log zendesk-metrics.ndjson
35 response met 09:00 10:30 5400 0 14400
35 solution met 09:00 13:30 9000 7200 86400

$ . ./judge; judge zammad --log zammad.ndjson --log zammad-articles.ndjson
81 response met 09:00 09:45 2700 0 14400
81 solution met 09:00 15:00 7200 14400 28800
82 response excluded 09:00 09:20 1200 0 14400
82 solution excluded 09:00 09:20 1200 0 86400

$ . ./judge; judge freshdesk --using freshdesk --log freshdesk.ndjson
276 response met 09:00 09:45 2700 0 3600
276 solution breached 09:00 18:00 32400 0 28800
277 response breached 10:00  50400 0 14400
277 solution pending 10:00  50400 0 86400

$ . ./judge; judge freshdesk --using freshdesk-activities --log freshdesk-activities.ndjson
276 response error 09:00 12:00   
276 solution met 09:00 12:00 3600 7200 28800

$ . ./judge; judge glpi --log glpi.csv
9 response met 08:00 08:50 3000 0 3600
9 solution met 08:00 11:00 3600 7200 28800
10 response breached 11:00  46800 0 14400
10 solution pending 11:00  46800 0 86400

$ . ./judge; judge request-tracker --log request-tracker.ndjson
7 response breached 09:00 10:30 5400 0 3600
7 solution met 09:00 14:00 7200 10800 28800

$ . ./judge; judge servicenow --using servicenow --log servicenow.csv
INC0010023 response error 09:00 15:00   
INC0010023 solution met 09:00 15:00 21600 0 28800
INC0010024 response error 10:00    
INC0010024 solution pending 10:00  50400 0 86400

$ . ./judge; judge servicenow --log servicenow-audit.csv
46f0 response met 09:00 09:40 2400 0 3600
46f0 solution met 09:00 13:00 7200 7200 28800

$ . ./judge; judge github --using ours --log github.ndjson
https://github.com/octo/desk/issues/1 response met 09:00 09:50 3000 0 3600
https://github.com/octo/desk/issues/1 solution met 09:00 13:00 10800 0 28800

$ . ./judge; judge jira-webhooks --log jira-webhooks.ndjson
HELP-1 response met 09:00 09:40 2400 0 14400
HELP-1 solution met 09:00 14:00 7200 10800 28800
HELP-2 response breached 10:00  50400 0 3600
HELP-2 solution breached 10:00  50400 0 28800

$ . ./judge; judge zendesk-webhooks --log zendesk-webhooks.ndjson
35 response breached 09:00 10:30 5400 0 3600
35 solution met 09:00 13:30 9000 7200 28800

$ . ./judge; judge zammad-webhooks --log zammad-webhooks.ndjson
81 response met 09:00 09:45 2700 0 14400
81 solution met 09:00 15:00 7200 14400 28800

$ . ./judge; judge freshdesk-webhooks --log freshdesk-webhooks.ndjson
276 response error 09:00 12:00   
276 solution met 09:00 12:00 3600 7200 28800
