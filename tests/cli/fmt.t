# Laid out in place, shown, asked for, as a filter; what is laid out stays as it is.

$ printf 'hours office\n      open Monday to Friday 09:00 to 17:00 # weekdays\nend' >untidy.chr; charter fmt --check untidy.chr
untidy.chr is not laid out as it should be
[1]

$ charter fmt --diff untidy.chr
--- untidy.chr
+++ untidy.chr
@@ -1,3 +1,3 @@
 hours office
-      open Monday to Friday 09:00 to 17:00 # weekdays
-end
\ No newline at end of file
+  open Monday to Friday 09:00 to 17:00  # weekdays
+end
[1]

$ cat untidy.chr | charter fmt -
hours office
  open Monday to Friday 09:00 to 17:00  # weekdays
end

$ charter fmt untidy.chr; cat untidy.chr
hours office
  open Monday to Friday 09:00 to 17:00  # weekdays
end

$ charter fmt --check untidy.chr desk.chr
desk.chr is not laid out as it should be
[1]

$ charter fmt --diff untidy.chr

$ touch -d 2020-01-01 untidy.chr; charter fmt untidy.chr; stat -c %y untidy.chr | cut -c1-10
2020-01-01

$ chmod 640 desk.chr; sed -i 's/^  / /' desk.chr; charter fmt desk.chr; stat -c %a desk.chr; ls -a | grep -c '^\.desk'
640
0
[1]

$ printf 'hours office\n' | charter fmt - 2>/dev/null
[3]

$ charter fmt nowhere.chr
charter: cannot read nowhere.chr: No such file or directory
[3]
