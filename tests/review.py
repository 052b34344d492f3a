#!/usr/bin/env python3
"""`charter review` on random charters and logs: limits that it calls the tightest are looked for by brute force, minute by
minute, with an evaluation each; trends are worked out pair by pair from the records of the verdicts; signs are counted by a
plain walk over the histories; changes that it proposes are changes.

    tests/review.py --charter build/charter [--seed N] [--count N]

Prints TAP.
"""
import argparse
import csv
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SEED, COUNT = int(os.environ.get("CHARTER_TEST_SEED", "1")), 12 if not os.environ.get("CHARTER_TEST_QUICK") else 3
MOST_TRIED = 60
START = datetime.datetime(2026, 1, 5)


# ---- random charters and logs ----

def charter(rng):
    unit = rng.choice(("week", "month"))
    counted = rng.choice(("tickets", "cycles"))
    clock = rng.choice(("resolution", "next-reply", "first-response"))
    change = rng.choice(("carries", "judges from the start", "starts again"))
    limits = [rng.randrange(20, 400) for _ in range(3)]
    amendment = ("amendment later in-force from 2026-02-01 because \"So agreed.\"\n  replace in target main\n    within %d minutes when priority is high\n  end\nend\n"
                 % rng.randrange(20, 300)) if rng.random() < 0.5 else ""
    return """use "std/clocks"
charter random
  in-force from 2026-01-01
  timezone Europe/Paris
end
ticket has
  priority ladder low, normal, high
end
status
  new, open is working
  held      is waiting
  solved    is done
end
hours office
  open Monday to Friday 09:00 to 12:00, 13:00 to 17:00
end
target main
  measures   %s
  counted in office
  within %d minutes when priority is high
  within %d minutes when priority is normal called middle
  within %d minutes in always otherwise
  on change of priority %s
  %smet for at least %s%% of %s each %s
end
%s""" % (clock, limits[0], limits[1], limits[2], change, rng.choice(("", "runs to the next opening\n  ")), rng.choice(("70", "80", "92.5")), counted, unit, amendment)


def log(rng):
    rows, at = [], START
    for number in range(rng.randrange(40, 90)):
        at += datetime.timedelta(minutes=rng.randrange(10, 1500))
        ticket, moment = "T%d" % number, at
        rows.append((moment, ticket, "opened", "customer", rng.choice(("low", "normal", "high")), "new"))
        for _ in range(rng.randrange(1, 6)):
            moment += datetime.timedelta(minutes=rng.randrange(1, 240), seconds=rng.choice((0, 0, 30)))
            what = rng.choice(("reply", "ask", "hold", "work", "rank", "solve", "solve"))
            rows.append({"reply": (moment, ticket, "reply", "agent", "", "open"), "ask": (moment, ticket, "reply", "customer", "", "open"),
                         "hold": (moment, ticket, "changed", "agent", "", "held"), "work": (moment, ticket, "changed", "agent", "", "open"),
                         "rank": (moment, ticket, "changed", "agent", rng.choice(("low", "normal", "high")), ""),
                         "solve": (moment, ticket, "resolved", "agent", "", "solved")}[what])
    rows.sort(key=lambda row: row[0])
    return "ticket,time,event,actor,priority,status\n" + "".join(
        "%s,%sZ,%s,%s,%s,%s\n" % (t, at.isoformat(), e, a, p, s) for at, t, e, a, p, s in rows)


# ---- the program ----

class Case:
    def __init__(self, program, folder, text, rows):
        self.program, self.folder, self.text = program, folder, text
        self.write("it.chr", text)
        self.write("it.csv", rows)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, *arguments):
        done = subprocess.run([self.program] + list(arguments), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1, 5):
            raise RuntimeError("%s: %s" % (" ".join(arguments), done.stderr.decode()))
        return done.stdout.decode()

    def review(self, *settings):
        words = [word for setting in settings for word in ("--set", setting)]
        return json.loads(self.run("review", "it.chr", "--log", "it.csv", "--format", "json", *words))

    def verdicts(self, text):
        self.write("tried.chr", text)
        self.run("eval", "tried.chr", "--log", "it.csv", "--verdicts", "tried.csv", "-o", "/dev/null")
        with open(os.path.join(self.folder, "tried.csv"), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def promise(self):
        share, counted, unit = re.search(r"met for at least ([\d.]+)% of (\w+) each (\w+)", self.text).groups()
        return Fraction(share), counted, unit

    def counts(self, verdicts, line):
        """By period what the clause at LINE met and breached, counted as the promise does (6.3)."""
        counted = self.promise()[1]
        tickets, periods = {}, {}
        for row in verdicts:
            if row["clause"].endswith(":%d" % line) and row["verdict"] in ("met", "breached", "pending"):
                tickets.setdefault(row["ticket"] if counted == "tickets" else (row["ticket"], row["cycle"]), []).append(row)
        for rows in tickets.values():
            broken = [row for row in rows if row["verdict"] == "breached"]
            if not broken and any(row["verdict"] == "pending" for row in rows):
                continue
            period = min(broken, key=lambda row: row["breached_at"])["period"] if broken else rows[-1]["period"]
            met, breached = periods.get(period, (0, 0))
            periods[period] = (met + (not broken), breached + bool(broken))
        return periods

    def holds(self, line, minutes, each=False):
        """Is the share met of what the clause at LINE judges with so many minutes: of all, or in each period?"""
        lines = self.text.split("\n")
        lines[line - 1] = re.sub(r"within \d+ minutes", "within %d minutes" % minutes, lines[line - 1])
        share = self.promise()[0]
        periods = self.counts(self.verdicts("\n".join(lines)), line)
        whole = [tuple(map(sum, zip(*periods.values())))] if periods else []
        return all(100 * met >= share * (met + breached) for met, breached in (periods.values() if each else whole))


# ---- limits ----

def check_limit(case, rng, line, seconds):
    tight = seconds // 60
    tried = list(range(1, tight))
    if len(tried) > MOST_TRIED:
        tried = sorted(rng.sample(tried[:-5], MOST_TRIED) + tried[-5:])
    wrong = [] if case.holds(line, tight) else ["line %d: %d minutes are not enough" % (line, tight)]
    wrong += ["line %d: %d minutes are enough, not only %d" % (line, minutes, tight) for minutes in tried if case.holds(line, minutes)]
    return wrong


def check_change(case, finding):
    """The proposed change, as an amendment from the first day on, gives the counts that were told."""
    case.write("change.chr", finding["change"])
    told = json.loads(case.run("whatif", "it.chr", "--log", "it.csv", "--with", "change.chr", "--format", "json"))
    return [] if told["targets"] else ["the change of line %d changes no target" % finding["place"]["line"]]


def limits(case, rng):
    found = case.review("least-tickets=1", "room=100", "unkept=1")["findings"]
    wrong, tried = [], 0
    for finding in found:
        if finding["id"] == "room":
            tried += 1
            line, numbers = finding["place"]["line"], finding["numbers"]
            wrong += check_limit(case, rng, line, numbers["tightest_s"]) + check_change(case, finding)
            if not case.holds(line, numbers["every_period_s"] // 60, each=True):
                wrong.append("line %d: %d s are not enough in every period" % (line, numbers["every_period_s"]))
        if finding["id"] == "unkept":
            for clause in finding["numbers"]["clauses"]:
                if clause["needed_s"] is not None:
                    tried += 1
                    wrong += check_limit(case, rng, clause["line"], clause["needed_s"])
    return wrong, tried


# ---- trends ----

def period_of(instant, unit):
    local = instant + datetime.timedelta(hours=1 if instant < datetime.datetime(2026, 3, 29, 1) else 2)
    return tuple(local.isocalendar())[:2] if unit == "week" else (local.year, local.month)


def trend(case, verdicts):
    """Longer, shorter or neither, with the share of pairs, from all pairs one by one; None: not enough."""
    unit = case.promise()[2]
    cycles = [(period_of(datetime.datetime.strptime(row["start"][:19], "%Y-%m-%dT%H:%M:%S"), unit), Fraction(row["used_s"]), row["clause"])
              for row in verdicts if row["verdict"] in ("met", "breached")]
    periods = sorted(set(cycle[0] for cycle in cycles))
    half = len(periods) // 2
    if not half:
        return None
    early = [cycle for cycle in cycles if cycle[0] < periods[half]]
    late = [cycle for cycle in cycles if cycle[0] >= periods[-half]]
    pairs = wins = spread = Fraction(0)
    for clause in set(cycle[2] for cycle in cycles):
        a, b = [c[1] for c in early if c[2] == clause], [c[1] for c in late if c[2] == clause]
        if not a or not b:
            continue
        both = a + b
        ties = sum(both.count(value) ** 3 - both.count(value) for value in set(both))
        pairs += len(a) * len(b)
        wins += sum(Fraction(1) if y < x else Fraction(1, 2) if y == x else 0 for x in a for y in b)
        spread += Fraction(len(a) * len(b), 12) * (len(both) + 1 - Fraction(ties, len(both) * (len(both) - 1)))
    middle = lambda list_: sorted(list_)[(len(list_) - 1) // 2]
    if not pairs:
        return None
    before, after = middle([c[1] for c in early]), middle([c[1] for c in late])
    beyond = (wins - pairs / 2) ** 2 > Fraction("3.8416") * spread
    if beyond and wins < pairs / 2 and after > before:
        return "slower", 1 - wins / pairs
    if beyond and wins > pairs / 2 and after < before:
        return "faster", wins / pairs
    return "", None


def trends(case):
    found = [f for f in case.review("least-tickets=1", "trend=0")["findings"] if f["id"] in ("slower", "faster")]
    want = trend(case, case.verdicts(case.text)) or ("", None)
    if not want[0]:
        return ["a trend that is none: %s" % f["says"] for f in found], 0
    if len(found) != 1 or found[0]["id"] != want[0]:
        return ["%s in %s of the pairs, and the review says %s" % (want[0], float(want[1]), found)], 1
    if abs(Fraction(found[0]["numbers"]["pairs"]) - 100 * want[1]) > Fraction(1, 10000):
        return ["%s of the pairs, not %s" % (float(100 * want[1]), found[0]["numbers"]["pairs"])], 1
    return [], 1


def slowing(rng):
    """Response times that grow, or fall, over ten weeks; by chance a little, or a lot."""
    rows, at, slope = [], START, rng.choice((-3, -1, 0, 1, 3))
    for number in range(100):
        at += datetime.timedelta(minutes=rng.randrange(600, 1400))
        rows.append((at, "T%d" % number, "opened", "customer", rng.choice(("low", "normal", "high")), "new"))
        wait = max(1, 300 + slope * number + rng.randrange(-200, 200))
        rows.append((at + datetime.timedelta(minutes=wait), "T%d" % number, "resolved", "agent", "", "solved"))
    return "ticket,time,event,actor,priority,status\n" + "".join(
        "%s,%sZ,%s,%s,%s,%s\n" % (t, when.isoformat(), e, a, p, s) for when, t, e, a, p, s in sorted(rows, key=lambda row: row[0]))


# ---- signs ----

LIMITS = {"high": 120, "normal": 240, "low": 480}
SIGNS = """use "std/clocks"
charter signs
  in-force from 2026-01-01
  timezone UTC
end
ticket has
  priority ladder low, normal, high
end
status
  new, open is working
  held      is waiting
  solved    is done
end
target main
  measures   resolution
  counted in always
  within %(high)d minutes when priority is high
  within %(normal)d minutes when priority is normal
  within %(low)d minutes otherwise
  on change of priority %%s
end
""" % LIMITS


def histories(rng):
    """By ticket (seconds since its opening, who, what, value): until it is solved, or the log ends."""
    for number in range(rng.randrange(20, 60)):
        at, events = 0, [(0, "customer", "rank", rng.choice(("low", "normal", "high")))]
        for _ in range(rng.randrange(1, 8)):
            at += rng.randrange(60, 9000)
            what = rng.choice(("hold", "work", "rank", "rank"))
            events.append((at, rng.choice(("agent", "agent", "customer")), what, rng.choice(("low", "normal", "high")) if what == "rank" else ""))
        events.append((at + rng.randrange(60, 9000), "agent", "solve", ""))
        yield "T%d" % number, START + datetime.timedelta(hours=number), events


def simulate(events, near, judged_anew):
    """What `charter review` should have seen in a ticket: {sign: [near or not and by what chance]}."""
    seen, rank, used, paused, last, breached = {"paused": [], "lowered": [], "withdrawn": []}, None, 0, False, 0, False
    for at, who, what, value in events:
        used += 0 if paused else at - last
        last = at
        breached = breached or rank is not None and used > 60 * LIMITS[rank]
        if what == "solve":
            return seen, breached
        limit = 60 * LIMITS[rank] if rank else 0
        if what == "rank" and rank and LIMITS[value] > LIMITS[rank] and who == "agent":
            if not breached:
                seen["lowered"].append((limit - used <= near, min(1000, near * 1000 // limit)))
            elif judged_anew:
                seen["withdrawn"].append((True, 0))
        if what == "hold" and not paused and who == "agent" and not breached:
            seen["paused"].append((limit - used <= near, min(1000, near * 1000 // limit)))
        paused = what == "hold" or paused and what != "work"
        if what == "rank" and (judged_anew or not breached):
            rank = value
            breached = used > 60 * LIMITS[rank]
    return seen, breached


def signs(case, rng, judged_anew):
    near, rows, want = rng.randrange(5, 90), [], {}
    for ticket, opened, events in histories(rng):
        stamp = lambda at, opened=opened: (opened + datetime.timedelta(seconds=at)).isoformat()
        for at, who, what, value in events:
            kind = "opened" if at == 0 else "resolved" if what == "solve" else "changed"
            status = {"hold": "held", "work": "open", "solve": "solved"}.get(what, "new" if at == 0 else "")
            rows.append((stamp(at), ticket, kind, who, value, status))
        seen, breached = simulate(events, 60 * near, judged_anew)
        for sign, turns in seen.items():
            whole = want.setdefault(sign, [0, 0, 0])
            whole[0] += bool(not breached and turns) if sign == "withdrawn" else any(is_near for is_near, _ in turns)
            whole[1] += len(turns)
            whole[2] += sum(chance for _, chance in turns)
    case.write("it.chr", SIGNS % ("judges from the start" if judged_anew else "carries"))
    case.write("it.csv", "ticket,time,event,actor,priority,status\n" + "".join("%s,%sZ,%s,%s,%s,%s\n" % (t, at, e, a, p, s) for at, t, e, a, p, s in sorted(rows)))
    found = {f["id"]: f["numbers"] for f in case.review("signs=1", "chance=0", "before-due=%d" % near)["findings"]}
    wrong, told = [], {}
    for sign, kind in (("paused", "paused-before-due"), ("lowered", "lowered-before-due")):
        numbers = found.get(kind, {"tickets": 0})
        told[sign] = [numbers["tickets"], numbers.get("turns"), numbers.get("by_chance")]
        if want[sign][0] != numbers["tickets"] or want[sign][0] and (want[sign][1] != numbers["turns"] or Fraction(want[sign][2], 1000) != Fraction(str(numbers["by_chance"]))):
            wrong.append("%s: %s, and the review says %s" % (kind, want[sign], told[sign]))
    numbers = found.get("lowered-after-breach", {"tickets": 0})
    if want["withdrawn"][0] != numbers["tickets"] or want["withdrawn"][0] and want["withdrawn"][1] != numbers["lowered_after_breach"]:
        wrong.append("lowered-after-breach: %s, and the review says %s" % (want["withdrawn"], numbers))
    return wrong, sum(turns[0] for turns in want.values())


# ---- the table ----

def table():
    """Each row of review.def has its line in docs/cli.md, and is found in the transcript; each default is the documented one."""
    def text(path):
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            return file.read()
    rows, manual, shown = text("src/report/review.def"), text("docs/cli.md"), text("tests/cli/review.t")
    wrong = []
    for name in re.findall(r'^OBSERVATION\("([a-z-]+)"', rows, re.M):
        wrong += ["`%s` has no line in docs/cli.md" % name] if "| `%s` |" % name not in manual else []
        wrong += ["`%s` is found nowhere in tests/cli/review.t" % name] if "[%s]" % name not in shown else []
    for name, value in re.findall(r'^THRESHOLD\("([a-z-]+)", "[^"]*", (\d+)', rows, re.M):
        wrong += ["docs/cli.md does not say %s=%s" % (name, value)] if "| `%s` | %s |" % (name, value) not in manual else []
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", default="build/charter")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    options = parser.parse_args()
    program = os.path.abspath(options.charter)
    tried = moved = signed = number = bad = 0
    for seed in range(options.seed, options.seed + options.count):
        rng = random.Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            case = Case(program, folder, charter(rng), log(rng))
            wrong, more = limits(case, rng)
            tried += more
            case.write("it.csv", slowing(rng))
            also, found = trends(case)
            moved += found
            for judged_anew in (False, True):
                more_wrong, seen = signs(case, rng, judged_anew)
                also += more_wrong
                signed += seen
        number += 1
        bad += bool(wrong + also)
        print("%s %d - seed %d: %d limits" % ("not ok" if wrong + also else "ok", number, seed, more))
        for line in (wrong + also)[:20]:
            print("# " + line)
    wrong = table()
    number += 1
    bad += bool(wrong)
    print("%s %d - what is looked for is documented and shown" % ("not ok" if wrong else "ok", number))
    for line in wrong:
        print("# " + line)
    enough = tried >= options.count and signed >= options.count and (moved > 0 or options.count < 5)
    print("%s %d - enough of each was found: %d limits, %d trends, %d signs" % ("ok" if enough else "not ok", number + 1, tried, moved, signed))
    print("1..%d" % (number + 1))
    return 1 if bad or not enough else 0


if __name__ == "__main__":
    sys.exit(main())
