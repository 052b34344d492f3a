#!/usr/bin/env python3
"""A session keeps the verdicts of its log, and judges again only what a supposition touches; `charter query` judges the
whole log for each question. Both are asked the same at random and have to answer with the same bytes; and so has a session
that finds log and verdicts in the files of an earlier one.

    tests/kept_verdicts.py --charter build/charter [--seed N]

Prints TAP.
"""
import argparse
import csv
import datetime
import os
import random
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples")
STEPS, COPIES = 24, 400

NIGHTS = """
amendment later in-force from 2026-04-02
  replace in target response
    within 90 minutes otherwise
  end
end
"""
NORTHWIND_CHANGES = [
    "replace in target response within 6 hours otherwise end",
    "replace in target response within 30 minutes otherwise end",
    "replace in target response met for at least 10% of tickets each month end",
    "replace in target resolution within 2 hours when priority is P2 end",
    "replace in target updates within 20 minutes end",
    "replace hours office open Monday to Saturday 07:00 to 20:00 closed on holidays of england end",
    "replace hours office open Monday to Friday 09:00 to 17:30 ignores holidays end",
    "remove target updates because \"Nobody reads them.\"",
    "remove escalation major-incident because \"Nobody comes.\"",
    "add target solved measures resolution within 2 hours end",
    "add target answered \"Answered\" measures first-response within 30 minutes in office end",
    "replace in target response warns at 50% used end",
]
STARTER_CHANGES = [
    "replace in target response within 1 hour otherwise end",
    "replace in target resolution within 3 hours otherwise end",
    "replace hours office open Monday to Saturday 07:00 to 20:00 ignores holidays end",
    "remove target response because \"Nobody reads it.\"",
    "add target solved measures resolution within 2 hours end",
]
# Clauses that a few tickets meet: only these are judged again.
CLAUSES = """use "std/clocks"

charter own "Many clauses"
  in-force from 2026-01-01
  timezone Europe/London
end

ticket has
  priority ladder low, normal, high, critical
  region   one of north, south, east
  vip      optional yes-or-no
  seats    optional whole
end

status
  new, open        is working
  pending          is waiting
  resolved, closed is done
end

hours office "Office hours"
  open Monday to Friday 09:00 to 17:30
  ignores holidays
end

target response "First response"
  measures   first-response
  counted in office
  within 30 minutes in always when priority is critical
  within 20 minutes in always when priority is critical and region is east
  within 1 hour               when priority is high
  within 45 minutes           when priority is high and not (region is north)
  within 40 minutes           when priority is normal and (region is east or seats is at least 100)
end

target resolution "Resolution"
  measures   resolution
  counted in office
  within 4 hours in always when priority is critical
  within 1 working day     when priority is high
  within 3 hours           when priority is high and reopenings is at least 1
  within 2 working days    when priority is normal and vip is yes
  within 6 hours in always when priority is normal and vip is yes and opened during office
  within 5 working days    otherwise
  on change of priority carries
  on change of vip starts again
  met for at least 60% of tickets each month
end

amendment later in-force from 2026-02-01
  replace in target response
    within 25 minutes in always when priority is critical
  end
end
"""
CLAUSES_REPLACED = [("response", "priority is critical"), ("response", "priority is critical and region is east"), ("response", "priority is high"),
                    ("response", "priority is high and not (region is north)"),
                    ("response", "priority is normal and (region is east or seats is at least 100)"), ("resolution", "priority is critical"),
                    ("resolution", "priority is high"), ("resolution", "priority is high and reopenings is at least 1"),
                    ("resolution", "priority is normal and vip is yes"), ("resolution", "priority is normal and vip is yes and opened during office")]
CLAUSES_ADDED = [("response", "priority is low"), ("response", "priority is low and seats is less than 10"),
                 ("response", "priority is low and region is south and vip is no"), ("resolution", "priority is low and seats is at least 100"),
                 ("resolution", "priority is critical and region is south")]
CLAUSES_CHANGES = [
    "%s target %s within %s when %s end" % (how, target, limit, condition)
    for how, clauses in (("replace in", CLAUSES_REPLACED), ("add to", CLAUSES_ADDED)) for target, condition in clauses
    for limit in ("10 minutes in always", "3 hours")
] + ["replace in target resolution within 1 hour otherwise end", "replace in target response met for at least 50% of tickets each month end"]
OWN = "own.chr"
# Folder, charter, what is added to it, log, column of the ticket, targets, attributes, conditions, changes.
EXAMPLES = [
    ("northwind", "northwind.chr", "", "northwind.csv", ["response", "resolution", "updates"],
     ["priority", "channel", "service", "status", "month", "weekday", "opening-month"], ["priority is P1", "channel is phone", "reopenings is at least 1"],
     NORTHWIND_CHANGES),
    ("northwind", "northwind.chr", NIGHTS, "northwind.csv", ["response", "resolution", "updates"], ["priority", "channel", "month"],
     ["priority is P2", "priority is at least P3"], NORTHWIND_CHANGES),
    ("starter", "service.chr", "", "tickets.csv", ["response", "resolution"], ["priority", "month", "weekday"], ["priority is high"], STARTER_CHANGES),
] + 2 * [("", OWN, "", "own.csv", ["response", "resolution"], ["priority", "region", "month", "vip"],
          ["priority is high", "seats is at least 50", "reopenings is at least 1"], CLAUSES_CHANGES)]


def question(rng, example):
    _, _, _, _, targets, attributes, conditions, _ = example
    target, by = rng.choice(targets), rng.sample(attributes, rng.randint(0, 2))
    when = " when " + rng.choice(conditions) if rng.random() < 0.3 else ""
    kind = rng.random()
    if kind < 0.2:
        return "drivers of breaches in " + target + when
    if kind < 0.25:
        return "best limit of %s for 90%%%s" % (target, when)
    return "compliance of %s%s%s" % (target, " by " + ", ".join(by) if by else "", when)


def run(program, folder, arguments, text=""):
    done = subprocess.run([program] + arguments, cwd=folder, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode < 0:
        raise RuntimeError("%s: signal %d" % (arguments, -done.returncode))
    return [line for line in done.stdout.decode().split("\n") if line.startswith("{")]


def plan(rng, example, ask):
    """Lines for the session, and for each of its answers what `query` is asked. A supposition that can't be made, since
    an earlier one took away what it is about, is none."""
    lines, supposed, wanted = [":format json"], [], []
    for _ in range(STEPS):
        kind = rng.random()
        if kind < 0.2 and len(supposed) < 3:
            asked = "suppose " + rng.choice(example[-1])
            lines.append(asked)
            wanted.append(supposed + [asked])
            if '"type":"supposed"' in ask(supposed + [asked]):
                supposed = supposed + [asked]
        elif kind < 0.3 and supposed:
            lines.append(":undo")
            supposed = supposed[:-1]
        else:
            asked = "against" if supposed and rng.random() < 0.5 else question(rng, example)
            lines.append(asked)
            wanted.append(supposed + [asked])
    return lines, wanted


def grow(path):
    """Each ticket many times, so that there are several blocks of them."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows[0])
        for row in rows[1:]:
            for copy in range(COPIES):
                writer.writerow(["%s-%d" % (row[0], copy)] + row[1:])


def own_log(rng, path):
    """Tickets that change their priority now and then, wait, are reopened; some say little of themselves."""
    begin = datetime.datetime(2026, 1, 5, 7, tzinfo=datetime.timezone.utc)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ticket", "time", "event", "actor", "status", "priority", "region", "vip", "seats"])
        for ticket in range(rng.choice([40, 300, 9000])):
            at, status = begin + datetime.timedelta(minutes=rng.randrange(80000)), "new"
            for step in range(rng.randint(1, 6)):
                event = "opened" if step == 0 else rng.choice(["reply", "reply", "note"])
                status = status if step == 0 else rng.choice(["open", "pending", "resolved", "open"])
                says = [rng.choice(values) if rng.random() < (0.9 if step == 0 else 0.15) else ""
                        for values in (["low", "normal", "normal", "high", "critical"], ["north", "south", "east"], ["yes", "no"], ["5", "50", "100", "200"])]
                writer.writerow([ticket, at.strftime("%Y-%m-%dT%H:%M:%SZ"), event, rng.choice(["customer", "agent"]), status] + says)
                at += datetime.timedelta(minutes=rng.randrange(1, 900))


def copy_example(example, folder, rng):
    name, charter, more, log = example[:4]
    if charter == OWN:
        with open(os.path.join(folder, charter), "w", encoding="utf-8") as target:
            target.write(CLAUSES)
        own_log(rng, os.path.join(folder, log))
        return charter, log
    for file in os.listdir(os.path.join(ROOT, name)):
        if file.endswith((".chr", ".csv")):
            with open(os.path.join(ROOT, name, file), encoding="utf-8") as source, \
                    open(os.path.join(folder, file), "w", encoding="utf-8") as target:
                target.write(source.read() + (more if file == charter else ""))
    return charter, log


def one(program, example, rng, large):
    with tempfile.TemporaryDirectory() as folder:
        charter, log = copy_example(example, folder, rng)
        if large and charter != OWN:
            grow(os.path.join(folder, log))

        def ask(asked):
            return "".join(run(program, folder, ["query", charter, "--log", log, "--format", "json"] + asked)[-1:])

        lines, wanted = plan(rng, example, ask)
        session = ["repl", charter, "--log", log]
        told = run(program, folder, session, "\n".join(lines) + "\n")
        wrong, against = [], 0
        for when in ("are kept", "were kept"):
            if run(program, folder, session + ["--cache"], "\n".join(lines) + "\n") != told:
                wrong.append("other answers where log and verdicts " + when)
        if len(told) != len(wanted):
            return ["%d answers to %d questions: %s" % (len(told), len(wanted), lines)], 0
        for answer, asked in zip(told, wanted):
            want = ask(asked)
            if answer != want:
                wrong += ["asked: " + "; ".join(asked), "session: " + answer[:300], "query:   " + want[:300]]
            against += '"type":"against"' in answer
        return wrong, against


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=4)
    arguments = parser.parse_args()
    program, failed, compared = os.path.abspath(arguments.charter), 0, 0
    for number in range(arguments.rounds):
        for place, example in enumerate(EXAMPLES):
            seed = arguments.seed * 1000 + number * 10 + place
            try:
                wrong, against = one(program, example, random.Random(seed), number == 0)
            except (RuntimeError, IndexError) as error:
                wrong, against = [repr(error)], 0
            compared += against
            failed += bool(wrong)
            print("%s - %s, seed %d" % ("not ok" if wrong else "ok", example[1], seed))
            for line in wrong[:9]:
                print("# " + line)
    failed += not compared
    print("%s - what suppositions change has been compared (%d)" % ("ok" if compared else "not ok", compared))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
