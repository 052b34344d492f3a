#!/usr/bin/env python3
"""The holidays of the standard library against two packages that know nothing of it: Debian's python3-holidays
and the npm package date-holidays.

    tests/holidays/compare.py --charter build/charter [--show]

`sources.txt` says what is compared. Each difference must be explained by a line of `differences.txt`, and each
line there must be needed in every list and every year that it names. `--show` prints the differences in the form
of that file, those without an explanation first. Prints TAP; a source that is not installed is skipped by name.
"""
import argparse
import collections
import fnmatch
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FIRST, LAST = 2015, 2035
SIDES = ("only here", "only there")

Difference = collections.namedtuple("Difference", "source list side title date")
Reason = collections.namedtuple("Reason", "number source lists side title years why")


def rows(name, columns):
    """(number of the line, cells) of a table with `|` between its cells."""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith("#"):
                cells = [cell.strip() for cell in line.rstrip("\n").split("|")]
                if len(cells) != columns:
                    raise SystemExit("%s:%d: %d cells, expected %d" % (name, number, len(cells), columns))
                yield number, cells


# ---------------------------------------------------------------- what the sources say

def ask(command, environment=None):
    """The JSON that a command prints; None where it can't be run, or lacks its package."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, check=False)
    except OSError:
        return None
    return json.loads(done.stdout) if done.returncode == 0 else None


def by_python(places, _):
    return ask(["/usr/bin/python3", os.path.join(HERE, "from_python.py"), str(FIRST), str(LAST)] + places)


def by_npm(places, build):
    environment = dict(os.environ)
    paths = [os.path.join(build, "npm", "node_modules"), environment.get("NODE_PATH", "")]
    environment["NODE_PATH"] = ":".join(filter(None, paths))
    return ask(["node", os.path.join(HERE, "from_npm.js"), str(FIRST), str(LAST)] + places, environment)


SOURCES = {"python": (2, by_python, "python3-holidays: apt-get install python3-holidays"),
           "npm": (3, by_npm, "date-holidays: npm install --prefix build/npm date-holidays@3.37.0")}


# ---------------------------------------------------------------- what the library says

def library(charter, table):
    """{list: {year that it claims: [(date, title, part)]}}"""
    files = collections.defaultdict(list)
    for file, name, _, _ in table:
        files[file].append(name)
    out = {}
    for file, names in files.items():
        path = os.path.join(ROOT, "stdlib", "std", "holidays", file + ".chr")
        queries = ["holidays of %s in %d" % (name, year) for name in names for year in range(FIRST, LAST + 1)]
        done = subprocess.run([charter, "query", path, "--format", "json"] + queries, stdout=subprocess.PIPE, check=True)
        for query, line in zip(queries, done.stdout.decode().splitlines()):
            name, year, value = query.split()[2], int(query.split()[4]), json.loads(line)["value"]
            if value["complete"]:
                days = [(d["date"], d["title"], "%s to %s" % (d["from"], d["to"]) if d["from"] else "") for d in value["days"]]
                out.setdefault(name, {})[year] = days
    return out


# ---------------------------------------------------------------- differences

def keyed(days, parts):
    """{what must agree: title}; without parts, only whole days count."""
    return {(date, part): title for date, title, part in reversed(days) if parts or not part}


def differences_of(source, name, ours, theirs):
    out = []
    for year, days in ours.items():
        here = keyed(days, source == "npm")
        there = keyed([day for day in theirs if day[0].startswith(str(year))], source == "npm")
        out += [Difference(source, name, SIDES[0], title, key[0]) for key, title in here.items() if key not in there]
        out += [Difference(source, name, SIDES[1], title, key[0]) for key, title in there.items() if key not in here]
    return sorted(out, key=lambda d: d.date)


def years_of(text):
    out = []
    for part in text.split(","):
        found = re.fullmatch(r"\s*(\d{4})(?:\s*-\s*(\d{4}))?\s*", part)
        if not found:
            raise SystemExit("differences.txt: %r is no list of years" % text)
        out += range(int(found.group(1)), int(found.group(2) or found.group(1)) + 1)
    return out


def reasons():
    return [Reason(number, source, lists.split(), side, title, years_of(years), why)
            for number, (source, lists, side, title, years, why) in rows("differences.txt", 6)]


def fits(sources, source):
    return sources == "*" or source in sources.split()


def explains(reason, difference):
    return (fits(reason.source, difference.source) and reason.side == difference.side and
            any(fnmatch.fnmatchcase(difference.list, pattern) for pattern in reason.lists) and
            fnmatch.fnmatchcase(difference.title, reason.title) and int(difference.date[:4]) in reason.years)


def needless(reason, compared, differences):
    """[(list, year)] that a reason names and for which there is nothing to explain; `compared` are the lists and their
    years."""
    needed = {(d.list, int(d.date[:4])) for d in differences if explains(reason, d)}
    out = []
    for pattern in reason.lists:
        names = fnmatch.filter(compared, pattern)
        out += [(pattern, None)] if not names else []
        out += [(name, year) for name in names for year in reason.years
                if (name, year) not in needed and year in compared[name]]
        out += [(name, None) for name in names if not any((name, year) in needed for year in reason.years)]
    return out


# ---------------------------------------------------------------- the report

def compact(years):
    """2015-2017, 2020"""
    out, years = [], sorted(set(years))
    for year in years:
        if out and out[-1][1] == year - 1:
            out[-1][1] = year
        else:
            out.append([year, year])
    return ", ".join(str(a) if a == b else "%d-%d" % (a, b) for a, b in out)


def show(differences, known):
    groups = collections.defaultdict(list)
    for d in differences:
        why = " ".join(r.why for r in known if explains(r, d))
        groups[bool(why), d.source, d.list, d.side, d.title, why].append(d.date)
    for (_, source, name, side, title, why), dates in sorted(groups.items()):
        print("%s | %s | %s | %s | %s | %s" % (source, name, side, title, compact(int(d[:4]) for d in dates), why or " ".join(dates)))


def tap(name, wrong):
    print("%s - %s" % ("not ok" if wrong else "ok", name))
    for line in wrong[:30]:
        print("# " + line)


def compare(source, table, ours, options):
    column, asked, package = SOURCES[source]
    places = sorted({row[column] for row in table if row[column]})
    answer = asked(places, os.path.dirname(os.path.abspath(options.charter)))
    if answer is None:
        print("ok - # SKIP not installed: " + package)
        return False
    compared = {row[1]: ours[row[1]] for row in table if row[column]}
    differences = [d for row in table if row[column]
                   for d in differences_of(source, row[1], ours[row[1]], answer["lists"][row[column]])]
    known = [r for r in reasons() if fits(r.source, source)]
    if options.show:
        show(differences, known)
        return False
    wrong = False
    for name, years in compared.items():
        unexplained = ["%s %s (%s)" % (d.date, d.title, d.side) for d in differences
                       if d.list == name and not any(explains(r, d) for r in known)]
        tap("%s %d to %d, %s %s" % (name, min(years), max(years), source, answer["version"]), unexplained)
        wrong = wrong or bool(unexplained)
    for reason in known:
        idle = ["nothing to explain for %s%s" % (name, " in %d" % year if year else "")
                for name, year in needless(reason, compared, differences)]
        tap("differences.txt:%d is needed, %s %s" % (reason.number, source, answer["version"]), idle)
        wrong = wrong or bool(idle)
    return wrong


def uncompared(table):
    files = {name[:-4] for name in os.listdir(os.path.join(ROOT, "stdlib", "std", "holidays")) if name.endswith(".chr")}
    return sorted(files - {row[0] for row in table})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    table = [cells for _, cells in rows("sources.txt", 4)]
    ours = library(os.path.abspath(options.charter), table)
    if not options.show:
        tap("every file of stdlib/std/holidays is compared", uncompared(table))
    wrong = [bool(uncompared(table))] + [compare(source, table, ours, options) for source in SOURCES]
    return 1 if any(wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
