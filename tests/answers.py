#!/usr/bin/env python3
"""Answers of queries about a log, beside what other verbs say of it.

    tests/answers.py --charter build/charter

`compliance … by month, weekday …` is counted anew from the verdict records of `charter eval`; each extension that
`best hours of …` tells of is given to `charter whatif` as a change, and has to turn the same verdicts. Prints TAP.
"""
import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

FOLDER = [""]  # of the examples, copied
ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples")
NORTHWIND = ("northwind", "northwind.chr", "northwind.csv", "Europe/London")
INCIDENTS = ("incidents", "incidents.chr", "incidents.csv", "UTC")
STARTER = ("starter", "service.chr", "tickets.csv", "Europe/London")

COMPLIANCE = [(NORTHWIND, "response"), (NORTHWIND, "resolution"), (INCIDENTS, "closure"), (STARTER, "resolution")]
KEYS = ["day", "week", "month", "quarter", "year", "weekday", "hour"]
HOURS = [(NORTHWIND, "office", "response"), (NORTHWIND, "office", "resolution"), (NORTHWIND, "office", "updates"),
         (STARTER, "office", "response"), (NORTHWIND, "nights", "response")]

# Hours over midnight, and days whose hours come together: for the last of these.
NIGHTS = """
hours nights
  open Monday to Friday 19:30 to 05:15
  open Saturday, Sunday 00:30 to 23:30
  open Friday 06:00 to 07:00
  ignores holidays
end

amendment by-night in-force from 2026-04-02
  replace in target response
    within 4 hours in nights otherwise
  end
end
"""


def run(program, example, *arguments, statuses=(0, 1, 5)):
    done = subprocess.run([program] + list(arguments), cwd=os.path.join(FOLDER[0], example[0]), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode not in statuses:
        raise RuntimeError("%s: %s" % (arguments, done.stderr.decode()))
    return done.stdout.decode()


def ask(program, example, query):
    out = run(program, example, "query", example[1], "--log", example[2], "--format", "json", query)
    answer = json.loads(out.strip().split("\n")[-1])
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer["value"]


# ---- compliance by periods ----

def instant(text, zone):
    if not text:
        return None
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(zone)


def key_of(kind, counted, opened):
    week = counted.isocalendar()
    return {"day": counted.strftime("%Y-%m-%d"), "week": "%04d-W%02d" % (week[0], week[1]), "month": counted.strftime("%Y-%m"),
            "quarter": "%04d-Q%d" % (counted.year, (counted.month + 2) // 3), "year": "%04d" % counted.year,
            "weekday": opened.strftime("%A"), "hour": opened.strftime("%H:00")}[kind]


def tickets(program, example, target, as_of):
    """The verdict that a ticket has in whole (6.3), when it counts, and its opening."""
    zone = ZoneInfo(example[3])
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        run(program, example, "eval", example[1], "--log", example[2], "--verdicts", file.name)
        with open(file.name, encoding="utf-8", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if row["target"] == target]
    found = {}
    for row in rows:
        found.setdefault(row["ticket"], []).append(row)
    for cycles in found.values():
        opened = min(instant(row["start"], zone) for row in cycles)
        breached = [instant(row["breached_at"], zone) for row in cycles if row["verdict"] == "breached"]
        met = [instant(row["stop"], zone) for row in cycles if row["verdict"] == "met"]
        if breached:
            yield "breached", min(breached), opened
        elif any(row["verdict"] == "pending" for row in cycles):
            yield "pending", as_of.astimezone(zone), opened
        elif met:
            yield "met", max(met), opened


def last_instant(program, example):
    report = json.loads(run(program, example, "eval", example[1], "--log", example[2], "--format", "json"))
    return datetime.fromisoformat(report["as_of"].replace("Z", "+00:00"))


def compliance(program, example, target):
    wrong = []
    seen = list(tickets(program, example, target, last_instant(program, example)))
    for kinds in [[kind] for kind in KEYS] + [["month", "weekday"], ["year", "hour", "weekday"]]:
        want = Counter()
        for verdict, counted, opened in seen:
            want[tuple(key_of(kind, counted, opened) for kind in kinds), verdict] += 1
        told = Counter()
        for row in ask(program, example, "compliance of %s by %s" % (target, ", ".join(kinds))):
            for verdict in ("met", "breached", "pending"):
                if row[verdict]:
                    told[tuple(row["key"][kind] for kind in kinds), verdict] = row[verdict]
        wrong += ["by %s: %s is %d, and the answer says %d" % (kinds, key, want[key], told[key])
                  for key in sorted(set(want) | set(told)) if want[key] != told[key]]
    return wrong if seen else ["no ticket at all"]


# ---- hours ----

def best_hours(program, example, hours, target):
    wrong, turned = [], 0
    answer = ask(program, example, "best hours of %s for %s" % (hours, target))
    for row in answer["extensions"]:
        with open(os.path.join(FOLDER[0], "change.chr"), "w", encoding="utf-8") as file:
            file.write(row["change"])
        told = json.loads(run(program, example, "whatif", example[1], "--log", example[2], "--with", file.name, "--format", "json"))
        flips = Counter(f["after"] for f in told["flips"] if f["target"] == target)
        turned += sum(flips.values())
        side = next(t["after"] for t in told["targets"] if t["target"] == target)
        for name, want in (("met", side["met"]), ("breached", side["breached"]), ("pending", side["pending"]),
                           ("to_met", flips["met"]), ("to_breached", flips["breached"])):
            if row[name] != want:
                wrong.append("%s: %s is %s by whatif, and the answer says %s" % (row["extension"], name, want, row[name]))
    if not answer["extensions"]:
        wrong.append("nothing is extended")
    return wrong, turned


def copy_examples(folder):
    FOLDER[0] = os.path.join(folder, "examples")
    shutil.copytree(ROOT, FOLDER[0])
    path = os.path.join(FOLDER[0], NORTHWIND[0], "nights.chr")
    with open(os.path.join(ROOT, *NORTHWIND[:2]), encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + NIGHTS)
    return ("northwind", "nights.chr", "northwind.csv", NORTHWIND[3])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    program = os.path.abspath(parser.parse_args().charter)
    failed = turned = 0
    with tempfile.TemporaryDirectory() as folder:
        nights = copy_examples(folder)
        cases = [("compliance of %s: %s" % (t, e[0]), lambda e=e, t=t: (compliance(program, e, t), 0)) for e, t in COMPLIANCE]
        cases += [("best hours of %s for %s: %s" % (h, t, e[0]), lambda e=nights if h == "nights" else e, h=h, t=t: best_hours(program, e, h, t))
                  for e, h, t in HOURS]
        for title, check in cases:
            try:
                wrong, flips = check()
                turned += flips
            except (RuntimeError, ValueError, KeyError, StopIteration) as error:
                wrong = repr(error).splitlines()
            failed += bool(wrong)
            print("%s - %s" % ("not ok" if wrong else "ok", title))
            for line in wrong[:5]:
                print("# " + line)
    failed += not turned
    print("%s - an hour more turns verdicts (%d)" % ("ok" if turned else "not ok", turned))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
