#!/usr/bin/env python3
"""From the printed page alone: limit, hours and condition of each target are recovered, and 1,000 random tickets are due
when `charter when` says. Prints TAP. CHARTER_TEST_SEED chooses the tickets, CHARTER_TEST_COUNT how many.
"""
import argparse
import datetime as dt
import json
import os
import random
import re
import subprocess
import sys
from urllib.parse import unquote

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tests", "oracle"))
from page import Charter  # noqa: E402

CHARTERS = ["examples/northwind/northwind.chr", "tests/cases/print/charter/good/everything-that-prints.chr",
            "tests/cases/print/charter/good/hours-of-every-shape.chr"]
FIRST, DAYS = dt.datetime(2026, 4, 1, tzinfo=dt.timezone.utc), 270
results = []


def case(name, failure):
    results.append(failure is None)
    print("%s %d - %s" % ("not ok" if failure else "ok", len(results), name))
    for line in (failure or "").splitlines()[:20]:
        print("# " + line)


def run(charter, *arguments, stdin=None):
    return subprocess.run([charter] + list(arguments), cwd=ROOT, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


class Tickets:
    """Random tickets: values that the conditions of the page tell apart, and none."""

    def __init__(self, charter, random_):
        self.random, self.values = random_, {}
        for name, row in charter.attributes.items():
            if "ladder" in row or "one-of" in row:
                self.values[name] = row.get("ladder", row.get("one-of")).split()
        self.values["status"] = list(charter.classes)
        for data, rows in charter.page.tables + list(charter.targets.values()):
            for row in [data] + rows:
                for key in ("when", "about", "starts-when", "pauses"):
                    self.add_constants(row.get(key, ""), charter)

    def add_constants(self, text, charter):
        for name, value in re.findall(r'([\w-]+) is (?:not )?(?:at least |at most |more than |less than )?("[^"]*"|[A-Z]{3} [\d.]+|[\w.:-]+)', text):
            kind = charter.attributes.get(name, {}).get("type")
            if kind is None and name not in ("channel", "service", "team"):
                continue
            if name == "status" or value in ("known", "not", "one"):
                continue
            near = [value]
            if kind == "whole":
                near += [str(int(value) + d) for d in (-1, 1)]
            if kind == "decimal":
                near += [str(float(value) + d) for d in (-0.5, 0.5)]
            if kind == "money":
                near += [value.split()[0] + " 1", value.split()[0] + " 99999"]
            if kind == "yes-or-no":
                near = ["yes", "no"]
            if kind == "time":
                continue
            if kind == "text":
                near = [value.strip('"'), "somebody else"]
            self.values.setdefault(name, [])
            self.values[name] += [v for v in near if v not in self.values[name]]

    def ticket(self):
        return {name: self.random.choice(values) for name, values in self.values.items() if values and self.random.random() < 0.75}

    def opened(self):
        at = int(FIRST.timestamp()) + 86400 + self.random.randrange(DAYS * 86400)
        return at - at % self.random.choice([1, 60, 900, 3600])


class Pages:
    """The pages of all versions, each printed as of its first day; the one of its opening is that of a ticket."""

    def __init__(self, program, path):
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            text = file.read()
        first = FIRST.date()
        days = {first} | {dt.date.fromisoformat(d) for d in re.findall(r"in-force\s+from (\S+)", text)}
        days |= {dt.date.fromisoformat(d) + dt.timedelta(days=1) for d in re.findall(r"in-force\s+from \S+ until (\S+)", text)}
        last = first + dt.timedelta(days=DAYS + 2)
        self.at = []
        for day in sorted(d for d in days if first <= d <= last):
            printed = run(program, "print", path, "--as", "html", "--as-of", day.isoformat())
            assert printed.returncode == 0, printed.stderr.decode()
            self.at.append((day, Charter(printed.stdout.decode())))

    def due(self, target, ticket, opened):
        local = dt.date.fromordinal(self.at[0][1].hours["always"].zone.local(opened)[0])
        charter = [c for day, c in self.at if day <= local][-1]
        return charter.due(target, ticket, opened) if target in charter.targets else None


def spelled(name, value, charter):
    kind = charter.attributes.get(name, {}).get("type")
    return '%s "%s"' % (name, value) if kind == "text" else "%s %s" % (name, value)


def compare(program, path, seed, count):
    pages = Pages(program, path)
    charter, chooser = pages.at[0][1], random.Random(seed)
    tickets, asked = Tickets(charter, chooser), []
    for _ in range(count):
        asked.append((chooser.choice(sorted(charter.targets)), tickets.ticket(), tickets.opened()))
    wrong, answered, due_of = [], 0, set()
    for (target, ticket, opened), answer in zip(asked, answers(program, path, asked, charter)):
        due = pages.due(target, ticket, opened)
        page = None if due is None else stamp(due)
        answered += page is not None
        if page is not None:
            due_of.add(target)
        if page != answer:
            wrong.append("%s of %s opened %s: page %s, program %s" % (target, ticket, stamp(opened), page, answer))
    dull = [target for target in charter.targets if target.endswith(" hand-over") and target not in due_of]
    if dull and count >= 1000:
        wrong.append("no ticket of %s is due" % ", ".join(dull))
    if answered < count // 4:
        wrong.append("only %d of %d tickets have a due instant" % (answered, count))
    return "\n".join(["seed %d" % seed] + wrong) if wrong else None


def stamp(at):
    return dt.datetime.fromtimestamp(at, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def answers(program, path, asked, charter):
    """What the program says, None where there is no due instant."""
    queries = []
    for target, ticket, opened in asked:
        given = ", ".join(spelled(n, v, charter) for n, v in ticket.items())
        name = '"%s"' % target if " " in target else target
        queries.append("when is %s due opened at %s%s" % (name, stamp(opened), " with " + given if given else ""))
    said = run(program, "query", path, "--format", "json", "-", stdin="\n".join(queries).encode())
    for line in said.stdout.decode().splitlines():
        answer = json.loads(line)
        yield answer.get("value")


def by_when(program, path, seed, count):
    """The same by `charter when`, for some."""
    pages = Pages(program, path)
    charter, chooser = pages.at[0][1], random.Random(seed)
    tickets, wrong = Tickets(charter, chooser), []
    for _ in range(count):
        target, ticket, opened = chooser.choice(sorted(charter.targets)), tickets.ticket(), tickets.opened()
        ticket = {n: v for n, v in ticket.items() if charter.attributes.get(n, {}).get("type") != "text"}
        given = ",".join("%s=%s" % (n, v) for n, v in ticket.items())
        command = ["when", path, target, "--opened", stamp(opened), "--format", "json"] + (["--with", given] if given else [])
        said = run(program, *command)
        due = pages.due(target, ticket, opened)
        page = None if due is None else stamp(due)
        answer = json.loads(said.stdout)[0]["due"] if said.returncode == 0 else None
        if page != answer:
            wrong.append("%s: page %s, program %s %s" % (" ".join(command), page, answer, said.stderr.decode()))
    return "\n".join(["seed %d" % seed] + wrong) if wrong else None


def examples(program, path):
    """The instants of the examples follow from the row that each names, and its words say the same instants."""
    text = run(program, "print", path, "--as", "html", "--as-of", FIRST.date().isoformat()).stdout.decode()
    charter, wrong = Charter(text), []
    rows = {row["id"]: (data, row) for data, rows in charter.page.tables for row in rows if "limit" in row}
    found = re.findall(r'<li data-opened="([^"]+)" data-due="([^"]+)">(.*?)</li>', text)
    for opened, due, words in found:
        data, row = rows[unquote(re.search(r'href="#([^"]+)"', words).group(1))]
        at, hours = seconds(opened), charter.hours[row["in"]]
        wanted = charter.limit(hours, row["limit"], at)
        at_any_hour = row["in"] == "always" or "calendar" in row["limit"]
        if "to-opening" in data and not at_any_hour and not hours.is_open(wanted):
            wanted = hours.next_opening(wanted)
        if stamp(wanted) != due:
            wrong.append("%s opened %s: %s by the row, %s in the example" % (row["id"], opened, stamp(wanted), due))
        said = [written(charter, at) in words, written(charter, wanted) in words]
        if not all(said):
            wrong.append("%s: %s or %s is not in: %s" % (row["id"], written(charter, at), written(charter, wanted), words))
    return "\n".join(wrong) or (None if len(found) >= 3 else "%d examples" % len(found))


def seconds(text):
    return int(dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc).timestamp())


def written(charter, at):
    """As the page writes it: `Friday 10 April 2026, 17:45`, in the charter's zone."""
    ordinal, second = charter.hours["always"].zone.local(at)
    day = dt.date.fromordinal(ordinal)
    return "%s %d %s %d, %02d:%02d" % (day.strftime("%A"), day.day, day.strftime("%B"), day.year, second // 3600, second // 60 % 60)


def titles(text):
    """What names are called on the page: by its headings, and where it says `Critical (P1)`."""
    called = dict(re.findall(r'<h\d id="\d+\.([^"]+)"><a [^>]*>[^<]*</a> ([^<]*)<', text))
    called.update((name, title) for title, name in re.findall(r"([^,:;>()]+?) \(([\w-]+)\)", " ".join(re.findall(r"<dd>.*?</dd>", text))))
    called["always"] = "At any hour"
    return called


def constants(condition):
    """The values, periods and figures of a condition, and its `not`, `least`, `most`, `more`, `less`."""
    for words in re.findall(r'"([^"]*)"', condition):
        yield words
    bare = re.sub(r'"[^"]*"', "", condition)
    for list_ in re.findall(r"one of \(([^)]*)\)", bare):
        yield from list_.split(", ")
    yield from re.findall(r"\b(?:is|during) (?:not )?(?:at least |at most |more than |less than )?(?!not|one|at|more|less|known)([\w.:-]+)", bare)
    yield from (word for word in ("not", "least", "most", "more", "less") if re.search(r"\b%s\b" % word, bare))


def says(shown, name, called):
    """Do the words have NAME, or what it is called?"""
    plain = shown.lower().replace(",", "")
    if name == "not":
        return re.search(r"\b(not|none of|other than)\b", plain) is not None
    return any(word.lower().replace(",", "") in plain for word in (called.get(name, name), name, name.replace("-", " ")))


def words_of_limits(program, path):
    """What people read in a row is what its data says: the limit, the hours, and all that its condition names."""
    text = run(program, "print", path, "--as", "html").stdout.decode()
    wrong, called, tried = [], titles(text), 0
    for data, rows in Charter(text).page.tables:
        for row in rows if "target" in data else []:
            limit, shown = row["limit"], " ".join(row["cells"])
            if not limit.startswith("end") and limit not in shown:
                wrong.append("%s: %s is not in: %s" % (row["id"], limit, shown))
            if not says(row["cells"][3], row["in"], called) and "calendar day" not in limit:
                wrong.append("%s: counted in %s is not in: %s" % (row["id"], row["in"], row["cells"][3]))
            for name in constants(row.get("when", "")):
                tried += 1
                if not says(row["cells"][1], name, called):
                    wrong.append("%s: %s is not in: %s" % (row["id"], name, row["cells"][1]))
    return "\n".join(wrong) or (None if tried >= 4 else "only %d names of conditions" % tried)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charter", default=os.path.join(ROOT, "build", "charter"))
    program = os.path.abspath(parser.parse_args().charter)
    seed = int(os.environ.get("CHARTER_TEST_SEED", "0")) or random.randrange(1, 10**6)
    count = int(os.environ.get("CHARTER_TEST_COUNT", "1000"))
    for path in CHARTERS:
        name = os.path.basename(path)
        case("%s: %d tickets are due when the page says" % (name, count), compare(program, path, seed, count))
        case("%s: and by `charter when`" % name, by_when(program, path, seed + 1, min(count, 60)))
        case("%s: examples" % name, examples(program, path))
        case("%s: words and data of limits agree" % name, words_of_limits(program, path))
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
