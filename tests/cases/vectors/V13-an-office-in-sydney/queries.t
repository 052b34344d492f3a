$ charter query charter.chr --format json '1 hour in office after 2026-10-02 16:30' | jq -c .value
"2026-10-04T22:30:00Z"
