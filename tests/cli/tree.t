# What came from where: each declaration and each clause with its place, what was replaced or removed marked.

$ charter tree school.chr
school 1, from 2026-09-10, with `calm`

  charter school                                        school.chr:1      charter `school`
    timezone UTC                                        framework.chr:3   parent `framework`
  ticket has                                            framework.chr:6   parent `framework`
  hours office                                          framework.chr:10  parent `framework`
-   open Monday to Friday 09:00 to 17:00                framework.chr:11  replaced by charter `school`, school.chr:8
    open Monday to Friday 08:00 to 16:00                school.chr:8      charter `school`
    ignores holidays                                    framework.chr:12  parent `framework`
  clock handling                                        framework.chr:15  parent `framework`
  target resolution                                     framework.chr:20  parent `framework`
    measures handling                                   framework.chr:21  parent `framework`
    counted in office                                   framework.chr:22  parent `framework`
-   within 2 hours when priority is high called urgent  framework.chr:23  replaced by amendment `calm` from 2026-09-10, school.chr:20
    within 3 hours when priority is high called urgent  school.chr:20     amendment `calm` from 2026-09-10
-   within 8 hours otherwise                            framework.chr:24  replaced by amendment `shorter` from 2026-09-10, framework.chr:29
    within 6 hours otherwise                            framework.chr:29  amendment `shorter` from 2026-09-10
    within 1 hour in always when channel is phone       school.chr:15     charter `school`
  amendment shorter                                     framework.chr:27  parent `framework`
  channel phone                                         school.chr:11     charter `school`
  amendment calm                                        school.chr:18     charter `school`

$ charter tree school.chr --as-of 2026-09-09
school 1, from 2026-01-01 until 2026-09-09

  charter school                                        school.chr:1      charter `school`
    timezone UTC                                        framework.chr:3   parent `framework`
  ticket has                                            framework.chr:6   parent `framework`
  hours office                                          framework.chr:10  parent `framework`
-   open Monday to Friday 09:00 to 17:00                framework.chr:11  replaced by charter `school`, school.chr:8
    open Monday to Friday 08:00 to 16:00                school.chr:8      charter `school`
    ignores holidays                                    framework.chr:12  parent `framework`
  clock handling                                        framework.chr:15  parent `framework`
  target resolution                                     framework.chr:20  parent `framework`
    measures handling                                   framework.chr:21  parent `framework`
    counted in office                                   framework.chr:22  parent `framework`
    within 2 hours when priority is high called urgent  framework.chr:23  parent `framework`
    within 8 hours otherwise                            framework.chr:24  parent `framework`
    within 1 hour in always when channel is phone       school.chr:15     charter `school`
  amendment shorter                                     framework.chr:27  parent `framework`
  channel phone                                         school.chr:11     charter `school`
  amendment calm                                        school.chr:18     charter `school`

$ charter tree school.chr --format json | jq -c '[.charter,.version,.from,.until,.amendment], .layers[], (.declarations[] | select(.sort == "target") | .lines[] | [.text,.file,.line,.layer,.state,.by])'
["school","1","2026-09-10",null,"calm"]
{"kind":"parent","name":"framework","file":"framework.chr","from":null,"until":null}
{"kind":"amendment","name":"shorter","file":"framework.chr","from":"2026-09-10","until":null}
{"kind":"charter","name":"school","file":"school.chr","from":null,"until":null}
{"kind":"amendment","name":"calm","file":"school.chr","from":"2026-09-10","until":null}
["measures handling","framework.chr",21,0,"stands",null]
["counted in office","framework.chr",22,0,"stands",null]
["within 2 hours when priority is high called urgent","framework.chr",23,0,"replaced",3]
["within 3 hours when priority is high called urgent","school.chr",20,3,"stands",null]
["within 8 hours otherwise","framework.chr",24,0,"replaced",1]
["within 6 hours otherwise","framework.chr",29,1,"stands",null]
["within 1 hour in always when channel is phone","school.chr",15,2,"stands",null]

$ charter tree desk.chr | head -3
desk 1.0, from 2026-01-01

  charter desk "Help desk"                              desk.chr:3     charter `desk`

$ charter tree school.chr --as-of 2025-12-31
charter: school.chr: no version is in force on 2025-12-31
[5]

$ charter tree school.chr --as-of tomorrow
charter: --as-of is a date like 2026-04-01, not `tomorrow`
[2]
