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
        if without_records(folder, command, charter, log):
            return None, "the report is another without verdict records"
        command = [to_year_end(word) for word in command]
        if without_records(folder, command, few_holidays(to_year_end(charter)), to_year_end(log)):
            return None, "the report is another without verdict records, where holidays are known for too few years"
    return list(csv.DictReader(io.StringIO(texts[0]))), texts[0]


def run(folder, command):
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)


def to_year_end(text):
    """What was in March or October is in December, and goes on in January."""
    for month, moved in (("03", "2026-12"), ("04", "2027-01"), ("10", "2026-12"), ("11", "2027-01")):
        text = text.replace("2026-" + month, moved)
    return text


def few_holidays(charter):
    """All hours close on holidays that are known only up to the end of 2026."""
    charter = re.sub(r"(?m)^(hours \S+)$", r"\1\n  closed on holidays of few", charter)
    return charter + '\nholidays few\n  complete 2019 to 2026\n  2026-12-25 "Christmas Day"\nend\n'


def without_records(folder, command, charter, log):
    """Does the report differ?"""
    for name, text in (("charter.chr", charter), ("log.csv", log)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    plain = [word for word in command if word not in ("--verdicts", "out.csv")]
    done = run(folder, command)
    return done.returncode not in (0, 1, 5) or run(folder, plain).stdout != done.stdout


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
