#!/usr/bin/env python3
"""Nothing that changes a charter is passed over in silence by `charter compare` and `charter print --changes`. Prints TAP.

Each line of a charter with everything is left out in turn, and each text and figure of it altered: if the print differs, the
two have to be told apart, and the page of the changes has to show it, in both directions. In another order a charter is the
same. The pages keep to what a page of HTML has to keep to, and need nothing else.

    tests/changes.py --charter build/charter [--share N]
"""
import argparse
import html.parser
import json
import os
import re
import subprocess
import sys

from printed_whole import EVERYTHING, NORTHWIND, Printer, alterations, declarations, printed_lines, undigested

# What the print shows and no promise depends on: which file says it, and why an amendment took something away.
OF_NO_MATTER = re.compile(r"^\s*(use |language |extends |#|remove )")
# What comes to the same, though it is said in another way: hours that are closed already, a day and a window that another line
# holds, what the language supposes anyway, a credit that the cap cuts.
THE_SAME = re.compile(r"from 12:15$|ignores holidays$|on change of priority carries$|first 1 working day of each year|every fourth Sunday of May|"
                      r"06:00:00\+01:15$|21% of monthly below 70%$")
VOID = {"meta", "link", "br", "hr", "img", "path", "rect", "line"}
results = []


def case(name, failure):
    results.append(failure is None)
    print("%s %d - %s" % ("not ok" if failure else "ok", len(results), name))
    for line in (failure or "").splitlines()[:20]:
        print("# " + line)


class Teller:
    def __init__(self, program):
        self.printer = Printer(program)
        self.folder = self.printer.folder

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)
        return os.path.join(self.folder, name)

    def run(self, *arguments):
        return subprocess.run([self.printer.program] + list(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)

    def compare(self, before, after):
        """The rows; None if one of them is refused."""
        done = self.run("compare", self.write("a.chr", before), self.write("b.chr", after), "--format", "json")
        if done.returncode not in (0, 1, 3):
            raise AssertionError("exit status %d\n%s" % (done.returncode, done.stderr.decode()))
        if done.returncode == 3:
            return None
        rows = [row for stretch in json.loads(done.stdout)["stretches"] for row in stretch["rows"]]
        if (done.returncode == 0) != (not rows):
            raise AssertionError("status %d and %d rows" % (done.returncode, len(rows)))
        return rows

    def page(self, *options):
        """The changes from a.chr to b.chr."""
        done = self.run("print", "--changes", os.path.join(self.folder, "a.chr"), os.path.join(self.folder, "b.chr"), *options)
        if done.returncode not in (0, 5):
            raise AssertionError("exit status %d\n%s" % (done.returncode, done.stderr.decode()))
        return done.stdout.decode()


def variants(text):
    lines = text.split("\n")
    for number, line in printed_lines(text):
        if OF_NO_MATTER.match(line):
            continue
        yield number, "left out: " + line.strip(), "\n".join(lines[:number] + lines[number + 1:])
        for altered in alterations(line):
            yield number, "altered: " + altered.strip(), "\n".join(lines[:number] + [altered] + lines[number + 1:])


def nothing_in_silence(teller, text, share):
    whole, silent, tried = undigested(teller.printer.print(text)), [], 0
    for number, what, other in list(variants(text))[::share]:
        rows = teller.compare(text, other)
        tried += rows is not None
        if rows and re.search("Nothing changes", page := teller.page()) and "Other differences" not in page:
            silent.append("line %d %s: not on the page" % (number + 1, what))
        if rows == [] and not THE_SAME.search(what) and undigested(teller.printer.print(other)) != whole:
            silent.append("line %d %s" % (number + 1, what))
    case("%d changes, and what shows in the print is told" % tried, "\n".join(silent) or (None if tried > 300 / share else "only %d" % tried))


def opposite(teller, text, share):
    """What is better one way is worse the other."""
    turned = {"better": "worse", "worse": "better"}
    wrong = []
    for number, what, other in list(variants(text))[::share]:
        there, back = teller.compare(text, other), teller.compare(other, text)
        if there is None or back is None:
            continue
        marks = [sorted((row["kind"], row["name"] or "", row["about"] or "", side(row["mark"])) for row in rows)
                 for rows, side in ((there, lambda mark: turned.get(mark, mark)), (back, lambda mark: mark))]
        if marks[0] != marks[1]:
            wrong.append("line %d %s: %s" % (number + 1, what, [m for m in marks[0] if m not in marks[1]] + [m for m in marks[1] if m not in marks[0]]))
    case("what is better one way is worse the other", "\n".join(wrong) or None)


def another_order(teller, name, text):
    rows = teller.compare(text, "\n".join(reversed(declarations(text))))
    case("%s: the same in another order" % name, None if rows == [] else json.dumps(rows)[:400])


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.ids, self.links, self.kinds = [], [], [], [], set()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.kinds.add(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes["href"]] if "href" in attributes else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append("</%s> at line %d" % (tag, self.getpos()[0]))


def a_sound_page(teller, before, after):
    teller.compare(before, after)
    text = teller.page("--as", "html")
    page = Page()
    page.feed(text)
    wrong = page.wrong + ["not closed: %s" % tag for tag in page.open]
    wrong += ["twice: " + name for name in sorted({name for name in page.ids if page.ids.count(name) > 1})]
    wrong += ["leads nowhere: " + link for link in page.links if link.startswith("#") and link[1:] not in page.ids]
    wrong += re.findall(r'(?:src|srcset|action)="[^"]*"|@import|url\([^)]*\)|<script|<link|<img|<iframe', text)
    wrong += [] if {"ins", "del", "dl", "main"} <= page.kinds else ["lacks some of ins, del, dl, main"]
    for words in re.findall(r"<dt>It said</dt><dd>(.*?)</dd>", text):
        wrong += [] if words.startswith("<del>") or "nothing of this" in words else ["not struck out: " + words]
    case("the page of HTML is sound, and asks for nothing", "\n".join(wrong) or None)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charter", default="build/charter")
    parser.add_argument("--share", type=int, default=4, help="try every so manyth change only")
    options = parser.parse_args()
    teller = Teller(os.path.abspath(options.charter))
    with open(EVERYTHING, encoding="utf-8") as file:
        everything = file.read()
    with open(NORTHWIND, encoding="utf-8") as file:
        northwind = file.read()
    nothing_in_silence(teller, everything, options.share)
    opposite(teller, everything, 4 * options.share - 1)
    for name, text in (("everything", everything), ("northwind", northwind)):
        another_order(teller, name, text)
    altered = re.sub(r"within 15 minutes", "within 20 minutes", northwind).replace("95%", "96%")
    a_sound_page(teller, northwind, altered)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
