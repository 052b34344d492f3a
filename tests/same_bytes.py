#!/usr/bin/env python3
"""The same log gives the same bytes: whatever the number of threads, as CSV or NDJSON, in one file or in
several, packed or not, from a file or standard input, with line ends of another kind, and in any order of its
rows. On a generated log of some thousand tickets. Prints TAP.
"""
import argparse
import csv
import decimal
import gzip
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CHARTER = os.path.join(HERE, "bench", "bench.chr")
ESCALATION = """
contact told-duty
  phone "1"
end

escalation slow
  for resolution
  at 50% used tell told-duty
  at breach tell told-duty by phone
  every 8 hours after breach at most 3 times tell told-duty
  once reopenings is at least 1 tell told-duty
end
"""
EVENTS = "20000" if os.environ.get("CHARTER_TEST_QUICK") else "100000"
results = []


def case(name, wrong):
    results.append(not wrong)
    print("%s %d - %s" % ("not ok" if wrong else "ok", len(results), name))
    if wrong:
        print("# " + str(wrong)[:2000].replace("\n", "\n# "))


class Runs:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def judged(self, *arguments, charter=CHARTER, stdin=None, verdicts="out.csv"):
        """(verdicts, report, exit status) as bytes"""
        out = self.path(verdicts)
        if os.path.exists(out):
            os.remove(out)
        command = [self.program, "eval", charter, "--verdicts", out, "--format", "json"] + list(arguments)
        done = subprocess.run(command, cwd=self.folder, input=stdin, stdin=None if stdin else subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False)
        if done.returncode not in (0, 1, 5):
            raise RuntimeError("exit status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")))
        with open(out, "rb") as file:
            return file.read(), done.stdout, done.returncode

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content)
        return self.path(name)


FIGURES = """
availability uptime
  of billing, checkout, search
  down while priority is P1
  counted in office
  excluding maintenance
  at least 99.9% each month
  at least 99% each day
end
maintenance patches
  of billing, search
  every Sunday 02:00 to 04:00
end
measure reopened
  share of tickets when reopenings is at least 1
  at most 5% each month
end
measure answers
  count of reply by agent
  at least 5 each day
end
measure chatter
  average of replies
  at most 5.5 each week
end
measure tail
  95th percentile of resolution
  counted in office
  at most 40 hours each month
end
fee monthly is GBP 100.25 each month
credit slow
  for resolution each month
  2.5% of monthly below 95%
end
"""


def figures(runs, log):
    """Availability, measures and credits, by any number of threads."""
    with open(CHARTER, encoding="utf-8") as file:
        charter = runs.write("figures.chr", (file.read() + FIGURES).encode())
    first = runs.judged("--log", log, "--threads", "1", charter=charter)
    case("there are figures", None if b'"down_s"' in first[1] and b'"minor"' in first[1] else first[1][:500])
    for threads in ("2", "7"):
        again = runs.judged("--log", log, "--threads", threads, charter=charter)
        case("%s threads: figures" % threads, None if again == first else "they differ")


def exercise(runs):
    log = runs.path("log.csv")
    with open(log, "rb") as file:
        text = file.read()
    first = runs.judged("--log", log, "--threads", "1")
    case("there are verdicts", None if first[0].count(b"\n") > int(EVENTS) // 10 else first[0][:500])
    for threads in ("2", "3", "8", "64"):
        again = runs.judged("--log", log, "--threads", threads)
        case("%s threads: verdicts" % threads, None if again[0] == first[0] else "they differ")
        case("%s threads: report" % threads, None if again[1:] == first[1:] else "it differs")
    case("again, as before", None if runs.judged("--log", log, "--threads", "1") == first else "it differs")
    with open(CHARTER, encoding="utf-8") as file:
        ndjson = runs.write("ndjson.chr", file.read().replace("format csv", "format ndjson").encode())
    clause = lambda verdicts: verdicts.replace(b"ndjson.chr:", b"bench.chr:").replace(runs.folder.encode(), os.path.dirname(CHARTER).encode())
    found = runs.judged("--log", runs.path("log.ndjson"), charter=ndjson)
    case("NDJSON: verdicts", None if clause(found[0]) == first[0] else "they differ")
    lines = text.splitlines(keepends=True)
    half = len(lines) // 2
    parts = [runs.write("part-1.csv", b"".join(lines[:half])), runs.write("part-2.csv", lines[0] + b"".join(lines[half:]))]
    case("two files: verdicts", None if runs.judged("--log", parts[0], "--log", parts[1])[0] == first[0] else "they differ")
    case("CR LF: verdicts", None if runs.judged("--log", runs.write("crlf.csv", text.replace(b"\n", b"\r\n")))[0] == first[0] else "they differ")
    figures(runs, log)
    case("standard input: verdicts", None if runs.judged("--log", "-", stdin=text)[0] == first[0] else "they differ")
    packed(runs, first, lambda verdicts: clause(verdicts) == first[0], ndjson)
    any_order(runs, first, lines)
    told(runs, log)
    databases(runs, log)


def told(runs, log):
    """The notices of an escalation: the same from many threads, and from rows in any order of tickets."""
    with open(CHARTER, encoding="utf-8") as file:
        charter = runs.write("told.chr", (file.read() + ESCALATION).encode())
    lists = []
    for threads in ("1", "3", "16"):
        out = runs.path("notices.csv")
        runs.judged("--log", log, "--threads", threads, "--notices", out, charter=charter)
        with open(out, "rb") as file:
            lists.append(file.read())
    case("there are notices", None if lists[0].count(b"\n") > 1000 else lists[0][:500])
    case("threads: notices", None if lists[1] == lists[0] and lists[2] == lists[0] else "they differ")
    times = [line.split(b",")[1].rstrip(b"Z") for line in lists[0].splitlines()[1:]]
    case("notices are in the order of time", None if times == sorted(times) else "they are not")
    keys = [line.split(b",")[0] for line in lists[0].splitlines()[1:]]
    case("no two notices have one key", None if len(keys) == len(set(keys)) else "some have")


def same_field(written, stored):
    if stored is None or isinstance(stored, str):
        return written == (stored or "")
    return decimal.Decimal(written) == decimal.Decimal(repr(stored))


def databases(runs, log):
    """The records as tables of SQLite: the rows of CSV, with numbers as numbers."""
    outs = [runs.path(name) for name in ("v.csv", "n.csv", "v.sqlite", "n.sqlite")]
    for verdicts, notices in (outs[:2], outs[2:]):
        runs.judged("--log", log, "--notices", notices, charter=runs.path("told.chr"), verdicts=verdicts)
    for table, plain, packed in (("verdicts", outs[0], outs[2]), ("notices", outs[1], outs[3])):
        with open(plain, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        stored = sqlite3.connect(packed).execute("SELECT * FROM " + table)
        case(table + " in SQLite: the columns", None if [c[0] for c in stored.description] == rows[0] else stored.description)
        wrong = [(a, b) for a, b in zip(rows[1:], stored) if len(a) != len(b) or not all(map(same_field, a, b))]
        wrong += [] if stored.fetchone() is None else ["there are more rows"]
        case(table + " in SQLite: the rows", wrong[:2] or None)
        kinds = sqlite3.connect(packed).execute("SELECT DISTINCT typeof(ticket), typeof(cycle) FROM " + table).fetchall()
        case(table + " in SQLite: texts and numbers", None if kinds == [("text", "integer")] else kinds)


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


def packed(runs, first, is_same, ndjson):
    """Every way of packing, of every form, from every kind of input; one file or several."""
    for form, charter in (("csv", CHARTER), ("ndjson", ndjson)):
        with open(runs.path("log." + form), "rb") as file:
            text = file.read()
        header = text[:text.index(b"\n") + 1] if form == "csv" else b""
        half = text.index(b"\n", len(text) // 2) + 1
        parts = text[:half], header + text[half:]
        for name, pack in (("plain", bytes), ("gzip", lambda data: gzip.compress(data, 1)), ("zstd", zstd)):
            whole = runs.write("packed-%s-%s" % (form, name), pack(text))  # the name does not tell
            inputs = {"a file": (["--log", whole], None), "standard input": (["--log", "-"], pack(text)),
                      "a plain file and a packed one": (["--log", runs.write("a", parts[0]), "--log", runs.write("b", pack(parts[1]))], None),
                      "standard input and a file": (["--log", "-", "--log", runs.write("c", parts[1])], pack(parts[0]))}
            if form == "ndjson" and name != "plain":
                inputs["packed parts in one file"] = (["--log", runs.write("d", pack(parts[0]) + pack(parts[1]))], None)
            for what, (arguments, stdin) in inputs.items():
                found = runs.judged(*arguments, charter=charter, stdin=stdin)
                wrong = None if is_same(found[0]) and (form == "ndjson" or len(arguments) > 2 or found[1] == first[1]) else "they differ"
                case("%s, %s, %s: verdicts" % (form, name, what), wrong)


def any_order(runs, first, lines):
    """Rows of a ticket at one instant stay as they are; else their order is no matter, but for that of the verdicts."""
    groups = {}
    for line in lines[1:]:
        groups.setdefault(tuple(line.split(b",")[:2]), []).append(line)
    keys = list(groups)
    shuffled = random.Random(1).sample(keys, len(keys))
    for name, order in (("by ticket", sorted(keys)), ("backwards", keys[::-1]), ("shuffled", shuffled)):
        log = runs.write("ordered.csv", lines[0] + b"".join(line for key in order for line in groups[key]))
        found = runs.judged("--log", log)
        case("rows %s: verdicts" % name, None if sorted(found[0].split(b"\n")) == sorted(first[0].split(b"\n")) else "they differ")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    program = os.path.abspath(parser.parse_args().charter)
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(program, folder)
        try:
            compiler = os.environ.get("CC", "cc").split()
            subprocess.run(compiler + ["-O2", "-o", runs.path("gen_log"), os.path.join(HERE, "bench", "gen_log.c"), "-lm"], check=True)
            subprocess.run([runs.path("gen_log"), EVENTS, "-c", runs.path("log.csv"), "-j", runs.path("log.ndjson")], check=True)
            exercise(runs)
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            case("the program judges the log", error)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
