# The page of a code; all codes.

$ charter explain CHR0450 | head -n 1
# CHR0450: a ticket that no clause covers

$ charter explain 0450 | head -n 1
# CHR0450: a ticket that no clause covers

$ charter explain | grep 0450
CHR0450  warning  a ticket that no clause covers

$ charter explain | wc -l | xargs test 20 -lt && echo many
many
