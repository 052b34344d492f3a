# Wrong usage is exit status 2, with a word about what would be right; help comes from the tables of verbs and options.

$ charter
charter: say what to do: `charter --help` lists the verbs
[2]

$ charter frobnicate
charter: there is no verb `frobnicate`; `charter --help` lists them
[2]

$ charter evall
charter: there is no verb `evall`; did you mean `eval`?
[2]

$ charter --frob
charter: there is no option --frob before a verb; `charter --help` says more
[2]

$ charter eval desk.chr
charter: `charter eval` needs a log: --log FILE
[2]

$ charter eval desk.chr --lgo desk.csv
charter: `eval` has no option --lgo; did you mean --log?
[2]

$ charter eval desk.chr --log
charter: --log needs a value: --log FILE
[2]

$ charter eval desk.chr --log desk.csv --log - --log - </dev/null
charter: --log - is given twice: standard input can be read once
[2]

$ charter eval desk.chr --log desk.csv --format pdf
charter: --format is one of text|json|csv|html, not `pdf`
[2]

$ charter eval desk.chr --log desk.csv --strict=yes
charter: --strict takes no value
[2]

$ charter eval desk.chr --log desk.csv --as-of 2026-09-07 --as-of 2026-09-08
charter: --as-of is given twice
[2]

$ charter eval desk.chr --log desk.csv --as-of 2026-09-07
charter: --as-of is an instant like `2026-11-20 16:30` or `2026-11-20T15:30:00Z`, not `2026-09-07`: it is not written as a date and a time
[2]

$ charter eval desk.chr --log desk.csv --from 2026-09-08 --to 2026-09-07
charter: --to 2026-09-07 is earlier than --from 2026-09-08
[2]

$ charter eval desk.chr --log desk.csv --from 7/9/2026
charter: --from is a date like 2026-04-01, not `7/9/2026`
[2]

$ charter eval desk.chr --log desk.csv --threads many
charter: --threads is a whole number up to 256, not `many`
[2]

$ charter eval desk.chr --log desk.csv --verdicts out.xlsx
charter: --verdicts writes a file whose name ends in .csv, .ndjson or .sqlite, not `out.xlsx`
[2]

$ charter eval desk.chr --log desk.csv --verdicts out.csv -o out.csv
charter: the report and the verdicts can't both go to out.csv
[2]

$ charter eval desk.chr desk.csv
charter: `desk.csv` is one thing too many for `charter eval`: it takes FILE
[2]

$ charter check
charter: `charter check` needs more: it takes FILE... (see `charter check --help`)
[2]

$ charter debug tokens desk.chr
charter: `charter debug` shows lex, ast, plan or hours, not `tokens`
[2]

$ charter when desk.chr response
charter: `charter when` needs to know when the ticket is opened: --opened INSTANT
[2]

$ charter explain CHR9999
charter: there is no diagnostic `CHR9999`; `charter explain` lists all codes
[2]

$ charter --version
charter 0.1.0

$ charter check --help
charter check FILE...

Find what is wrong with charters, and tickets that no clause covers.

Options:
  --strict                      warnings fail too (status 1)
  --format text|short|json|sarif  how findings are shown (default text)
  --deny CODE                   such a finding is an error (status 1); `all` for any
  --allow CODE                  such a finding is not shown; `all` for any
  --fix                         make the edits that are safe, and say which
  --as-of DATE                  also what is past on that date
  --max-errors N                as text: show N errors, count the rest (default 20)
  --help                        print this

Example:
  charter check examples/northwind/northwind.chr

$ charter -h | sed -n 's/^  charter \([a-z]*\)  .*/\1/p' | tr '\n' ' '
check fmt print eval why when query whatif compare watch repl test tree flatten review merge shard explain schema new debug 

$ for verb in check fmt eval why when query test explain debug; do charter $verb --help | sed -n '/^Example:/{n;p}' | cut -c1-40; done
  charter check examples/northwind/north
  charter fmt --diff service.chr
  charter eval service.chr --log tickets
  charter why service.chr --log tickets.
  charter when service.chr response --op
  charter query service.chr '2 hours in 
  charter test examples/northwind/northw
  charter explain CHR0006
  charter debug hours service.chr

$ charter eval desk.chr --log desk.csv --by priorities
charter: --by: tickets have no attribute `priorities`; did you mean `priority`?
[2]

$ charter eval desk.chr --log desk.csv --using nothing
charter: the charter has no log `nothing`
[2]

$ charter eval desk.chr --log desk.csv --where 'priority is P4'
error CHR0221: `P4` is no value of `priority`
  --> --where:1:13
   1 | priority is P4
     |             ^^
  ::: desk.chr:10:3
  10 |   priority ladder P3 "Normal", P2 "High", P1 "Critical"
     |   -------- declared here
   try: You wrote `P4`, the ladder has `P3`.
   more: charter explain CHR0221

1 error
[2]

$ charter eval desk.chr --log desk.csv --where 'office is open at 2026-09-07 10:00'
error CHR0228: a condition is needed here, such as `priority is P1`
  --> --where:1:1
   1 | office is open at 2026-09-07 10:00
     | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   more: charter explain CHR0228

1 error
[2]

$ charter eval desk.chr --log desk.csv --where 'priority is'
error CHR0001: unexpected end of the text
  --> --where:1:12
   1 | priority is
     |            ^
   note: What may stand here: a value, `not`, `one`, `known`, `at`, `more`, `less`, `open` or `told`.
   more: charter explain CHR0001

1 error
[2]

$ charter when desk.chr response --opened '2026-09-07 16:30' --with 'priority'
error CHR0001: expected a value behind `priority`, but the text ends
  --> --with:1:1
   1 | priority
     | ^^^^^^^^
   more: charter explain CHR0001

1 error
[2]
