#!/usr/bin/env python3
"""Random charters with random amendments, and half of them with a parent: judged whole, and each version by
itself, as `flatten` writes it. For the tickets opened in a version the verdicts have to be the same, row by
row; the flattened text has to be accepted, to stay as it is when it is flattened again, and `fmt` must have
nothing to lay out anew. Where the slow judge of tests/oracle can read a version, it has to agree as well.

    tests/differential_versions.py --charter build/charter [--seed N] [--count N] [--only NUMBER] [--keep FOLDER]

Prints TAP. A charter that `check` refuses (a change that leaves an overlap, say) is left out, and counted.
"""
import argparse
import collections
import csv
import datetime as dt
import io
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle"))

from invent import Inventor  # noqa: E402
from judge import judge_text  # noqa: E402
from reader import Unknown  # noqa: E402

PLACE = re.compile(r"^\s*# from .*\n", re.M)


class Amender(Inventor):
    """Says changes of what an inventor has said."""

    def blocks(self, text, kind):
        """{name: lines between head and end} of the declarations of a kind."""
        found = {}
        for match in re.finditer(r"^%s ([\w-]+)\n((?:  .*\n)*)end$" % kind, text, re.M):
            found[match.group(1)] = match.group(2).splitlines()
        return found

    def part(self, word, kind, name, lines):
        return ["%s %s %s" % (word, kind, name)] + lines + ["end"]

    def clause(self, line):
        """The clause with another limit."""
        head = re.match(r"  within (?:end of )?[\w ]+?(?= in \w| when | otherwise|$)", line)
        return "  within %d minutes" % self.pick(20, 50, 95, 200, 350) + line[head.end():]

    def change(self, text):
        """Lines of one change, and what it is a change of."""
        targets, hours, clocks = self.blocks(text, "target"), self.blocks(text, "hours"), self.blocks(text, "clock")
        name = self.pick(*sorted(targets))
        clauses = [line for line in targets[name] if line.startswith("  within ")]
        form = self.pick("clause", "clause", "clause", "addition", "addition", "hours", "hours", "whole", "another", "gone",
                         "clock", "status", "ladder", "mode", "promise")
        if form == "clause":
            return self.part("replace in", "target", name, [self.clause(self.pick(*clauses))]), name
        if form == "addition":
            return self.part("add to", "target", name, ["  within %s when %s" % (self.limit("always"), self.condition())]), name
        if form == "promise":
            return self.part("replace in", "target", name, ["  met for at least %d%% of tickets each month" % self.pick(50, 99)]), name
        if form == "mode":
            modes = [line for line in targets[name] if line.startswith("  on change of priority")]
            mode = "  on change of priority " + self.pick("carries", "starts again", "keeps", "judges from the start")
            return self.part("replace in" if modes else "add to", "target", name, [mode]), name
        if form == "hours":
            calendar = self.pick(*sorted(hours))
            opening = next(line for line in hours[calendar] if line.startswith("  open "))
            days = re.match(r"  open ((?:[A-Z]\w+(?: to |, )?)+) ", opening).group(1)
            return self.part("replace in", "hours", calendar, ["  open %s %s" % (days, self.pick("07:00 to 20:00", "10:00 to 12:00"))]), calendar
        if form == "clock" and clocks:
            clock = self.pick(*sorted(clocks))
            return self.part("replace in", "clock", clock, ["  stops on " + self.pick("resolved", "closed", "reply by agent")]), clock
        if form == "status":
            return ["replace in status", "  pending is " + self.pick("working", "waiting"), "end"], "status"
        if form == "ladder":
            return ["replace in ticket", "  priority ladder P4, P3, P2, P1", "end"], "ticket"
        if form == "gone" and len(targets) > 1:
            return ["remove target %s because \"Nobody looks.\"" % name], name
        kept, self.lines = self.lines, []
        self.target(name if form == "whole" else "more")
        lines, self.lines = self.lines[1:], kept
        if form == "whole":
            return ["replace " + lines[0]] + lines[1:], name
        return ["add " + lines[0]] + lines[1:], "more"

    def amendments(self, text):
        out = []
        for number in range(self.pick(1, 1, 2, 3)):
            first = self.first + dt.timedelta(days=self.random.randint(-1, 5))
            until = " until %s" % (first + dt.timedelta(days=self.random.randint(0, 3))) if self.maybe(0.3) else ""
            out += ["", "amendment change-%d in-force from %s%s" % (number, first, until)]
            changed = set()
            for _ in range(self.pick(1, 1, 2, 3)):
                lines, what = self.change(text)
                if what not in changed:
                    out += ["  " + line for line in lines]
                changed.add(what)
            out.append("end")
        return "\n".join(out) + "\n"

    def child(self, text):
        """(parent's text, child's text)"""
        parent = text.replace("charter invented\n", "charter parent\n  version \"1\"\n").replace("  in-force from 2020-01-01\n", "")
        child = "charter invented\n  extends parent at version \"1\"\n  in-force from 2020-01-01\nend\n"
        lines, _ = self.change(text)
        return parent, child + "\n" + "\n".join(lines) + "\n"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT", "1000")) // 8)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", help="leave the files of each failure there")
    return parser.parse_args()


class Case:
    """A folder with a charter and a log, and what the program says of them."""

    def __init__(self, program, folder, as_of):
        self.program, self.folder, self.as_of, self.count = program, folder, as_of, 0

    def run(self, *command):
        done = subprocess.run([self.program, *command], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=60, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace")

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()

    def verdicts(self, charter):
        """Rows by ticket, or None and what went wrong."""
        status, _, told = self.run("eval", charter, "--log", "log.csv", "--verdicts", "out.csv", "--format", "json",
                                   *(["--as-of", self.as_of] if self.as_of else []))
        if status not in (0, 1, 5):
            return None, "eval %s: exit status %d\n%s" % (charter, status, told)
        return by_ticket(csv.DictReader(io.StringIO(self.read("out.csv")))), None


def by_ticket(rows):
    found = collections.defaultdict(list)
    for row in rows:
        row = {key: " ".join(value.split()) for key, value in row.items() if key != "clause"}
        found[row["ticket"]].append(row)
    return {ticket: sorted(rows, key=lambda r: (r["target"], int(r["cycle"]))) for ticket, rows in found.items()}


def is_in_force(rows):
    return any(row["reason"] != "no version in force" for row in rows)


def boundaries(texts):
    """The first days of all versions."""
    days = {dt.date(2020, 1, 1)}
    for first, until in re.findall(r"^amendment \S+ in-force from (\S+)(?: until (\S+))?$", "\n".join(texts), re.M):
        days.add(dt.date.fromisoformat(first))
        if until:
            days.add(dt.date.fromisoformat(until) + dt.timedelta(days=1))
    return sorted(days)


def compare(wanted, got, what):
    wrong = []
    for ticket in sorted(set(wanted) | set(got)):
        if wanted.get(ticket) != got.get(ticket):
            wrong += ["%s: %s" % (what, ticket), "  whole   %s" % wanted.get(ticket), "  version %s" % got.get(ticket)]
    return wrong


def by_oracle(case, text, own, whole):
    """The slow judge, where it can read the version."""
    try:
        rows = by_ticket(judge_text(PLACE.sub("", text), case.read("log.csv"), case.as_of))
    except Unknown:
        return None, []
    wanted = {ticket: rows.get(ticket) for ticket in own}
    have = {ticket: whole[ticket] for ticket in own}
    for ticket in own:
        for a, b in zip(wanted[ticket] or [], have[ticket]):
            if a["reason"] == "*" and b["reason"]:
                a["reason"] = b["reason"]
            for key in set(a) - set(b):
                del a[key]
    return True, compare(have, wanted, "the oracle")


def version(case, day, whole, seen):
    """(tickets of the version that begins on DAY, what is wrong)"""
    status, text, told = case.run("flatten", "charter.chr", "--as-of", day.isoformat())
    if status:
        return set(), ["flatten: exit status %d\n%s" % (status, told)]
    case.write("version.chr", text)
    status, _, told = case.run("check", "version.chr")
    if status not in (0, 1):
        return set(), ["check of the version from %s: %s" % (day, told)]
    again = case.run("flatten", "version.chr")[1]
    wrong = []
    if PLACE.sub("", again) != PLACE.sub("", text):
        wrong.append("the version from %s, flattened again, is another text" % day)
    if case.run("fmt", "--check", "version.chr")[0]:
        wrong.append("the version from %s is not laid out" % day)
    rows, error = case.verdicts("version.chr")
    if error:
        return set(), wrong + [error]
    own = {ticket for ticket, of in rows.items() if is_in_force(of)}
    wrong += compare({t: whole.get(t) for t in own}, {t: rows[t] for t in own}, "the version from %s" % day)
    read, differing = by_oracle(case, text, own, whole) if own else (None, [])
    seen["versions with tickets"] += bool(own)
    seen["read by the oracle"] += bool(read)
    return own, wrong + differing


def one(options, number, folder, seen):
    amender = Amender("versions/%d/%d" % (options.seed, number))
    text = amender.charter()
    texts = list(amender.child(text)) if amender.maybe(0.5) else [text]
    log, as_of = amender.log()
    if len(texts) == 2 and amender.maybe(0.5):
        texts[0] += amender.amendments(text)
    texts[-1] += amender.amendments(text)
    case = Case(os.path.abspath(options.charter), folder, as_of)
    case.write("charter.chr", texts[-1])
    case.write("log.csv", log)
    if len(texts) == 2:
        case.write("parent.chr", texts[0])
    status = case.run("check", "charter.chr")[0]
    if status == 3:
        return None
    if status not in (0, 1):
        return ["check: exit status %d" % status]
    whole, error = case.verdicts("charter.chr")
    if error:
        return [error]
    wrong, owned = [], set()
    for day in boundaries(texts):
        own, differing = version(case, day, whole, seen)
        wrong += differing + ["%s is of two versions" % ticket for ticket in own & owned]
        owned |= own
    missed = {ticket for ticket, rows in whole.items() if is_in_force(rows)} - owned
    return wrong + ["%s is of no version" % ticket for ticket in sorted(missed)]


def main():
    options = arguments()
    numbers = [options.only] if options.only is not None else range(options.count)
    seen, failed, judged = collections.Counter(), 0, 0
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            wrong = one(options, number, folder, seen)
            if wrong and options.keep:
                os.system("mkdir -p %s && cp -r %s %s/case-%d" % (options.keep, folder, options.keep, number))
        if wrong is None:
            continue
        judged += 1
        failed += bool(wrong)
        if wrong:
            print("not ok %d - charter %d of seed %d" % (judged, number, options.seed))
            print("\n".join("# " + line for text in wrong[:12] for line in text.splitlines()))
        else:
            print("ok %d - charter %d" % (judged, number))
    print("# %d of %d charters judged; %s" % (judged, len(numbers), dict(seen)))
    enough = options.only is not None or (judged * 4 >= len(numbers) and seen["read by the oracle"] * 4 >= seen["versions with tickets"])
    print("%sok %d - enough charters are accepted, and enough versions read by the oracle" % ("" if enough else "not ", judged + 1))
    print("1..%d" % (judged + 1))
    return 1 if failed or not enough else 0


if __name__ == "__main__":
    sys.exit(main())
