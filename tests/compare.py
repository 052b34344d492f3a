#!/usr/bin/env python3
"""`charter compare` of random pairs of charters, beside what `charter eval` says of thousands of tickets under both.

    tests/compare.py --charter build/charter [--seed N] [--count N] [--only NUMBER] [--keep]

What is called the same must differ for no ticket, what is called better must be worse for none, and what is called worse
better for none: for tickets of every combination of values, opened at every quarter of an hour and right behind it, and
for tickets whose clocks pause and whose values change on the way. Every ticket that is shown is asked of `charter when`,
under both charters. Prints TAP, one case a pair.
"""
import argparse
import collections
import csv
import datetime as dt
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

DAYS = 5
PRIORITIES, CHANNELS = ["low", "normal", "high"], ["web", "phone"]
TARGETS = ("response", "solved", "talk")
PAUSES = ["status is waiting", "status is pending", "status is with-supplier"]
STOPS = ["reply by agent, resolved", "reply by agent", "resolved", "assigned, reply by agent, resolved"]
REOPENINGS = ["continues", "continues", "starts again", "is ignored"]
QUARTER = dt.timedelta(minutes=15)


class Desk:
    """A charter as values that can be changed here and there."""

    def __init__(self, rng, first):
        self.rng, self.first = rng, first
        self.hours = {name: self.some_hours() for name in ("day", "shift")}
        self.ladder, self.channels = PRIORITIES, CHANNELS
        self.pauses = rng.choice(PAUSES)
        self.stops = rng.choice(STOPS)
        self.reopening = rng.choice(REOPENINGS)
        self.targets = {"response": self.some_target("handling"), "solved": self.some_target("solving"),
                        "talk": self.some_target("talking")}

    def span(self):
        times = sorted(self.rng.sample(range(0, 97), 2))
        return " to ".join("%02d:%02d" % divmod(15 * time, 60) for time in times)

    def some_hours(self):
        days = self.rng.choice(["Monday to Friday", "Monday to Sunday", "Tuesday, Saturday, Sunday"])
        lines = ["open %s %s" % (days, self.span())]
        if self.rng.random() < 0.3:
            lines = ["open Monday to Friday 09:00 to 17:00"]
        if self.rng.random() < 0.3:
            lines.append("closed on %s" % (self.first + dt.timedelta(days=self.rng.randint(0, 3))))
        return lines

    def limit(self):
        name = self.rng.choice(["day", "shift", "always"])
        if name == "always" or self.rng.random() < 0.6:
            return "%d minutes in %s" % (self.rng.choice([15, 45, 60, 120, 240, 480]), name)
        count = self.rng.randint(1, 2)
        return self.rng.choice(["%d working days in %s", "end of working day %d in %s", "%d calendar days in %s"]) % (count, name)

    def condition(self):
        return self.rng.choice([
            "priority is %s" % self.rng.choice(PRIORITIES), "priority is at least normal", "channel is phone",
            "channel is not known", "priority is high and channel is phone", "priority is low and opened during day",
            "priority is one of (low, high)", "priority is normal and channel is not web"])

    def some_target(self, clock):
        target = {"clock": clock, "clauses": collections.OrderedDict(), "otherwise": None, "for": None, "excludes": None,
                  "rule": None, "promise": self.rng.choice([90, 95]), "moves": self.rng.random() < 0.1, "cap": None}
        for _ in range(self.rng.randint(1, 3)):
            target["clauses"][self.condition()] = self.limit()
        if self.rng.random() < 0.7:
            target["otherwise"] = self.limit()
        if self.rng.random() < 0.2:
            target["for"] = self.condition()
        if self.rng.random() < 0.2:
            target["excludes"] = self.condition()
        if self.rng.random() < 0.2:
            target["rule"] = self.rng.choice(["carries", "starts again", "keeps", "judges from the start"])
        return target

    def change(self):
        """Something else, somewhere."""
        target = self.targets[self.rng.choice(sorted(self.targets))]
        clauses = target["clauses"]
        key = self.rng.choice(list(clauses)) if clauses else None
        what = self.rng.randint(0, 15)
        if what <= 2 and key:
            clauses[key] = self.limit()
        elif what == 3:
            clauses[self.condition()] = self.limit()
        elif what == 4 and len(clauses) > 1:
            del clauses[key]
        elif what == 5:
            target["otherwise"] = self.limit() if self.rng.random() < 0.7 else None
        elif what == 6:
            target["for"] = self.condition() if self.rng.random() < 0.5 else None
        elif what == 7:
            target["excludes"] = self.condition() if self.rng.random() < 0.5 else None
        elif what == 8:
            self.hours[self.rng.choice(["day", "shift"])] = self.some_hours()
        elif what == 9:
            self.pauses = self.rng.choice(PAUSES)
        elif what == 14:
            self.ladder = self.rng.choice([["low", "high", "normal"], ["lowest"] + PRIORITIES, PRIORITIES[::-1] + ["urgent"]])
        elif what == 15:
            self.channels = ["mail"] + CHANNELS
        elif what == 12:
            self.stops = self.rng.choice(STOPS)
        elif what == 13:
            self.reopening = self.rng.choice(REOPENINGS)
        elif what == 10:
            target["rule"] = self.rng.choice([None, "carries", "starts again", "keeps", "judges from the start"])
        else:
            target["cap"] = self.rng.choice([None, "30 minutes", "2 hours"])

    def write(self):
        last = self.first + dt.timedelta(days=DAYS - 1)
        lines = ["charter desk", "  timezone Europe/London", "  in-force from %s until %s" % (self.first, last), "end",
                 "ticket has", "  priority ladder %s" % ", ".join(self.ladder), "end"]
        lines += ["channel %s end" % name for name in self.channels]
        lines += ["status", "  open is working", "  pending, with-supplier is waiting", "  resolved is done", "end"]
        for name in sorted(self.hours):
            lines += ["hours " + name] + ["  " + line for line in self.hours[name]] + ["  ignores holidays", "end"]
        lines += ["clock handling", "  starts on opened", "  stops on " + self.stops, "end",
                  "clock solving", "  starts on opened", "  stops on resolved", "  pauses while " + self.pauses,
                  "  reopening " + self.reopening, "end",
                  "clock talking", "  starts on reply by customer", "  stops on reply by agent, resolved", "  repeats",
                  "  pauses while " + self.pauses, "end"]
        for name in sorted(self.targets):
            lines += self.write_target(name, self.targets[name])
        return "\n".join(lines) + "\n"

    @staticmethod
    def write_target(name, target):
        lines = ["target " + name, "  measures " + target["clock"], "  counted in day"]
        lines += ["  for " + target["for"]] if target["for"] else []
        lines += ["  excludes when " + target["excludes"]] if target["excludes"] else []
        for number, (condition, limit) in enumerate(target["clauses"].items()):
            overrides = "".join(" overrides c%d" % k for k in range(number))
            lines.append("  within %s when %s called c%d%s" % (limit, condition, number, overrides.replace(" overrides c", ", c").replace(", c", " overrides c", 1)))
        lines += ["  within %s otherwise" % target["otherwise"]] if target["otherwise"] else []
        lines += ["  on change of priority " + target["rule"]] if target["rule"] else []
        lines += ["  pause capped at " + target["cap"]] if target["cap"] and target["clock"] != "handling" else []
        lines += ["  runs to the next opening"] if target["moves"] else []
        return lines + ["  met for at least %d%% of tickets each month" % target["promise"], "end"]


def run(program, folder, *arguments):
    done = subprocess.run([program] + list(arguments), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=120, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# ---- tickets ----

def utc(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def plain_log(first):
    """Every combination of values, opened at every quarter of an hour and a second behind it."""
    rows, number = [], 0
    start = dt.datetime.combine(first, dt.time(0), dt.timezone.utc)
    for step in range(-4, 96 * DAYS - 4):
        for late in (0, 1):
            at = start + step * QUARTER + dt.timedelta(seconds=late)
            for priority, channel in itertools.product([""] + PRIORITIES, [""] + CHANNELS):
                number += 1
                rows.append(["t%d" % number, utc(at), "opened", "customer", priority, channel, ""])
    return rows


HAPPENINGS = [["changed", "agent"], ["changed", "agent"], ["reply", "agent"], ["reply", "customer"], ["reply", "customer"], ["assigned", "agent"]]


def lived_log(rng, first, count, changing):
    """Tickets that wait and go on, and are resolved or not; CHANGING: their priority changes as well."""
    rows = []
    start = dt.datetime.combine(first, dt.time(6), dt.timezone.utc)
    for number in range(count):
        at = start + rng.randint(0, 96 * DAYS - 40) * QUARTER
        rows.append(["t%d" % number, utc(at), "opened", "customer", rng.choice([""] + PRIORITIES),
                     rng.choice([""] + CHANNELS), "open"])
        for _ in range(rng.randint(0, 5)):
            at += rng.choice([1, 2, 3, 5, 8, 13, 40]) * QUARTER / rng.choice([1, 1, 3])
            row = ["t%d" % number, utc(at)] + rng.choice(HAPPENINGS) + ["", "", rng.choice(["", "open", "pending", "with-supplier", "resolved"])]
            if changing and rng.random() < 0.5:
                row[4] = rng.choice(PRIORITIES)
            rows.append(row)
    return sorted(rows, key=lambda row: row[1])


def judged(program, folder, charter, rows, as_of):
    with open(os.path.join(folder, "log.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow("ticket,time,event,actor,priority,channel,status".split(","))
        writer.writerows(rows)
    status, _, errors = run(program, folder, "eval", charter, "--log", "log.csv", "--as-of", as_of, "--verdicts", "out.csv")
    if status not in (0, 1, 5):
        raise RuntimeError(errors)
    with open(os.path.join(folder, "out.csv"), encoding="utf-8", newline="") as file:
        return {(row["ticket"], row["target"], row["cycle"]): row for row in csv.DictReader(file)}


def state(row):
    """A clause's line, or why there is none."""
    if row is None:
        return "no record"
    if row["verdict"] in ("uncovered", "excluded"):
        return row["verdict"]
    return int(row["clause"].rsplit(":", 1)[1])


# ---- claims ----

class Claims:
    def __init__(self, answer):
        self.rows = answer["stretches"][0]["rows"]
        self.pairs, self.whole = {}, collections.defaultdict(list)
        for row in self.rows:
            if row["kind"] != "target":
                continue
            self.whole[row["name"]].append(row)
            if row["about"] == "limit":
                self.pairs[row["name"], row["first"]["line"], row["second"]["line"]] = row["mark"]

    def covers(self, target, marks):
        return any(row["about"] == "cover" and row["mark"] in marks for row in self.whole[target])

    def marks(self, target):
        return {row["mark"] for row in self.whole[target] if row["about"] != "promise"}

    def abouts(self, target):
        return {row["about"] for row in self.whole[target]}


def by_due(a, b):
    """Below 0: the second is due earlier."""
    return (b > a) - (b < a) if a and b else 0


def check_pair(claims, target, a, b):
    """What a ticket says against what is claimed of the pair of clauses that it gets."""
    first, second = state(a), state(b)
    if any(row and row["reason"] == "no version in force" for row in (a, b)):
        return None
    if isinstance(first, int) and isinstance(second, int):
        if "clock" in claims.abouts(target) and "unclear" in claims.marks(target):
            return None
        mark, order = claims.pairs.get((target, first, second), "same"), by_due(a["due"], b["due"])
        if (mark == "same" and order) or (mark == "better" and order > 0) or (mark == "worse" and order < 0):
            return "lines %s and %s are called %s, and it is due %s and %s" % (first, second, mark, a["due"], b["due"])
        return None
    if first == second:
        return None
    wanted = "worse" if isinstance(first, int) else "better" if isinstance(second, int) else "different"
    if not claims.covers(target, {wanted, "unclear"}):
        return "%s under the first, %s under the second, and that is not told as %s" % (first, second, wanted)
    return None


def check_plain(program, folder, claims, first):
    rows = plain_log(first)
    as_of = utc(dt.datetime.combine(first + dt.timedelta(days=DAYS), dt.time(0), dt.timezone.utc))
    a, b = (judged(program, folder, name, rows, as_of) for name in ("a.chr", "b.chr"))
    for row in rows:
        for target in ("response", "solved"):
            wrong = check_pair(claims, target, a.get((row[0], target, "1")), b.get((row[0], target, "1")))
            if wrong:
                return ["%s of ticket %s: %s" % (target, row, wrong)]
    return []


def verdict_order(a, b):
    """Below 0: the second is stricter."""
    kinds = {"met": 0, "pending": 0, "breached": 1}
    if a is None or b is None or a["verdict"] not in kinds or b["verdict"] not in kinds:
        return 0
    return kinds[a["verdict"]] - kinds[b["verdict"]]


def outcome(row):
    """What counts of a record: of one without a verdict, only that it has none."""
    if row is None or row["verdict"] in ("excluded", "uncovered"):
        return row and row["verdict"]
    return row["verdict"], row["due"]


def check_lived(program, folder, claims, first, rng, changing):
    rows = lived_log(rng, first, 800, changing)
    as_of = utc(dt.datetime.combine(first + dt.timedelta(days=DAYS + 2), dt.time(12), dt.timezone.utc))
    a, b = (judged(program, folder, name, rows, as_of) for name in ("a.chr", "b.chr"))
    for target in TARGETS:
        marks = claims.marks(target)
        for key in sorted(set(a) | set(b)):
            one, other = a.get(key), b.get(key)
            if key[1] != target:
                continue
            wrong = None
            order = verdict_order(one, other)
            if not marks and outcome(one) != outcome(other):
                wrong = "nothing is told of it, and it differs"
            elif marks <= {"better"} and order > 0:
                wrong = "only better, and it is breached under the first only"
            elif marks <= {"worse"} and order < 0:
                wrong = "only worse, and it is breached under the second only"
            elif not changing and not claims.abouts(target) & {"clock", "cap on pauses"} and one and other:
                first_line, second_line = state(one), state(other)
                mark = claims.pairs.get((target, first_line, second_line), "same")
                if isinstance(first_line, int) and isinstance(second_line, int) and (
                        (mark == "same" and (order or one["due"] != other["due"])) or (mark == "better" and order > 0) or
                        (mark == "worse" and order < 0)):
                    wrong = "lines %s and %s are called %s" % (first_line, second_line, mark)
            if wrong:
                return ["%s: %s\n%s\n%s\n%s" % (target, wrong, [row for row in rows if row[0] == key[0]], one, other)]
    return []


# ---- what is shown ----

STATES = {"paused": "starts paused", "uncovered": "no due instant", "excluded": "no due instant", "no record": "does not run"}


def check_side(program, folder, charter, target, witness, side):
    given = ",".join("%s=%s" % pair for pair in witness["ticket"].items())
    options = ["--with", given] if given else []
    status, out, errors = run(program, folder, "when", charter, target, "--opened", witness["opened"], "--format", "json", *options)
    claimed = witness[side]
    if claimed["state"] == "due":
        due = json.loads(out)[0]["due"] if status == 0 else errors
        return [] if due == claimed["due"] else ["%s: shown as due %s, and is %s: %s" % (charter, claimed["due"], due, witness)]
    if claimed["state"] == "excluded" and status == 0 and json.loads(out)[0]["verdict"] == "excluded":
        return []
    if status != 5 or STATES.get(claimed["state"], "") not in errors:
        return ["%s: shown as %s: %s: %s" % (charter, claimed["state"], witness, errors or out)]
    return []


def check_shown(program, folder, claims):
    wrong = []
    for row in claims.rows:
        for mark in ("better", "worse"):
            witness = row[mark]
            if not witness or not witness.get("opened"):
                continue
            wrong += check_side(program, folder, "a.chr", row["name"], witness, "first")
            wrong += check_side(program, folder, "b.chr", row["name"], witness, "second")
            if row["about"] == "limit":
                order = by_due(witness["first"]["due"], witness["second"]["due"])
                if (mark == "better" and order > 0) or (mark == "worse" and order < 0):
                    wrong.append("shown as %s, and is not: %s" % (mark, row))
        if row["mark"] in ("better", "worse", "mixed") and not (row["better"] or row["worse"]):
            wrong.append("nothing is shown: %s" % row)
        if row["mark"] == "unclear" and not row["reason"]:
            wrong.append("no reason: %s" % row)
    return wrong


# ---- one pair ----

def invented(seed):
    rng = random.Random(seed)
    first = rng.choice([dt.date(2026, 3, 27), dt.date(2026, 10, 23), dt.date(2026, 6, 3), dt.date(2026, 12, 23)])
    desk = Desk(rng, first)
    before = desk.write()
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
        desk.change()
    return rng, first, before, desk.write()


def compared(program, seed, folder):
    """The first pair of the seed that both are charters: clauses may go before each other in no order."""
    for attempt in range(8):
        rng, first, before, after = invented("%s/%d" % (seed, attempt))
        for name, text in (("a.chr", before), ("b.chr", after)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        status, out, errors = run(program, folder, "compare", "a.chr", "b.chr", "--format", "json")
        if status in (0, 1):
            return rng, first, before == after, status, out
        if status != 3:
            raise RuntimeError("exit status %d: %s" % (status, errors))
    return None


def one(program, seed, folder):
    found = compared(program, seed, folder)
    if not found:
        return None, []
    rng, first, is_same, status, out = found
    claims = Claims(json.loads(out))
    wrong = [] if (status == 0) == (not claims.rows) else ["status %d, and %d rows" % (status, len(claims.rows))]
    if is_same and claims.rows:
        wrong.append("a charter differs from itself")
    wrong += check_plain(program, folder, claims, first)
    wrong += check_lived(program, folder, claims, first, rng, False)
    wrong += check_lived(program, folder, claims, first, rng, True)
    return claims, wrong + check_shown(program, folder, claims)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT", "400")) // 25)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    print("# seed %d" % options.seed)
    failed, marks = 0, collections.Counter()
    for number in [options.only] if options.only else range(1, options.count + 1):
        folder = tempfile.mkdtemp()
        try:
            claims, wrong = one(os.path.abspath(options.charter), "%d/%d" % (options.seed, number), folder)
            marks.update(row["mark"] + " " + row["about"] for row in claims.rows if row["about"]) if claims else marks.update(["refused"])
        except (RuntimeError, ValueError, KeyError, subprocess.SubprocessError) as error:
            wrong = repr(error).splitlines()
        failed += bool(wrong)
        print("%s - pair %d of seed %d" % ("not ok" if wrong else "ok", number, options.seed))
        for line in wrong[:6]:
            print("# " + line.replace("\n", "\n# "))
        if options.keep:
            print("# in " + folder)
        else:
            subprocess.run(["rm", "-rf", folder], check=True)
    print("# " + ", ".join("%d %s" % (count, mark) for mark, count in sorted(marks.items())))
    if not options.only and marks["refused"] * 2 > options.count:
        print("not ok - most of the pairs were refused")
        failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
