#!/usr/bin/env python3
"""Random charters and logs: availability, measures and credits as the JSON report has them are compared, number by number
and exactly, with the slow and plain figures of tests/oracle.

    tests/differential_figures.py --charter build/charter [--seed N] [--count N] [--only NUMBER] [--keep FOLDER]

Prints TAP, one case a charter.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle"))

from figures import figures_text  # noqa: E402
from invent_figures import invent  # noqa: E402
from reader import Unknown  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    count = os.environ.get("CHARTER_TEST_COUNT") or ("40" if os.environ.get("CHARTER_TEST_QUICK") else "60")
    parser.add_argument("--count", type=int, default=int(count))
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", help="write charter, log and what differs of each failure there")
    return parser.parse_args()


def by_program(program, charter, log, as_of):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("charter.chr", charter), ("log.csv", log)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        command = [program, "eval", "charter.chr", "--log", "log.csv", "--format", "json"] + (["--as-of", as_of] if as_of else [])
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    if done.returncode not in (0, 1, 5):
        return None, "exit status %d\n%s" % (done.returncode, done.stderr.decode("utf-8", "replace"))
    return json.loads(done.stdout, parse_float=Fraction, parse_int=Fraction), done.returncode


def differing(expected, actual):
    """Lines that say what differs; the program may say more than the oracle."""
    lines = []
    for array in ("availability", "measures"):
        lines += compare(array, expected[array], actual[array], ("name", "service", "held"))
        for want, have in zip(expected[array], actual[array]):
            name = "%s %s %s" % (array, want["name"], want.get("service", ""))
            lines += compare(name, want["periods"], have["periods"], want["periods"][0] if want["periods"] else ())
    credits = [dict(row, minor=row["amount"]["minor"]) for row in actual["credits"]]
    return lines + compare("credits", expected["credits"], credits, expected["credits"][0] if expected["credits"] else ())


def compare(name, want, have, keys):
    if len(want) != len(have):
        return ["%s: %d expected, the program has %d" % (name, len(want), len(have))]
    return ["%s %s: %s: the oracle says %s, the program %s" % (name, a.get("period", a.get("name")), key, a[key], b[key])
            for a, b in zip(want, have) for key in keys if key in a and a[key] != b[key]]


def keep(options, number, files):
    folder = os.path.join(options.keep, "case-%d" % number)
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def one(options, number, seen):
    charter, log, as_of = invent("%d/%d" % (options.seed, number))
    expected = figures_text(charter, log, as_of)
    actual, status = by_program(options.charter, charter, log, as_of)
    wrong = [status] if actual is None else differing(expected, actual)
    for line in expected["availability"] + expected["measures"]:
        seen[{True: "held", False: "broken", None: "not tested"}[line["held"]]] += 1
        seen["unfinished"] += any(row["unfinished"] for row in line["periods"])
        seen["down"] += any(row.get("down_s") for row in line["periods"])
        seen["beside"] += any(row.get("unset") or row.get("pending") or row.get("excluded") for row in line["periods"])
    seen["credited"] += sum(row["minor"] > 0 for row in expected["credits"])
    seen["not credited"] += sum(row["minor"] == 0 for row in expected["credits"])
    if actual and not wrong and any(line["held"] is False for line in expected["availability"] + expected["measures"]) and status != 1:
        wrong = ["a promise is broken, and the exit status is %d" % status]
    if wrong and options.keep:
        keep(options, number, {"charter.chr": charter, "log.csv": log, "as-of": as_of or "", "wrong.txt": "\n".join(wrong) + "\n"})
    return wrong


def main():
    options = arguments()
    options.charter = os.path.abspath(options.charter)
    numbers = [options.only] if options.only else range(1, options.count + 1)
    print("# seed %d" % options.seed)
    failed, skipped, seen = 0, 0, collections.Counter()
    for number in numbers:
        try:
            wrong = one(options, number, seen)
        except Unknown as why:
            skipped += 1
            print("# number %d: not worked out by the oracle: %s" % (number, why))
            continue
        failed += bool(wrong)
        print("%s - figures %d of seed %d" % ("not ok" if wrong else "ok", number, options.seed))
        for line in wrong[:12]:
            print("# " + line.replace("\n", "\n# "))
        sys.stdout.flush()
    wanted = ("held", "broken", "not tested", "unfinished", "down", "beside", "credited", "not credited")
    rare = [] if options.only else [what for what in wanted if not seen[what]]
    print("%s - all is met with: %s" % ("not ok" if rare else "ok", dict(seen)))
    print("%s - the oracle works nearly all of them out" % ("not ok" if skipped * 10 > len(numbers) else "ok"))
    return 1 if failed or rare else 0


if __name__ == "__main__":
    sys.exit(main())
