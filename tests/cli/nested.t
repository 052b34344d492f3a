# What includes and uses each other may be nested, but not without end.

$ for i in $(seq 1 70); do printf 'use "f%d.chr"\n' $((i + 1)) > f$i.chr; done; printf 'clock c\n  starts on opened\n  stops on resolved\nend\n' > f71.chr; charter check f1.chr
error CHR0105: files use each other more than 64 deep
  --> f64.chr:1:5
   1 | use "f65.chr"
     |     ^^^^^^^^^
   more: charter explain CHR0105

1 error
[3]

$ (for i in $(seq 1 40); do printf 'hours h%d\n  ignores holidays\n  includes h%d\nend\n' $i $((i + 1)); done; printf 'hours h41\n  open always\nend\n') > hours.chr; charter check hours.chr
error CHR0302: hours include or exclude each other more than 32 deep
  --> hours.chr:131:12
 131 |   includes h34
     |            ^^^
   more: charter explain CHR0302

1 error
[3]

$ (for i in $(seq 1 40); do printf 'holidays h%d\n  includes h%d\nend\n' $i $((i + 1)); done; printf 'holidays h41\n  2026-01-01\nend\n') > lists.chr; charter check lists.chr
error CHR0302: lists of holidays include each other more than 32 deep
  --> lists.chr:98:12
  98 |   includes h34
     |            ^^^
   more: charter explain CHR0302

1 error
[3]

$ charter when desk.chr response --opened 2026-11-20T10:00:00Z --with 'priority=P1 and more'
error CHR0027: values are not joined by `and`
  --> --with:1:13
   1 | priority=P1 and more
     |             ^^^
   try: List them with commas, as in `with priority P1, vip yes`.
   more: charter explain CHR0027

1 error
[2]

$ charter when desk.chr response --opened 2026-11-20T10:00:00Z --with ''
error CHR0001: expected a name behind `with`, but the text ends
  --> --with:1:1
   1 |
     | ^
   more: charter explain CHR0001

1 error
[2]
