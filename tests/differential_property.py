#!/usr/bin/env python3
"""Properties of random charters: what `charter test` proves or refutes, against the calendars of tests/oracle, asked
at every quarter of an hour and right behind it.

    tests/differential_property.py --charter build/charter [--seed N] [--count N] [--only NUMBER]

All spans and limits are whole quarters of an hour, so that the order of two due instants can change at a quarter
only: a line that holds at all of these instants holds at all instants. Prints TAP, one case a charter.
"""
import argparse
import datetime as dt
import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle"))

from hours import World, Zone  # noqa: E402
from reader import read  # noqa: E402

DAYS = 4
STEPS = ["low", "normal", "high"]
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Invented:
    def __init__(self, seed):
        self.random = random.Random(seed)
        starts = [dt.date(2026, 3, 27), dt.date(2026, 10, 23), dt.date(2026, 6, 3), dt.date(2026, 12, 23)]
        self.first = self.random.choice(starts)
        self.limits = {step: self.limit() for step in STEPS}
        self.bounds = {step: self.limit() for step in STEPS}
        self.moves = self.random.random() < 0.15
        self.text = self.write()

    def limit(self):
        """(kind, count, hours)"""
        name = self.random.choice(["day-hours", "shift", "always"])
        kind = self.random.choice(["length", "length", "length", "days", "end", "calendar"])
        if kind == "length" or name == "always":
            return "length", self.random.choice([15, 30, 60, 120, 240, 480, 600]), name
        return kind, self.random.randint(1, 2), name

    def words(self, limit):
        kind, count, name = limit
        form = {"length": "%d minutes", "days": "%d working days", "end": "end of working day %d", "calendar": "%d calendar days"}
        return form[kind] % count + " in " + name

    def hours(self):
        lines, quarters = [], lambda: "%02d:%02d" % divmod(15 * self.random.randint(0, 95), 60)
        for _ in range(self.random.randint(1, 3)):
            a, b = sorted([quarters(), quarters()])
            if a < b:
                lines.append("  open %s %s to %s" % (self.random.choice(["Monday to Friday", "Monday to Sunday", "Tuesday, Saturday"]), a, b))
        lines = lines or ["  open Monday to Sunday 09:00 to 17:15"]
        if self.random.random() < 0.4:
            lines.append("  closed on %s" % (self.first + dt.timedelta(days=self.random.randint(0, 3))))
        return lines

    def write(self):
        last = self.first + dt.timedelta(days=DAYS - 1)
        lines = ["charter desk", "  timezone Europe/London", "  in-force from %s until %s" % (self.first, last), "end",
                 "ticket has", "  priority ladder %s" % ", ".join(STEPS), "end"]
        for name in ("day-hours", "shift"):
            lines += ["hours " + name] + self.hours() + ["  ignores holidays", "end"]
        lines += ["clock handling", "  starts on opened", "  stops on resolved", "end", "target resolution", "  measures handling"]
        lines += ["  within %s when priority is %s" % (self.words(self.limits[step]), step) for step in STEPS]
        if self.moves:
            lines.append("  runs to the next opening")
        lines.append("end")
        self.properties = ""
        for step in STEPS:
            self.properties += 'property "%s"\n  for priority is %s\n  expect resolution within %s\nend\n' % (
                step, step, self.words(self.bounds[step]))
        return "\n".join(lines) + "\n"


class Checker:
    def __init__(self, invented):
        self.invented = invented
        self.world = World(read(invented.text.replace("  runs to the next opening\n", "")), 60)
        self.zone = Zone("Europe/London")
        self.known = {}

    def end(self, limit, at):
        if (limit, at) not in self.known:
            kind, count, name = limit
            world = self.world
            work = {"length": world.due, "days": world.working_days_after, "end": world.end_of_working_day,
                    "calendar": world.calendar_days_after}[kind]
            self.known[limit, at] = work(name, at, count)
        return self.known[limit, at]

    def due(self, limit, at):
        due, name = self.end(limit, at), "always" if limit[0] == "calendar" else limit[2]
        calendar = self.world.calendar(name)
        if self.invented.moves and calendar.open(due - 1) and not calendar.open(due):
            return self.world.next_edge(name, due, True)
        return due

    def is_late(self, step, at):
        return self.due(self.invented.limits[step], at) > self.end(self.invented.bounds[step], at)

    def holds(self, step):
        first = self.zone.instant(self.invented.first.toordinal(), 0) // 60
        end = self.zone.instant(self.invented.first.toordinal() + DAYS, 0) // 60
        return not any(self.is_late(step, near) for at in range(first, end, 15) for near in (at, at + 1) if near < end)


def ask(program, text):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "charter.chr"), "w", encoding="utf-8") as file:
            file.write(text)
        done = subprocess.run([program, "test", "charter.chr", "--format", "json"], cwd=folder, timeout=60, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        raise RuntimeError("exit status %d\n%s" % (done.returncode, done.stderr.decode("utf-8", "replace")))
    return {row["property"]: row for row in map(json.loads, done.stdout.decode().splitlines())}


def opened_in(row):
    """The minute in which the ticket that was shown is opened."""
    found = re.search(r"opened (\d{4}-\d\d-\d\d) (\d\d):(\d\d)(?::[\d.]+)? (GMT|BST)", row["failed"][0]["got"])
    date, hour, minute, zone = found.groups()
    local = dt.datetime.combine(dt.date.fromisoformat(date), dt.time(int(hour), int(minute)), dt.timezone.utc)
    return int(local.timestamp()) // 60 - (60 if zone == "BST" else 0)


def one(program, seed):
    invented = Invented(seed)
    checker = Checker(invented)
    rows = ask(program, invented.text + invented.properties)
    wrong = []
    for step in STEPS:
        want = checker.holds(step)
        if rows[step]["passed"] != want:
            wrong.append("%s: the oracle says %s, the program %s" % (step, want, rows[step]))
        elif not want and not checker.is_late(step, opened_in(rows[step])) and not checker.is_late(step, opened_in(rows[step]) + 1):
            wrong.append("%s: the ticket that is shown is not late: %s" % (step, rows[step]))
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT", "400")) // 40)
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    print("# seed %d" % options.seed)
    failed = 0
    for number in [options.only] if options.only else range(1, options.count + 1):
        try:
            wrong = one(os.path.abspath(options.charter), "%d/%d" % (options.seed, number))
        except (RuntimeError, ValueError, KeyError, subprocess.SubprocessError) as error:
            wrong = repr(error).splitlines()
        failed += bool(wrong)
        print("%s - properties %d of seed %d" % ("not ok" if wrong else "ok", number, options.seed))
        for line in wrong[:10]:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
