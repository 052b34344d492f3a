# Several files are several charters; warnings are findings under --strict; forms for people, editors and programs.

$ printf 'charter a\n  in-force from 2026-01-01\nend\n\nhours office\n  open Monday 09:00 to 17:00\nend\n' >warned.chr; printf 'charter b\n  in-force from 2026-01-01\n  timezone Europe/Lundon\nend\n' >wrong.chr

$ charter check --format short warned.chr wrong.chr
warned.chr:5:7: warning CHR0305: the hours `office` do not say what holds on holidays
warned.chr:5:7: warning CHR0110: nothing refers to the hours `office`
wrong.chr:3:12: error CHR0201: the time zone database has no zone `Europe/Lundon`
[3]

$ charter check --format short warned.chr >/dev/null 2>&1

$ charter check --format short --strict warned.chr 2>/dev/null
[1]

$ charter check --format json warned.chr wrong.chr | jq -c '.[] | [.code,.severity,.place.file,.place.line]'
["CHR0305","warning","warned.chr",5]
["CHR0110","warning","warned.chr",5]
["CHR0201","error","wrong.chr",3]

$ printf 'charter c\nend\n' | charter check -

$ mkdir lib; printf 'hours office\n  open Monday 09:00 to 17:00\n  ignores holidays\nend\n' >lib/hours.chr; printf 'use "lib/hours.chr"\ncharter d\n  in-force from 2026-01-01\nend\n' >main.chr; charter query main.chr 'office is open at 2026-09-07 10:00'
yes

$ printf 'use "../main.chr"\n' >>lib/hours.chr; charter check --format short main.chr
lib/hours.chr:5:5: error CHR0105: the files use each other in a loop: main.chr uses lib/hours.chr uses main.chr
[3]

$ printf 'use "lib/nothing.chr"\ncharter d\n  in-force from 2026-01-01\nend\n' >lost.chr; charter check --format short lost.chr
lost.chr:1:5: error CHR0104: there is no file "lib/nothing.chr" that can be read
[3]
