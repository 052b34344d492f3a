#!/usr/bin/env python3
"""Checks the expected verdicts and notices of tests/cases/vectors (and cases/differential) against two things that do
not know the program: the table of semantics.md, typed by hand into table.csv, and the slow judge beside this file.

Prints TAP. The program itself is compared with the same files by tests/run.py.
"""
import csv
import datetime as dt
import io
import os
import re
import shlex
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import notices  # noqa: E402
from judge import FIELDS, judge_text, write_records  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(os.path.dirname(HERE), "cases")
VECTORS = os.path.join(CASES, "vectors")
DIFFERED = os.path.join(CASES, "differential")  # where the two once disagreed
INSTANTS = ("start", "due", "stop", "breached_at", "at")


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def utc(text):
    return dt.datetime.fromisoformat(text).astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def commands(folder):
    """(charter, as-of, expected file, fields) of each command of a vector."""
    if not os.path.exists(os.path.join(folder, "cmd")):
        return [("charter.chr", None, "expected.csv", FIELDS)]
    out = []
    for line in read(folder, "cmd").splitlines():
        words = shlex.split(line)
        as_of = words[words.index("--as-of") + 1] if "--as-of" in words else None
        for option, fields in (("--verdicts", FIELDS), ("--notices", notices.FIELDS)):
            if option in words:
                out.append((words[2], as_of, words[words.index(option) + 1].replace("out", "expected"), fields))
    return out


def loose(expected, actual):
    """The same, but that `*` stands for anything but nothing (and so may the oracle's)."""
    return expected == actual or "*" in (expected, actual) and expected and actual


def by_oracle(folder, charter, as_of, file, fields):
    texts = read(folder, charter), read(folder, "log.csv"), as_of, charter
    if fields is FIELDS:
        out = io.StringIO()
        write_records(judge_text(*texts, understand=notices.understand), out)
        have = list(csv.DictReader(io.StringIO(out.getvalue())))
    else:
        have = notices.notices(*texts)
    want = list(csv.DictReader(io.StringIO(read(folder, file))))
    if len(want) != len(have):
        return ["%d records expected, the oracle has %d" % (len(want), len(have))]
    return ["%s %s: %s: expected %r, the oracle says %r" % (a["ticket"], a["target"], field, a[field], b[field])
            for a, b in zip(want, have) for field in fields if not loose(a[field], b[field])]


def by_table(row, folders):
    folder = [f for f in folders if f.startswith(row["vector"] + "-")]
    if not folder:
        return ["no folder"]
    want = row["value"]
    if row["field"] in INSTANTS and want:
        want = utc(want)
    found = [r[row["field"]] for r in csv.DictReader(io.StringIO(read(VECTORS, folder[0], row["file"])))
             if r["ticket"] == row["ticket"] and r["target"] == row["target"]]
    return [] if found == [want] else ["expected %r, the file has %r" % (want, found)]


def main():
    folders = sorted(f for f in os.listdir(VECTORS) if re.match(r"V\d\d-", f))
    results = [("vector V%02d has a folder" % n, [] if any(f.startswith("V%02d-" % n) for f in folders) else ["none"])
               for n in range(1, 37)]
    for row in csv.DictReader(io.StringIO(read(VECTORS, "table.csv"))):
        name = "table: %(vector)s %(file)s %(ticket)s %(target)s %(field)s" % row
        results.append((name, by_table(row, folders)))
    judged = [os.path.join(VECTORS, f) for f in folders] + [os.path.join(DIFFERED, f) for f in sorted(os.listdir(DIFFERED))]
    for folder in judged:
        if os.path.exists(os.path.join(folder, "log.csv")):
            results += [("oracle: %s %s" % (os.path.basename(folder), file), by_oracle(folder, charter, as_of, file, fields))
                        for charter, as_of, file, fields in commands(folder)]
    print("1..%d" % len(results))
    for number, (name, wrong) in enumerate(results, 1):
        print("%s %d - %s" % ("not ok" if wrong else "ok", number, name))
        for line in wrong:
            print("# " + line)
    return 1 if any(wrong for _, wrong in results) else 0


if __name__ == "__main__":
    sys.exit(main())
