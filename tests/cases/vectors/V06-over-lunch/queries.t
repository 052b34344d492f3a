$ charter query charter.chr --format json '1 hour in office after 2026-09-02 11:30' | jq -c .value
"2026-09-02T11:30:00Z"
