#!/usr/bin/env python3
"""Answers of queries about a log, beside what other verbs say of it.

    tests/answers.py --charter build/charter

`compliance … by month, weekday …` and `drivers … by month …` are counted anew from the verdict records of `charter eval`; each
extension that `best hours of …` tells of is given to `charter whatif` as a change, and has to turn the same verdicts; each limit of
`best limit … by month …` is that of the tickets opened during hours or a period that have these dates alone. Prints TAP.
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
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

FOLDER = [""]  # of the examples, copied
ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples")
NORTHWIND = ("northwind", "northwind.chr", "northwind.csv", "Europe/London")
INCIDENTS = ("incidents", "incidents.chr", "incidents.csv", "UTC")
STARTER = ("starter", "service.chr", "tickets.csv", "Europe/London")

COMPLIANCE = [(NORTHWIND, "response"), (NORTHWIND, "resolution"), (INCIDENTS, "closure"), (STARTER, "resolution")]
KEYS = ["day", "week", "month", "quarter", "year", "weekday", "hour"]
LIMITS = [(NORTHWIND, "response"), (NORTHWIND, "resolution"), (STARTER, "resolution")]
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


# ---- drivers by periods ----

def drivers(program, example, target):
    wrong, rows = [], 0
    zone = ZoneInfo(example[3])
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        run(program, example, "eval", example[1], "--log", example[2], "--verdicts", file.name)
        with open(file.name, encoding="utf-8", newline="") as lines:
            cycles = [row for row in csv.DictReader(lines) if row["target"] == target]
    opened = {}
    for row in cycles:
        start = instant(row["start"], zone)
        opened[row["ticket"]] = min(start, opened.get(row["ticket"], start))
    for kind in KEYS:
        decided, breached = Counter(), Counter()
        for row in cycles:
            if row["verdict"] in ("met", "breached"):
                at = instant(row["breached_at"] if row["verdict"] == "breached" else row["stop"], zone)
                key = key_of(kind, at, opened[row["ticket"]])
                decided[key] += 1
                breached[key] += row["verdict"] == "breached"
        told = ask(program, example, "drivers of breaches in %s by %s" % (target, kind))[0]["values"]
        rows += len(told)
        for value in told:
            want = (breached[value["value"]], decided[value["value"]])
            others = sum(decided.values()) - want[1], sum(breached.values()) - want[0]
            vanish = max(0, (want[0] * others[0] - want[1] * others[1]) // others[0])
            if value["attribute"] != kind or (value["breached"], value["decided"]) != want or value["vanish"] != vanish:
                wrong.append("by %s: %s, and the records say %s, %d" % (kind, value, want, vanish))
        missing = set(key for key in breached if breached[key]) - set(value["value"] for value in told)
        if any(sum(decided.values()) - decided[key] >= 5 for key in missing):
            wrong.append("by %s: %s is not told" % (kind, missing))
    return wrong if rows else ["no value at all"]


# ---- best limits by periods ----

def last_of_month(year, month):
    return (datetime(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).strftime("%Y-%m-%d")


def opened_in(kind, key):
    """A block `asked` that is open on what KEY stands for."""
    if kind == "weekday":
        return "hours asked\n  open %s 00:00 to 24:00\n  ignores holidays\nend\n" % key
    if kind == "hour":
        return "hours asked\n  open Monday to Sunday %s to %02d:00\n  ignores holidays\nend\n" % (key, int(key[:2]) + 1)
    first, last = key, key
    if kind == "year":
        first, last = key + "-01-01", key + "-12-31"
    elif kind == "quarter":
        month = int(key[6:]) * 3
        first, last = "%s-%02d-01" % (key[:4], month - 2), last_of_month(int(key[:4]), month)
    elif kind == "month":
        first, last = key + "-01", last_of_month(int(key[:4]), int(key[5:]))
    elif kind == "week":
        first, last = (datetime.strptime(key + day, "%G-W%V-%u").strftime("%Y-%m-%d") for day in ("-1", "-7"))
    return "period asked\n  %s to %s\nend\n" % (first, last)


def best_limits(program, example, target):
    wrong, rows = [], 0
    with open(os.path.join(FOLDER[0], example[0], example[1]), encoding="utf-8") as file:
        text = file.read()
    for kind in KEYS:
        for row in ask(program, example, "best limit of %s for 90%% by %s" % (target, kind)):
            asked = example[:1] + ("asked.chr",) + example[2:]
            with open(os.path.join(FOLDER[0], example[0], asked[1]), "w", encoding="utf-8") as file:
                file.write(text + "\n" + opened_in(kind, row["key"].pop(kind)))
            want = ask(program, asked, "best limit of %s for 90%% when opened during asked" % target)[0]
            rows += 1
            if row != want:
                wrong.append("by %s: %s, and of these tickets alone %s" % (kind, row, want))
    return wrong if rows > len(KEYS) else ["no limit at all"]


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
        cases += [("drivers of %s: %s" % (t, e[0]), lambda e=e, t=t: (drivers(program, e, t), 0)) for e, t in COMPLIANCE]
        cases += [("best limit of %s: %s" % (t, e[0]), lambda e=e, t=t: (best_limits(program, e, t), 0)) for e, t in LIMITS]
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
