# The printed charter: forms, places, dates, stale copies.

$ charter print desk.chr | head -12
Help desk
=========

Version 1.0
In force from 1 January 2026

Contents
========

   1  Parties and term
   4  Overview
   6  Hours

$ charter print desk.chr --as markdown | head -5
# Help desk

Version 1.0 · In force from 1 January 2026

## Contents

$ charter print desk.chr --as html | head -3
<!doctype html>
<html lang="en">
<head>

$ charter print desk.chr -o desk.md && head -1 desk.md && charter print desk.chr --check desk.md
# Help desk

$ sed -i 's/Help/Held/' desk.md; charter print desk.chr --check desk.md | head -12
charter: desk.md is not what the charter says now
--- desk.md
+++ desk.md
@@ -1,4 +1,4 @@
-# Held desk
+# Help desk
 
 Version 1.0 · In force from 1 January 2026
 
@@ -16,7 +16,7 @@
 
 ## 1 Parties and term
 

$ charter print desk.chr --check desk.md > differences.txt; echo $?
charter: desk.md is not what the charter says now
1

$ charter print desk.chr --check nowhere.md
charter: cannot read nowhere.md: No such file or directory
[2]

$ charter print desk.chr --check desk.md -o other.md
charter: --check writes nothing, so -o has no place beside it
[2]

$ charter print desk.chr --as pdf
charter: --as is one of text|markdown|html, not `pdf`
[2]

$ charter print desk.chr --as-of yesterday
charter: --as-of is a date like `2026-04-01`, not `yesterday`
[2]

$ charter print desk.chr --as-of 1999-01-01
charter: desk.chr: no version of the charter is in force on 1999-01-01
[5]

$ charter print
charter: `charter print` needs more: it takes FILE (see `charter print --help`)
[2]

$ printf 'hours office\n  open always\nend\n' > library.chr; charter print library.chr
charter: library.chr: there is no `charter` block: a library can't be printed
[3]

$ printf 'charter x\n  timezone Nowhere/Else\nend\n' | charter print -
error CHR0201: the time zone database has no zone `Nowhere/Else`
  --> standard input:2:12
   2 |   timezone Nowhere/Else
     |            ^^^^^^^^^^^^
   more: charter explain CHR0201

1 error
[3]

$ printf 'charter x\nend\n' | charter print - | head -20
x
=

Contents
========

   1  Parties and term
  27  Glossary
  28  About this text

1  Parties and term
===================

Charter  x

The charter does not say from when it is in force.

27  Glossary
============

$ charter print --help
charter print FILE

Print the charter that people read: text, Markdown or one page of HTML.

Options:
  --as text|markdown|html       the form (default: by the ending of FILE, else text)
  -o, --output FILE             where it goes (default: standard output)
  --as-of DATE                  the version in force then, and the year from then on
  --changes OLD                 what changes from OLD to FILE; without FILE, what OLD's amendments change
  --check FILE                  write nothing; status 1 if this published copy is stale
  --help                        print this

Example:
  charter print service.chr -o service.html
