# A version as one file: parents, changes and amendments applied, `overrides` where only the layer ranked two clauses.

$ charter flatten school.chr
# from school.chr:1
charter school
  version  "1"
  in-force from 2026-09-10
  # from framework.chr:3
  timezone UTC
end

# from framework.chr:6
ticket has
  priority ladder low, high
end

# from framework.chr:10
hours office
  # from school.chr:8
  open Monday to Friday 08:00 to 16:00
  ignores holidays
end

# from framework.chr:15
clock handling
  starts on opened
  stops on resolved
end

# from framework.chr:20
target resolution
  measures   handling
  counted in office
  # from school.chr:20
  within 3 hours          when priority is high called urgent overrides clause-1
  # from framework.chr:29
  within 6 hours          otherwise
  # from school.chr:15
  within 1 hour in always when channel is phone called clause-1
end

# from school.chr:11
channel phone
end

$ charter flatten school.chr --as-of 2026-09-09 -o before.chr && charter check before.chr && grep -v '# from' before.chr
charter school
  version  "1"
  in-force from 2026-01-01 until 2026-09-09
  timezone UTC
end

ticket has
  priority ladder low, high
end

hours office
  open Monday to Friday 08:00 to 16:00
  ignores holidays
end

clock handling
  starts on opened
  stops on resolved
end

target resolution
  measures   handling
  counted in office
  within 2 hours          when priority is high called urgent
  within 8 hours          otherwise
  within 1 hour in always when channel is phone overrides urgent
end

channel phone
end

$ charter flatten before.chr | grep -v '# from' > again.txt; grep -v '# from' before.chr | diff - again.txt && rm before.chr again.txt

$ charter flatten school.chr --as-of 2025-12-31
charter: school.chr: no version is in force on 2025-12-31
[5]
