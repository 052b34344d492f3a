# A priority matrix: limits by impact and urgency, and priorities that go against it: those of B and D. E has
# neither impact nor urgency.

$ charter check priority.chr

$ charter eval priority.chr --log priority.csv --verdicts v.csv --format json | jq -r '.measures[] | .name + " " + (.periods[0].value | tostring)'
P1-off-the-matrix 20
P2-off-the-matrix 0
P3-off-the-matrix 20
P4-off-the-matrix 0
P5-off-the-matrix 0

$ grep response v.csv | cut -d, -f1,4,5,12
A,priority.chr:17,met,900
B,priority.chr:18,met,3600
C,priority.chr:19,breached,14400
D,priority.chr:20,met,28800
E,priority.chr:20,met,28800
