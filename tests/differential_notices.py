#!/usr/bin/env python3
"""Random charters with escalations and random logs: every notice of the program is compared with those of
the slow judge of tests/oracle, and with those of the same log cut at some instant, as live evaluation has it.

    tests/differential_notices.py --charter build/charter [--seed N] [--count N] [--only NUMBER] [--keep FOLDER]

Prints TAP, one case a charter.
"""
import argparse
import collections
import csv
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

from invent_escalations import invent  # noqa: E402
from notices import FIELDS, notices  # noqa: E402
from reader import Unknown  # noqa: E402

SHARE = 40  # one charter here for so many of differential.py: each unit of time is looked at


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT", "1000")) // SHARE)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", help="write charter, log and both lists of each failure there")
    return parser.parse_args()


class Run:
    """The program over one charter and log."""

    def __init__(self, options, folder, charter, log):
        self.options, self.folder = options, folder
        for name, text in (("charter.chr", charter), ("log.csv", log)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)

    def eval(self, as_of, *more):
        command = [self.options.charter, "eval", "charter.chr", "--log", "log.csv", "--format", "json", *more]
        command += ["--as-of", as_of] if as_of else []
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60, check=False)
        if done.returncode not in (0, 1, 5):
            raise RuntimeError("exit status %d\n%s" % (done.returncode, done.stderr.decode("utf-8", "replace")))

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()

    def notices(self, as_of):
        self.eval(as_of, "--notices", "n.csv")
        return list(csv.DictReader(self.read("n.csv").splitlines()))


def lines_of(records):
    return [",".join(record[field] for field in FIELDS) for record in records]


def differing(expected, actual):
    want, have = lines_of(expected), lines_of(actual)
    if want == have:
        return []
    out = ["the oracle only: " + line for line in want if line not in have]
    out += ["the program only: " + line for line in have if line not in want]
    return out or ["another order: %s" % want, "the program has: %s" % have]


def wrong_keys(records):
    """Each key once; a correction has the key of a notice before it."""
    seen, wrong = set(), []
    for record in records:
        key = record["key"]
        if key in seen:
            wrong.append("a key twice: " + key)
        if "correction" in record["flags"].split(";") and key.replace("-correction", "") not in seen:
            wrong.append("a correction of nothing: " + key)
        seen.add(key)
    return wrong


def cut(run, records, instants, pick):
    """What was due up to an instant is the same for whoever stands there; a breach shows only after it."""
    first, last = min(instants), max(instants)
    at = dt.datetime.fromtimestamp(pick.randint(first, last), dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    before = run.notices(at)
    late = [r for r in before if r["at"] > at]
    want = [r for r in records if r["at"] < at]
    have = [r for r in before if r["at"] < at]
    out = ["as of %s it tells of later: %s" % (at, line) for line in lines_of(late)]
    if [r["key"] for r in want] != [r["key"] for r in have] or lines_of(want) != lines_of(have):
        out += ["as of %s: %s" % (at, line) for line in differing(want, have)] or ["as of %s: other keys" % at]
    return out


def found(run, charter, records):
    """A step that `check` calls one that no clock comes to is told of by a change only, if at all."""
    done = subprocess.run([run.options.charter, "check", "--format", "json", "charter.chr"], cwd=run.folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    lines, never = charter.split("\n"), set()
    for finding in json.loads(done.stdout):
        if finding["code"] == "CHR0751":
            line = finding["place"]["line"] - 1
            head = next(l for l in reversed(lines[:line]) if l.startswith("escalation "))
            never.add((head.split()[1], re.split(" (?:tell|raise) ", lines[line].strip())[0]))
    return len(never), ["no clock comes to it, says check: " + line for line in
                        lines_of(r for r in records if (r["escalation"], r["step"]) in never and not r["flags"])]


def same_verdicts(run, as_of):
    run.eval(as_of, "--verdicts", "v1.csv")
    run.eval(as_of, "--verdicts", "v2.csv", "--notices", "n.csv")
    return [] if run.read("v1.csv") == run.read("v2.csv") else ["the verdicts are others where notices are asked for"]


def one(options, number, seen):
    seed = "%d/%d" % (options.seed, number)
    charter, log, as_of = invent(seed)
    expected = notices(charter, log, as_of)
    for record in expected:
        seen[record["step"].split()[0] + " " + record["step"].split()[-1]] += 1
        for flag in filter(None, record["flags"].split(";")):
            seen[flag] += 1
    with tempfile.TemporaryDirectory() as folder:
        run = Run(options, folder, charter, log)
        actual = run.notices(as_of)
        wrong = differing(expected, actual) + wrong_keys(actual)
        times = [dt.datetime.fromisoformat(row.split(",")[1].replace("Z", "+00:00")) for row in log.split("\n")[1:] if row]
        instants = [int(t.timestamp()) for t in times]
        wrong += [] if as_of else cut(run, actual, instants, random.Random(seed))
        wrong += same_verdicts(run, as_of)
        count, contradicted = found(run, charter, actual)
        seen["found never to come"] += count
        wrong += contradicted
    if wrong and options.keep:
        keep(options, number, (charter, log, as_of or "", lines_of(expected), lines_of(actual)))
    return wrong


def keep(options, number, what):
    folder = os.path.join(options.keep, "case-%d" % number)
    os.makedirs(folder, exist_ok=True)
    for name, text in zip(("charter.chr", "log.csv", "as-of", "oracle.txt", "program.txt"), what):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text if isinstance(text, str) else "\n".join(text) + "\n")


def main():
    options = arguments()
    numbers = [options.only] if options.only else range(1, options.count + 1)
    print("# seed %d" % options.seed)
    failed, seen, skipped = 0, collections.Counter(), 0
    for number in numbers:
        try:
            wrong = one(options, number, seen)
        except Unknown as why:
            skipped += 1
            print("# number %d: not judged by the oracle: %s" % (number, why))
            continue
        failed += bool(wrong)
        print("%s - charter %d of seed %d" % ("not ok" if wrong else "ok", number, options.seed))
        for line in wrong[:12]:
            print("# " + line.replace("\n", "\n# "))
        sys.stdout.flush()
    wanted = ("at used", "at left", "at breach", "at over", "every breach", "passed by change", "found never to come")
    rare = [] if options.only or len(numbers) < 100 else [what for what in wanted if not seen[what]]
    print("%s - every kind of step fires: %s" % ("not ok" if rare else "ok", dict(seen)))
    print("%s - the oracle judges nearly all of them" % ("not ok" if skipped * 5 > len(numbers) else "ok"))
    return 1 if failed or rare or skipped * 5 > len(numbers) else 0


if __name__ == "__main__":
    sys.exit(main())
