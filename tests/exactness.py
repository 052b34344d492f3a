#!/usr/bin/env python3
"""Gaps, overlaps, shadows and empty conditions of random charters, found by `charter check`, beside those
that trying every ticket gives. Both ways: what is reported is there, and what is there is reported. The
tickets of the examples that are shown have to be such tickets.

    tests/exactness.py --charter build/charter [--seed N] [--count N] [--only NUMBER]

A charter has up to six attributes; all tickets it can tell apart are numbered, a set of tickets is a whole
number with a bit for each, and what a condition matches is put together from these by `&`, `|` and `~`.
Shares nothing with the program. Prints TAP, one case a batch of charters.
"""
import argparse
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

BATCH = 250
HEAD = """use "std/clocks"
charter random
  timezone UTC
  in-force from 2026-01-01 until 2026-12-31
end
status
  new, open is working
  pending is waiting
  solved is done
end
hours office
  open Monday to Friday 09:00 to 17:00
  ignores holidays
end
hours weekend
  open Saturday to Sunday 00:00 to 24:00
  ignores holidays
end
period december
  2026-12-01 to 2026-12-31
end
"""
CLASSES = {"new": "working", "open": "working", "pending": "waiting", "solved": "done"}
UNSET = None


# ---------------------------------------------------------------- attributes, and their values

def opening_combinations():
    """Which of office, weekend and december are open together in some hour of 2026."""
    at, seen = datetime.datetime(2026, 1, 1), set()
    while at.year == 2026:
        seen.add((at.weekday() < 5 and 9 <= at.hour < 17, at.weekday() >= 5, at.month == 12))
        at += datetime.timedelta(hours=1)
    return sorted(seen)


OPENINGS = opening_combinations()


class Attribute:
    """A name, a kind, how it is declared, and the values of tickets that can be told apart."""

    def __init__(self, dice, name, kind):
        self.name, self.kind, self.choices = name, kind, []
        size = dice.randrange(2, 5)
        self.declared = "  %s %s" % (name, dice.choice(["", "optional "]))
        if kind in ("ladder", "one of"):
            self.choices = ["%s%d" % (name, i) for i in range(size)]
            self.declared += "%s %s" % (kind, ", ".join(self.choices))
            self.values = self.choices + [UNSET]
        elif kind == "yes-or-no":
            self.declared += kind
            self.values = ["yes", "no", UNSET]
        elif kind == "text":
            self.declared += kind
            self.values = ["Acme", "Brown", "somebody else", UNSET]
        elif kind == "whole":
            self.declared += kind
            self.values = list(range(-1, 6)) + [UNSET]
        elif kind == "reopenings":
            self.declared, self.values = None, list(range(0, 6))
        elif kind == "status":  # without one, events still make a ticket working or done
            self.declared, self.values = None, list(CLASSES) + [("class", "working"), ("class", "done")]
        else:
            self.declared, self.values = None, OPENINGS

    def atom(self, dice):
        """(words, function of a value)"""
        name = self.name
        if self.kind == "opened":
            place = dice.randrange(3)
            return "opened during %s" % ("office", "weekend", "december")[place], lambda v: v[place]
        if self.kind == "status":
            return self.status_atom(dice)
        if self.kind == "reopenings" or dice.random() < 0.85:
            if self.kind in ("whole", "reopenings") or (self.kind == "ladder" and dice.random() < 0.5):
                return self.order_atom(dice)
            return self.is_atom(dice)
        return ("%s is known" % name, lambda v: v is not UNSET) if dice.random() < 0.5 else \
            ("%s is not known" % name, lambda v: v is UNSET)

    def status_atom(self, dice):
        words = dice.choice(["new", "open", "pending", "solved", "working", "waiting", "done"])
        if words in CLASSES:
            return "status is %s" % words, lambda v: v == words
        return "status is %s" % words, lambda v: (CLASSES[v] if v in CLASSES else v[1]) == words

    def order_atom(self, dice):
        words, test = dice.choice([
            ("is at least", lambda a, b: a >= b), ("is at most", lambda a, b: a <= b),
            ("is more than", lambda a, b: a > b), ("is less than", lambda a, b: a < b),
            ("is", lambda a, b: a == b)])
        rank = (lambda v: v) if self.kind != "ladder" else self.choices.index
        limit = dice.randrange(0, 5) if self.kind != "ladder" else dice.choice(self.choices)
        return "%s %s %s" % (self.name, words, limit), lambda v: v is not UNSET and test(rank(v), rank(limit))

    def is_atom(self, dice):
        known = {"yes-or-no": ["yes", "no"], "text": ["Acme", "Brown"]}.get(self.kind, self.choices)
        some = dice.sample(known, dice.randrange(1, min(3, len(known)) + 1))
        shown = ['"%s"' % v if self.kind == "text" else v for v in some]
        words = shown[0] if len(some) == 1 else "one of (%s)" % ", ".join(shown)
        if dice.random() < 0.3:
            return "%s is not %s" % (self.name, words), lambda v: v not in some
        return "%s is %s" % (self.name, words), lambda v: v in some


class World:
    """All tickets: every combination of the values, numbered."""

    def __init__(self, attributes):
        self.attributes, self.size, self.stride = attributes, 1, {}
        for attribute in attributes:
            self.stride[attribute.name] = self.size
            self.size *= len(attribute.values)
        self.all = (1 << self.size) - 1

    def where(self, attribute, test):
        """The tickets whose value of ATTRIBUTE passes."""
        stride, count = self.stride[attribute.name], len(attribute.values)
        block = 0
        for place, value in enumerate(attribute.values):
            if test(value):
                block |= ((1 << stride) - 1) << place * stride
        return self.all // ((1 << stride * count) - 1) * block


# ---------------------------------------------------------------- charters

KINDS = ["ladder", "one of", "yes-or-no", "text", "whole", "status", "opened", "reopenings"]


def condition(dice, world, depth):
    """(words, tickets)"""
    chance = dice.random()
    if depth == 0 or chance < 0.4:
        attribute = dice.choice(world.attributes)
        words, test = attribute.atom(dice)
        return words, world.where(attribute, test)
    if chance < 0.5:
        words, tickets = condition(dice, world, depth - 1)
        return "not (%s)" % words, world.all & ~tickets
    joined = [condition(dice, world, depth - 1) for _ in range(dice.choice([2, 2, 2, 3]))]
    words = ["(%s)" % w if " and " in w or " or " in w else w for w, _ in joined]
    tickets = joined[0][1]
    for _, other in joined[1:]:
        tickets = tickets & other if chance < 0.85 else tickets | other
    return (" and " if chance < 0.85 else " or ").join(words), tickets


class Charter:
    """A target of some clauses, its text, and the line of each clause."""

    def __init__(self, seed):
        dice = random.Random(seed)
        kinds = [dice.choice(KINDS) for _ in range(dice.randrange(1, 7))]
        names = ["status" if k == "status" else "reopenings" if k == "reopenings" else "opened" if k == "opened"
                 else "%s%d" % (k[0], i) for i, k in enumerate(kinds)]
        self.attributes = [Attribute(dice, n, k) for i, (n, k) in enumerate(zip(names, kinds)) if n not in names[:i]]
        self.world = World(self.attributes)
        declared = [a.declared for a in self.attributes if a.declared]
        self.lines = (HEAD + ("ticket has\n%s\nend\n" % "\n".join(declared) if declared else "")).splitlines()
        self.lines += ["target handled", "  measures resolution"]
        self.about = None
        if dice.random() < 0.3:
            words, self.about = condition(dice, self.world, 1)
            self.lines.append("  for %s" % words)
            self.about_line = len(self.lines)
        self.first, self.clauses, self.words = len(self.lines) + 1, [], []
        for number in range(dice.randrange(1, 7)):
            words, tickets = condition(dice, self.world, dice.randrange(0, 3))
            over = [dice.randrange(0, number)] if number and dice.random() < 0.1 else []
            self.add(words, tickets, over)
        if dice.random() < 0.3:
            self.add(None, None, [])
        if dice.random() < 0.7:
            self.settle()
        self.lines += [self.clause_line(i) for i in range(len(self.clauses))] + ["end"]
        self.text = "\n".join(self.lines) + "\n"

    def add(self, words, tickets, over):
        self.words.append(words)
        self.clauses.append((self.first + len(self.clauses), tickets, over))

    def clause_line(self, number):
        words, over = self.words[number], self.clauses[number][2]
        if words is None:
            return "  within 9 hours otherwise"
        overrides = " overrides %s" % ", ".join("c%d" % o for o in over) if over else ""
        return "  within %d hours when %s called c%d%s" % (number + 1, words, number, overrides)

    def settle(self):
        """Of two that overlap the later one overrides."""
        for a, b in self.overlaps(self.ranked()) if self.ranked() else ():
            self.clauses[b - self.first][2].append(a - self.first)

    # ---- what trying every ticket gives

    def matches(self, clause):
        tickets = self.clauses[clause][1]
        return self.world.all if tickets is None else tickets

    def ranked(self):
        """beats[i][j]; None: an override that can't hold."""
        count = len(self.clauses)
        beats = [[False] * count for _ in range(count)]
        for i in range(count):
            for j in range(count):
                if i == j:
                    continue
                a, b = self.clauses[i][1], self.clauses[j][1]
                beats[i][j] = b is None and a is not None or \
                    None not in (a, b) and a & ~b == 0 and b & ~a != 0
        specific = [row[:] for row in beats]
        for i, (_, _, over) in enumerate(self.clauses):
            for other in over:
                if specific[other][i]:
                    return None
                beats[i][other] = True
        return beats

    def union(self, clauses):
        tickets = 0
        for clause in clauses:
            tickets |= self.matches(clause)
        return tickets

    def overlaps(self, beats):
        """{(line, line): tickets}"""
        found, count = {}, len(self.clauses)
        for b in range(count):
            for a in range(b):
                if beats[a][b] or beats[b][a]:
                    continue
                both = self.matches(a) & self.matches(b)
                both &= ~self.union(k for k in range(count) if beats[k][a] and beats[k][b])
                if both:
                    found[self.clauses[a][0], self.clauses[b][0]] = both
        return found

    def without_winner(self, beats):
        count, won = len(self.clauses), 0
        for i in range(count):
            best = self.matches(i)
            for j in range(count):
                if j != i and not beats[i][j]:
                    best &= ~self.matches(j)
            won |= best
        return self.union(range(count)) & ~won

    def odd_conditions(self):
        """{(code, line)} of conditions that no ticket, or every one, fulfils."""
        found, about = set(), self.about
        if about is not None:
            if about == 0:
                found.add(("CHR0404", self.about_line))
                about = None
            elif about == self.world.all:
                found.add(("CHR0405", self.about_line))
        for line, tickets, _ in self.clauses:
            if tickets is None:
                continue
            if tickets == 0 or (about is not None and about & tickets == 0):
                found.add(("CHR0404", line))
            if tickets == self.world.all:
                found.add(("CHR0405", line))
        return found

    def shadows(self, beats):
        count = len(self.clauses)
        return {("CHR0403", self.clauses[c][0]) for c in range(count)
                if self.matches(c) & ~self.union(k for k in range(count) if beats[k][c]) == 0}

    def steep(self, beats):
        """{ladder: the highest value whose tickets may get more time than the same ones a step below}"""
        found, count = {}, len(self.clauses)
        about = self.world.all if self.about is None else self.about
        for kind in self.attributes:
            if kind.kind == "status":  # of tickets that are waiting or done no clock runs
                about &= self.world.where(kind, lambda v: v in ("new", "open") or v == ("class", "working"))
        won = []
        for i in range(count):
            won.append(self.matches(i) & about)
            for j in range(count):
                if j != i and not beats[i][j]:
                    won[i] &= ~self.matches(j)
        for ladder in [a for a in self.attributes if a.kind == "ladder"]:
            for rank in range(len(ladder.choices) - 1, 0, -1):
                at = [self.world.where(ladder, lambda v, r=rank - n: v == ladder.choices[r]) for n in (0, 1)]
                if any((won[i] & at[0]) >> self.world.stride[ladder.name] & won[j] & at[1]
                       for i in range(count) for j in range(count) if self.hours(i) > self.hours(j)):
                    found[ladder.name] = ladder.choices[rank]
                    break
        return found

    def hours(self, clause):
        return 9 if self.words[clause] is None else clause + 1

    def gap(self):
        """Uncovered tickets, and those of them that are so beyond doubt. A clause is chosen when a value changes, not
        by an event that makes a ticket without a status done: whether one that was reopened is ever chosen for then
        depends on what else its target asks for."""
        gap = (self.world.all if self.about is None else self.about) & ~self.union(range(len(self.clauses)))
        kinds = {a.kind: a for a in self.attributes}
        if "status" not in kinds or "reopenings" not in kinds:
            return gap, gap
        done = self.world.where(kinds["status"], lambda v: v == ("class", "done"))
        return gap, gap & ~(done & self.world.where(kinds["reopenings"], lambda v: v > 0))


# ---------------------------------------------------------------- what the program says

def tickets_of(charter, words):
    """The tickets of an example: `a0 a01, no t1, opened 2026-01-03 09:00 UTC`."""
    world, tickets = charter.world, charter.world.all
    for part in words.split(", "):
        name, _, value = part.partition(" ")
        if name == "no":
            name, value = value, UNSET
        attribute = next((a for a in charter.attributes if a.name == name), None)
        if attribute is None:
            continue
        tickets &= world.where(attribute, lambda v, a=attribute, w=value: is_value(a, v, w))
    return tickets


def is_value(attribute, value, words):
    if attribute.kind == "opened":
        at = datetime.datetime.strptime(words[:16], "%Y-%m-%d %H:%M")
        return value == (at.weekday() < 5 and 9 <= at.hour < 17, at.weekday() >= 5, at.month == 12)
    if words is UNSET:
        return value is UNSET or value == ("class", "working") or value == ("class", "done")
    if attribute.kind == "text":
        words = words.strip('"')
        return value == words or words not in ("Acme", "Brown") and value == "somebody else"
    if attribute.kind in ("whole", "reopenings"):
        inner = max(min(int(words), attribute.values[-1] or 5), attribute.values[0])
        return value == inner
    return value == words


EXAMPLE = re.compile(r"An example: a ticket (?:with )?(.*?)(?:\.$|: )")


def examples(finding):
    return [m.group(1) for m in (EXAMPLE.match(note) for note in finding["notes"]) if m]


def compare(charter, findings):
    """What differs, as lines."""
    found = {(f["code"], f["place"]["line"]) for f in findings}
    said = {code: [f for f in findings if f["code"] == code] for code in
            ("CHR0361", "CHR0401", "CHR0402", "CHR0403", "CHR0404", "CHR0405", "CHR0410", "CHR0450")}
    beats, wrong = charter.ranked(), []
    odd = charter.odd_conditions()
    wrong += same("conditions", odd, {f for f in found if f[0] in ("CHR0404", "CHR0405")})
    wrong += compare_gap(charter, said["CHR0450"])
    if beats is None:
        return wrong + ([] if said["CHR0361"] else ["an override that can't hold is not reported"])
    overlaps = charter.overlaps(beats)
    reported = {(label["place"]["line"], f["place"]["line"]): None for f in said["CHR0401"]
                for label in f["labels"] if label["place"]["line"] != f["place"]["line"]}
    wrong += same("overlaps", set(overlaps), set(reported))
    wrong += overlap_examples(charter, overlaps, said["CHR0401"])
    none = charter.without_winner(beats)
    if bool(none) != bool(said["CHR0401"] or said["CHR0402"]):
        wrong.append("tickets without a winner: %s, reported: %s" % (bool(none), not none))
    if not none:
        wrong += compare_ladders(charter.steep(beats), said["CHR0410"])
    if none or odd:
        return wrong
    return wrong + same("shadows", charter.shadows(beats), {f for f in found if f[0] == "CHR0403"})


def compare_ladders(steep, findings):
    found = re.findall(r"gives `(\w+)` more time", " ".join(t for f in findings for t in [f["message"]] + f["notes"]))
    return same("ladders", set(steep.values()), set(found))


def compare_gap(charter, findings):
    wrong = []
    gap, certain = charter.gap()
    if certain and not findings or findings and not gap:
        wrong.append("gap: %s, reported: %s" % (bool(gap), bool(findings)))
    for words in [w for f in findings for w in examples(f)]:
        if tickets_of(charter, words) & gap == 0:
            wrong.append("this is no uncovered ticket: %s" % words)
    return wrong


def overlap_examples(charter, overlaps, findings):
    wrong = []
    for finding in findings:
        others = sorted(l["place"]["line"] for l in finding["labels"] if l["place"]["line"] != finding["place"]["line"])
        for line, words in zip(others, examples(finding)):
            if tickets_of(charter, words) & overlaps.get((line, finding["place"]["line"]), 0) == 0:
                wrong.append("this is no ticket of lines %d and %d: %s" % (line, finding["place"]["line"], words))
    return wrong


def same(what, wanted, found):
    if wanted == found:
        return []
    return ["%s: missed %s, made up %s" % (what, sorted(wanted - found), sorted(found - wanted))]


def checked(program, charters):
    """The findings of each, in order."""
    with tempfile.TemporaryDirectory() as folder:
        names = ["%d.chr" % i for i in range(len(charters))]
        for name, charter in zip(names, charters):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(charter.text)
        done = subprocess.run([program, "check", "--format", "json"] + names, cwd=folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=300, check=False)
        if done.returncode not in (0, 1, 3):
            raise RuntimeError("exit status %d\n%s" % (done.returncode, done.stderr.decode("utf-8", "replace")))
        by_name = {name: [] for name in names}
        for finding in json.loads(done.stdout):
            by_name[finding["place"]["file"]].append(finding)
        return [by_name[name] for name in names]


def batch(program, seed, numbers, tally):
    charters = [Charter("%d %d" % (seed, number)) for number in numbers]
    lines = []
    for number, charter, findings in zip(numbers, charters, checked(program, charters)):
        wrong = compare(charter, findings)
        for code in {f["code"] for f in findings}:
            tally[code] = tally.get(code, 0) + 1
        if wrong:
            lines += ["--seed %d --only %d" % (seed, number)] + ["  " + w for w in wrong]
            lines += ["  | " + line for line in charter.lines[len(HEAD.splitlines()):]]
    return lines


# ---------------------------------------------------------------- conditions that are too tangled

def pigeons(count, other="when vip is yes"):
    """COUNT pigeons and a hole less, as conditions: no ticket can fulfil them, and that is hard to see."""
    holes = range(count - 1)
    parts = ["(%s)" % " or ".join("p%d-%d is yes" % (i, j) for j in holes) for i in range(count)]
    parts += ["(p%d-%d is no or p%d-%d is no)" % (i, j, k, j) for j in holes for i in range(count) for k in range(i)]
    declared = "\n".join("  p%d-%d yes-or-no" % (i, j) for i in range(count) for j in holes)
    return HEAD + "ticket has\n  vip yes-or-no\n%s\nend\n" % declared + \
        "target handled\n  measures resolution\n  within 1 hour when %s\n  within 2 hours %s\nend\n" % (" and ".join(parts), other)


def codes_of(program, text):
    done = subprocess.run([program, "check", "--format", "json", "-"], input=text.encode(), stdout=subprocess.PIPE, check=False)
    return [f["code"] for f in json.loads(done.stdout)]


def milliseconds(program, shape):
    """What `check` takes of the processor for 500 clauses over twelve attributes."""
    bench = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bench")
    sys.path.insert(0, bench)
    from check_time import check_time
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, shape + ".chr")
        with open(path, "wb") as file:
            subprocess.run([sys.executable, os.path.join(bench, "gen_charter.py"), "500", shape], stdout=file, check=True)
        return check_time(program, path)[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT", "0")))
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    options.charter = os.path.realpath(options.charter)
    count = options.count or (1000 if os.environ.get("CHARTER_TEST_QUICK") else 10000)
    numbers = [options.only] if options.only is not None else list(range(count))
    results, tally = [], {}
    for start in range(0, len(numbers), BATCH):
        part = numbers[start:start + BATCH]
        lines = batch(options.charter, options.seed, part, tally)
        print("%s %d - charters %d to %d" % ("not ok" if lines else "ok", len(results) + 1, part[0], part[-1]))
        results.append(not lines)
        print("".join("# %s\n" % line for line in lines[:40]), end="", flush=True)
    if options.only is None:
        rare = [code for code in ("CHR0401", "CHR0403", "CHR0404", "CHR0405", "CHR0410", "CHR0450") if tally.get(code, 0) < count / 50]
        began = time.monotonic()
        hard = codes_of(options.charter, pigeons(12)) + codes_of(options.charter, pigeons(12, "otherwise"))
        late = time.monotonic() - began > 20
        shapes = {shape: milliseconds(options.charter, shape) for shape in ("tree", "grid", "many", "either")}
        slow = max(shapes.values()) > 90 and not os.environ.get("CHARTER_TEST_QUICK")  # 30 on a machine that is idle
        for name, fine in (("500 clauses over twelve attributes in time: %s" % ", ".join("%s %.0f ms" % s for s in shapes.items()), not slow),
                           ("no finding is rare: %s" % tally, not rare),
                           ("what is easy of the same kind is decided", "CHR0408" not in codes_of(options.charter, pigeons(5))),
                           ("conditions that are too tangled are given up in time", {"CHR0408", "CHR0409"} <= set(hard) and not late)):
            results.append(fine)
            print("%s %d - %s" % ("ok" if fine else "not ok", len(results), name))
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
