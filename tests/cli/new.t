# A charter to begin with, words for shells, and the manual page.

$ charter new our-desk && ls our-desk && charter check --strict our-desk/service.chr && charter test our-desk/service.chr | tail -n 1
our-desk has a charter, a log and a page about them; go on with

  charter test our-desk/service.chr
  charter eval our-desk/service.chr --log our-desk/tickets.csv --by priority
README.md
service.chr
tickets.csv
4 passed, 0 failed

$ charter new our-desk
charter: our-desk/README.md is there already, and is not written over
[2]

$ cd our-desk && charter eval service.chr --log tickets.csv | grep 'Resolution  '
  Resolution          60%   yes    3         1        1      75.00%

$ charter new nowhere/our-desk
charter: cannot make the folder nowhere/our-desk: No such file or directory
[2]

$ charter completion bash >words && bash -n words && bash -c 'source words; COMP_WORDS=(charter ev); COMP_CWORD=1; _charter; echo "${COMPREPLY[@]}"'
eval

$ bash -c 'source words; COMP_WORDS=(charter eval --format = j); COMP_CWORD=4; _charter; echo "${COMPREPLY[@]}"'
json

$ bash -c 'source words; COMP_WORDS=(charter eval --ver); COMP_CWORD=2; _charter; echo "${COMPREPLY[@]}"'
--verdicts

$ for verb in $(charter --help | awk '$1 == "charter" && NF > 4 && $2 !~ /VERB|--|reads/ {print $2}'); do charter completion fish | grep -q "subcommand -f -a $verb " || echo no $verb; done

$ test $(charter completion man | grep -c '^[.]SS') = $(charter --help | awk '$1 == "charter" && $2 !~ /VERB|--|reads/' | wc -l) && echo as many
as many

$ charter completion zsh | head -n 2
#compdef charter
_charter() {

$ charter completion csh
charter: `charter completion` knows bash, zsh, fish and man, not `csh`
[2]
