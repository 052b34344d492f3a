#!/usr/bin/env python3
"""Random charters and logs, judged by the program and by the slow judge of tests/oracle; every field of
every verdict record is compared. The program judges twice: where notices are asked for, each row is shown to
each target, and not only to those that it can concern. The report is the same without the records, where not
all of a verdict is worked out; also where holidays are known for too few years.

    tests/differential.py --charter build/charter [--seed N] [--count N] [--only NUMBER] [--keep FOLDER]

Prints TAP, one case a charter. A failure shows what is needed to see it again: the seed and the number.
"""
import argparse
import collections
import csv
import datetime
import io
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle"))

from invent import invent  # noqa: E402
from judge import FIELDS, judge_text  # noqa: E402
from reader import Unknown  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT", "1000")))
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", help="write charter, log and both verdicts of each failure there")
    return parser.parse_args()


def differing(expected, actual):
    """Lines that say what differs. `*` of the oracle is a reason in the program's own words."""
    lines = []
    key = lambda r: (r["ticket"], r["target"], r["cycle"])
    have = {key(r): r for r in actual}
    if [key(r) for r in expected] != [key(r) for r in actual]:
        return ["records: expected %s" % [key(r) for r in expected], "         the program has %s" % [key(r) for r in actual]]
    for want in expected:
        got = have[key(want)]
        lines += ["%s: %s: the oracle says %r, the program %r" % (" ".join(key(want)), field, want[field], got[field])
                  for field in FIELDS if not (want[field] == got[field] or want[field] == "*" and got[field])]
    return lines


def by_program(program, charter, log, as_of):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("charter.chr", charter), ("log.csv", log)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        command = [program, "eval", "charter.chr", "--log", "log.csv", "--verdicts", "out.csv", "--format", "json"]
        command += ["--as-of", as_of] if as_of else []
        texts = []
        for more in ([], ["--notices", "notices.csv"]):
            done = run(folder, command + more)
            if done.returncode not in (0, 1, 5):
                return None, "exit status %d\n%s" % (done.returncode, done.stderr.decode("utf-8", "replace"))
            with open(os.path.join(folder, "out.csv"), encoding="utf-8") as file:
                texts.append(file.read())
        if texts[0] != texts[1]:
            return None, "where each row is shown to each target:\n%s" % texts[1]
    return list(csv.DictReader(io.StringIO(texts[0]))), texts[0]


def run(folder, command):
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)


DATE = re.compile(r"\b20\d\d-\d\d-\d\d")


def to_year_end(log, text):
    """TEXT with all dates moved by so much that LOG begins at the end of 2026."""
    moved = datetime.date(2026, 12, 29) - datetime.date.fromisoformat(min(DATE.findall(log)))
    return DATE.sub(lambda found: (datetime.date.fromisoformat(found[0]) + moved).isoformat(), text)


def with_holidays(charter, last):
    """All hours close on holidays that are known up to the end of the year LAST."""
    charter = re.sub(r"(?m)^(hours \S+)$", r"\1\n  closed on holidays of few", charter)
    return charter + '\nholidays few\n  complete 2019 to %d\n  2026-12-25 "Christmas Day"\nend\n' % last


def report(folder, program, as_of, more):
    command = [program, "eval", "charter.chr", "--log", "log.csv", "--format", "json"] + more
    command += ["--as-of", as_of] if as_of else []
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    return done.stdout if done.returncode in (0, 1, 5) else done.stderr


def counted(program, charter, log, as_of):
    """The verdict records; and is the report another without them, where not all of a verdict is worked out?"""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("charter.chr", charter), ("log.csv", log)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        differ = report(folder, program, as_of, []) != report(folder, program, as_of, ["--verdicts", "out.csv"])
        with open(os.path.join(folder, "out.csv"), encoding="utf-8") as file:
            return list(csv.DictReader(file)), differ


def is_unknown(record):
    """Does it need holidays of 2027 (semantics 2.10)? None: that is not so plain."""
    last = max(record["due"], record["stop"])
    if record["verdict"] not in ("met", "breached", "pending") or not last or record["calendar"] == "always":
        return None
    return False if last < "2026-12-31T08" else True if last > "2027-01-01T16" else None


def counted_otherwise(program, charter, log, as_of):
    moved, log_moved, as_of_moved = (to_year_end(log, text) for text in (charter, log, as_of or ""))
    _, differ = counted(program, charter, log, as_of)
    many, _ = counted(program, with_holidays(moved, 2036), log_moved, as_of_moved)
    few, few_differ = counted(program, with_holidays(moved, 2026), log_moved, as_of_moved)
    wrong = ["the report is another without verdict records"] if differ or few_differ else []
    for known, record in zip(many, few):
        unknown = is_unknown(known)
        if unknown is not None and (unknown != (record["verdict"] == "error") or not unknown and known != record):
            wrong.append("holidays known up to 2026: %s, and up to 2036: %s" % (record, known))
    return wrong


def keep(options, number, charter, log, as_of, wrong):
    folder = os.path.join(options.keep, "case-%d" % number)
    os.makedirs(folder, exist_ok=True)
    for name, text in (("charter.chr", charter), ("log.csv", log), ("wrong.txt", "\n".join(wrong) + "\n"),
                       ("as-of", as_of or "")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def one(options, number, seen):
    charter, log, as_of = invent("%d/%d" % (options.seed, number))
    expected = judge_text(charter, log, as_of)
    for record in expected:
        seen[record["verdict"]] += 1
        for flag in filter(None, record["flags"].split(";")):
            seen[flag] += 1
    actual, text = by_program(options.charter, charter, log, as_of)
    wrong = [text] if actual is None else differing(expected, actual)
    if number % 4 == 1:
        wrong += counted_otherwise(options.charter, charter, log, as_of)
    if wrong and options.keep:
        keep(options, number, charter, log, as_of, wrong)
    return wrong


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
    rare = [] if options.only else [v for v in ("met", "breached", "pending", "uncovered", "excluded", "breached by change")
                                    if not seen[v]]
    print("%s - every verdict is met with: %s" % ("not ok" if rare else "ok", dict(seen)))
    print("%s - the oracle judges nearly all of them" % ("not ok" if skipped * 10 > len(numbers) else "ok"))
    return 1 if failed or rare else 0


if __name__ == "__main__":
    sys.exit(main())
