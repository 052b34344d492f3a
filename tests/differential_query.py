#!/usr/bin/env python3
"""Calendar arithmetic on random calendars: `charter query -` against the calendars of tests/oracle, which
step from minute to minute.

    tests/differential_query.py --charter build/charter [--seed N] [--count N] [--only NUMBER]

Prints TAP, one case a charter with its questions.
"""
import argparse
import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
from zoneinfo import ZoneInfo

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle"))

from hours import World, Zone  # noqa: E402
from invent import Inventor  # noqa: E402
from judge import show  # noqa: E402
from reader import Unknown, read  # noqa: E402

QUESTIONS = 24


class Asker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.inventor = Inventor(seed)
        self.text = self.inventor.charter()
        self.charter = read(self.text)
        self.world = World(self.charter, 60)
        self.zone = Zone(self.charter.zone)

    def instant(self):
        """(as written, minutes): local, or with an offset."""
        day = self.inventor.first + dt.timedelta(days=self.random.randint(-2, 12))
        minute = self.random.choice([self.random.randint(0, 1439), self.random.choice([0, 540, 1020, 120, 150, 180, 720])])
        at = self.zone.instant(day.toordinal(), minute * 60) // 60
        if self.random.random() < 0.5:
            return "%s %02d:%02d" % ((day,) + divmod(minute, 60)), at
        return show(at * 60), at

    def calendar(self):
        return self.random.choice(sorted(self.charter.hours) + ["always"] * (self.random.random() < 0.2))

    def question(self):
        """(query, answer): the answer is None if the oracle finds none."""
        name, (text, at) = self.calendar(), self.instant()
        form = self.random.choice(["after", "before", "days", "end", "calendar-days", "time", "open", "opening", "closing"])
        return self.ask(form, name, text, at)

    def ask(self, form, name, text, at):
        world, minutes = self.world, self.random.choice([1, 15, 30, 60, 95, 240, 480, 1440, 3000])
        if form == "after":
            return "%d minutes in %s after %s" % (minutes, name, text), lambda: show(world.due(name, at, minutes) * 60)
        if form == "before":
            return "%d minutes in %s before %s" % (minutes, name, text), lambda: show(world.before(name, at, minutes) * 60)
        count = self.random.randint(0 if form == "end" else 1, 4)
        if form == "days" and name in self.inventor.plain and name != "always":
            return "%d working days in %s after %s" % (count, name, text), lambda: show(world.working_days_after(name, at, count) * 60)
        if form == "end" and name in self.inventor.plain and name != "always":
            return ("end of working day %d in %s after %s" % (count, name, text),
                    lambda: show(world.end_of_working_day(name, at, count) * 60))
        if form == "calendar-days":
            return "%d calendar days in %s after %s" % (count, name, text), lambda: show(world.calendar_days_after(name, at, count) * 60)
        if form == "open":
            return "%s is open at %s" % (name, text), lambda: world.calendar(name).open(at)
        if form in ("opening", "closing") and name != "always":
            return "next %s of %s after %s" % (form, name, text), lambda: show(world.next_edge(name, at, form == "opening") * 60)
        other, to = self.instant()
        if to < at:
            text, at, other, to = other, to, text, at
        return "time in %s from %s to %s" % (name, text, other), lambda: 60 * world.elapsed(name, at, to)


def answers(program, charter, queries):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "charter.chr"), "w", encoding="utf-8") as file:
            file.write(charter)
        done = subprocess.run([program, "query", "charter.chr", "--format", "json", "-"], cwd=folder, timeout=60, check=False,
                              input="\n".join(queries).encode() + b"\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out = [json.loads(line) for line in done.stdout.decode("utf-8", "replace").splitlines()]
    if len(out) != len(queries):
        raise RuntimeError("%d answers for %d queries, exit status %d\n%s" % (len(out), len(queries), done.returncode,
                                                                          done.stderr.decode("utf-8", "replace")))
    return out


def one(program, seed):
    asker = Asker(seed)
    asked = [asker.question() for _ in range(QUESTIONS)]
    wrong = []
    for (query, work), got in zip(asked, answers(program, asker.text, [q for q, _ in asked])):
        try:
            want = work()
        except Unknown:
            want = None
        have = got.get("value")
        if want != have or (want is None and "error" not in got):
            wrong.append("%s: the oracle says %s, the program %s" % (query, want, got))
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT", "400")) // 2)
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    print("# seed %d" % options.seed)
    failed = 0
    for number in [options.only] if options.only else range(1, options.count + 1):
        try:
            wrong = one(os.path.abspath(options.charter), "%d/%d" % (options.seed, number))
        except (RuntimeError, ValueError, subprocess.SubprocessError) as error:
            wrong = str(error).splitlines()
        failed += bool(wrong)
        print("%s - calendars %d of seed %d: %d queries" % ("not ok" if wrong else "ok", number, options.seed, QUESTIONS))
        for line in wrong[:10]:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
