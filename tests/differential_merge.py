#!/usr/bin/env python3
"""A log that is split, judged in parts and joined gives the same bytes as the whole: the report in each form, the
verdicts and the notices. Random charters and logs (CSV, NDJSON and XES, in one file and in several, with bad rows,
quoted line breaks and identities that stand in several tickets), and the logs of tests/cases; each split at random into
a few parts, into more parts than there are tickets, and into one ticket a part.

    tests/differential_merge.py --charter build/charter [--seed N] [--count SPLITS] [--only NUMBER] [--keep FOLDER]

Prints TAP, one case a split.
"""
import argparse
import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from xml.sax.saxutils import quoteattr

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "oracle"))

from invent import Inventor  # noqa: E402
from invent_escalations import EscalationInventor  # noqa: E402
from invent_figures import FigureInventor  # noqa: E402

FORMS = ("text", "json", "csv", "html")
CASES = os.path.join(HERE, "cases", "logs")
FIXED = [("paths", "desk.chr", ["tickets.ndjson"], None), ("xes", "desk.chr", ["desk.xes"], "events"),
         ("xes", "desk.chr", ["desk.xes"], "cases"), ("std", "jira.chr", ["jira.ndjson"], None),
         ("std", "github.chr", ["github.ndjson"], None), ("std", "glpi.chr", ["glpi.csv"], None),
         ("std", "zammad.chr", ["zammad.ndjson"], None), ("std", "request-tracker.chr", ["request-tracker.ndjson"], None)]


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    count = os.environ.get("CHARTER_TEST_COUNT") or ("40" if os.environ.get("CHARTER_TEST_QUICK") else "80")
    parser.add_argument("--count", type=int, default=int(count))
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", help="leave charter, log and parts of each failure there")
    return parser.parse_args()


# ---- logs


def rows_of(inventor, dice):
    """(header, rows, as-of or None): several inventions as one log."""
    header, rows, as_of = None, [], None
    for number in range(dice.choice((1, 3, 5))):
        text, at = inventor.log()
        header, *more = list(csv.reader(io.StringIO(text)))
        as_of = as_of or at
        for row in more:
            row[0] = "%s-%d" % (row[0], number)
        rows += more
    if dice.random() < 0.5:
        dice.shuffle(rows)
    return header, rows, as_of


def spoil(header, rows, dice):
    """Bad rows, quoted line breaks, and identities of which some stand in several tickets."""
    header = header + ["id", "comment"]
    rows = [row + ["", dice.choice(("", "plain", 'two\nlines, "quoted"', "a\rb"))] for row in rows]
    for row in rows:
        if dice.random() < 0.3:
            row[-2] = "e%d" % dice.randrange(len(rows))
        if dice.random() < 0.03:
            row[dice.choice((0, 1, 2))] = dice.choice(("", "what", "2026-13-01"))
    for _ in range(dice.choice((0, 3, 500))):
        bad = list(dice.choice(rows))
        bad[1 if dice.random() < 0.3 else 2] = "odd-%d" % dice.randrange(900)
        rows.insert(dice.randrange(len(rows) + 1), bad)
    return header, rows


def as_csv(header, rows, dice):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=dice.choice(("\n", "\r\n")))
    writer.writerow(header)
    for row in rows:
        writer.writerow(row)
        if dice.random() < 0.02:
            out.write("\n")
    return "log.csv", out.getvalue()


def as_ndjson(header, rows, dice):
    lines = []
    for row in rows:
        record = {k: v for k, v in zip(header, row) if v != "" or dice.random() < 0.2}
        lines.append("not json" if dice.random() < 0.01 else json.dumps(record))
    return "log.ndjson", dice.choice(("\n", "\r\n", "\n\n")).join(lines) + "\n"


def as_xes(header, rows, dice):
    cases = {}
    for row in rows:
        cases.setdefault(row[0] if dice.random() < 0.95 else row[0] + " ", []).append(row)
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n  <string key="concept:name" value="x"/>\n']
    for name, events in cases.items():
        out.append("  <trace>\n" + ('    <string key="concept:name" value=%s/>\n' % quoteattr(name.strip()) if name else ""))
        for event in events:
            cells = ["<string key=%s value=%s/>" % (quoteattr(k), quoteattr(v)) for k, v in zip(header[1:], event[1:]) if v]
            out.append("    <event>%s%s</event>\n" % (dice.choice(("", "\n")), "".join(cells)))
        out.append("  </trace>" + dice.choice(("\n", "", "\n<!-- <trace> -->\n")))
        if dice.random() < 0.05:
            out.append("<event/><trace></trace>\n")
    return "log.xes", "".join(out) + "</log>\n"


def xes_block(header):
    lines = ["", "log process", "  format xes", '  ticket from "concept:name"']
    for name in header[1:]:
        if name != "comment":
            lines.append('  %s %s from "%s"' % (name, "" if name == "time" else "optional", name))
    return "\n".join(lines + ["end", ""])


class Invented:
    """A charter and a log in FOLDER, and how they are judged."""

    def __init__(self, name, folder):
        dice = random.Random(name)
        inventor = dice.choice((Inventor, FigureInventor, EscalationInventor))(name)
        charter = inventor.charter()
        header, rows, as_of = rows_of(inventor, dice)
        self.spoiled = dice.random() < 0.5
        if self.spoiled:
            header, rows = spoil(header, rows, dice)
        rows = self.arrange(header, rows, dice)
        form = dice.choice((as_csv, as_csv, as_ndjson, as_xes))
        if form is as_xes:
            charter += xes_block(header)
        cut = dice.randrange(len(rows) + 1)
        parts = [rows[:cut], rows[cut:]] if dice.random() < 0.3 and 0 < cut < len(rows) else [rows]
        self.logs = []
        for number, part in enumerate(parts):
            path, text = form(header, part, dice)
            self.logs.append("%d-%s" % (number, path))
            self.write(folder, self.logs[-1], text)
        self.charter, self.using = "charter.chr", None
        self.write(folder, self.charter, charter)
        self.options = options(dice, as_of)
        self.tickets = len({row[0] for row in rows})
        self.known = dice.random() < 0.7 or form is as_xes or form is as_ndjson

    @staticmethod
    def arrange(_header, rows, _dice):
        return rows

    @staticmethod
    def write(folder, name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)


class Fixed:
    def __init__(self, name, folder, number):
        dice = random.Random(name)
        self.folder, self.charter, self.logs, self.using = FIXED[number % len(FIXED)]
        for file in [self.charter] + self.logs:
            shutil.copy(os.path.join(CASES, self.folder, file), folder)
        self.options = options(dice, None)
        self.tickets, self.known = 5, True


def options(dice, as_of):
    found = ["--max-errors", "1000"] + (["--as-of", as_of] if as_of else [])
    if dice.random() < 0.5:
        found += ["--by", dice.choice(("status", "reopenings"))]
    if dice.random() < 0.4:
        found += ["--drivers"]
    if dice.random() < 0.2:
        found += ["--where", "replies is at least 1"]
    if dice.random() < 0.15:
        found += ["--from", "2026-01-01"]
    return found


# ---- the program


class Runs:
    def __init__(self, program, folder, case):
        self.program, self.folder, self.case = program, folder, case

    def run(self, *command):
        done = subprocess.run([self.program] + list(command), cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")

    def read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def using(self):
        return ["--using", self.case.using] if self.case.using else []

    def records(self, prefix, ending):
        return ["--verdicts", prefix + "v" + ending, "--notices", prefix + "n" + ending]

    def judge(self, logs, *more):
        named = [word for log in logs for word in ("--log", log)]
        return self.run("eval", self.case.charter, *named, *self.using(), *self.case.options, "--threads", "1", *more)


def whole(runs, ending):
    """By form: (status, report); and the records."""
    found = {}
    for form in FORMS:
        status, report, said = runs.judge(runs.case.logs, "--format", form, *runs.records("whole-", ending))
        if status not in (0, 1, 5):
            return None, said
        found[form] = (status, report)
    return found, [runs.read("whole-" + name + ending) for name in "vn"]


def judge_parts(runs, ending):
    """The partial results, or what went wrong."""
    parts = sorted(name for name in os.listdir(os.path.join(runs.folder, "parts")) if name.endswith(".shard"))
    out = []
    for part in parts:
        path = "parts/" + part.replace(".shard", ".partial")
        status, _, said = runs.judge(["parts/" + part], "--partial", path, *runs.records("part-", ending),
                                     *(["--format", "html"] if runs.case.is_paged else []))
        if status:
            return None, "%s: status %d: %s" % (part, status, said)
        out.append(path)
    return out, None


def as_known(runs, found):
    """A shard of a split without a charter must be told as of when."""
    if runs.case.known or "--as-of" in runs.case.options:
        return
    as_of = json.loads(found["json"][1])["as_of"]
    runs.case.options += ["--as-of", as_of] if as_of else []


def difference(name, want, have):
    if want == have:
        return []
    at = next((i for i, (a, b) in enumerate(zip(want, have)) if a != b), min(len(want), len(have)))
    return ["%s differs at byte %d: whole %r, parts %r" % (name, at, want[max(0, at - 80):at + 80], have[max(0, at - 80):at + 80])]


def compare(runs, found, records, ending, partials):
    wrong = []
    for form in FORMS:
        if form == "html" and not runs.case.is_paged:
            continue
        status, report, said = runs.run("merge", *partials, "--format", form, *runs.records("merged-", ending))
        if status != found[form][0]:
            wrong.append("%s: status %d, of the whole %d: %s" % (form, status, found[form][0], said))
        wrong += difference(form, found[form][1], report)
        if status in (0, 1, 5):
            for name, want in zip("vn", records):
                wrong += difference("records " + name, want, runs.read("merged-" + name + ending))
    return wrong


def one(options_given, number, seen):
    name = "%d/%d" % (options_given.seed, number)
    dice = random.Random(name + "/split")
    with tempfile.TemporaryDirectory() as folder:
        case = Fixed(name, folder, number) if number % 8 == 0 else Invented(name, folder)
        runs, ending = Runs(options_given.charter, folder, case), dice.choice((".csv", ".ndjson"))
        case.is_paged = dice.random() < 0.6
        found, records = whole(runs, ending)
        if found is None:
            seen["refused"] += 1
            return [] if "time zone" not in records else [records]
        as_known(runs, found)
        count = dice.choice((1, 2, 3, 5, case.tickets, case.tickets + 4))
        split = ["shard", str(count)] + case.logs + ["-o", "parts"]
        split += ["--charter", case.charter] + runs.using() if case.known else []
        split += ["--seed", str(dice.randrange(1, 10**6))] if dice.random() < 0.6 else []
        status, _, said = runs.run(*split)
        wrong = ["shard: status %d: %s" % (status, said)] if status else []
        partials, said = (None, None) if wrong else judge_parts(runs, ending)
        if partials is None:
            wrong.append(said or "")
        else:
            dice.shuffle(partials)
            wrong += compare(runs, found, records, ending, partials)
            seen["parts"] += len(partials)
        if wrong and options_given.keep:
            shutil.copytree(folder, os.path.join(options_given.keep, "split-%d" % number), dirs_exist_ok=True)
            wrong.append("judged with " + " ".join(case.options))
        return wrong


def main():
    given = arguments()
    given.charter = os.path.abspath(given.charter)
    seen = {"parts": 0, "refused": 0}
    numbers = [given.only] if given.only is not None else range(given.count)
    failed = 0
    for position, number in enumerate(numbers, 1):
        wrong = one(given, number, seen)
        failed += bool(wrong)
        print("%s %d - split %d" % ("not ok" if wrong else "ok", position, number))
        for line in wrong:
            print("# " + line.replace("\n", "\n# ")[:1500])
    print("1..%d" % len(numbers))
    print("# %d parts joined; %d logs that the whole refuses" % (seen["parts"], seen["refused"]))
    if given.only is None and seen["refused"] * 5 > len(numbers):
        print("# too many logs are refused for this to say much")
        failed += 1
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
