#!/usr/bin/env python3
"""Random charters with escalations and random logs: what `charter watch` tells on a simulated clock, in batches of
any size and over restarts, is what `charter eval` lists, byte for byte, and so are the verdicts.

    tests/differential_watch.py --charter build/charter [--seed N] [--count N] [--only NUMBER] [--keep FOLDER]

Prints TAP, one case a charter.
"""
import argparse
import collections
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle"))

from invent_escalations import invent  # noqa: E402

SHARE = 25  # one charter here for so many of differential.py: each one is six runs that write to disk
SHARED = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # where nobody waits for a disk
MARK = ',"record":"'


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED", "1")))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT", "1000")) // SHARE)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", help="write charter and log of each failure there")
    return parser.parse_args()


def instants(rows):
    import datetime as dt
    return [dt.datetime.fromisoformat(row["time"].replace("Z", "+00:00")) for row in rows]


class Case:
    """A charter, and its log in order of time."""

    def __init__(self, options, folder, seed):
        self.charter, self.folder, self.pick = options.charter, folder, random.Random("watch " + seed)
        text, log, _ = invent(seed)
        self.rows = list(csv.DictReader(io.StringIO(log)))
        self.names = next(csv.reader(io.StringIO(log)))
        self.times = instants(self.rows)
        self.text = text
        self.write("charter.chr", text)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()

    def form(self, order, form):
        """The rows in ORDER as CSV or NDJSON."""
        if form == "ndjson":
            return "".join(json.dumps({k: v for k, v in self.rows[i].items() if v != ""}) + "\n" for i in order)
        out = io.StringIO()
        writer = csv.DictWriter(out, self.names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows[i] for i in order)
        return out.getvalue()

    def run(self, *command, status=(0,), stdin=None):
        done = subprocess.run([self.charter, *command], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              input=stdin, timeout=120, check=False)
        if done.returncode not in status:
            raise RuntimeError("%s: exit status %d\n%s" % (" ".join(command), done.returncode, done.stderr.decode("utf-8", "replace")))
        return done.stdout.decode("utf-8")

    def eval(self, log):
        self.run("eval", "charter.chr", "--log", log, "--notices", "n.ndjson", "--verdicts", "v.ndjson", status=(0, 1, 5))
        return self.read("n.ndjson").splitlines(), self.read("v.ndjson")


def plain(line):
    """A record without what delivery adds."""
    return line[:line.rindex(MARK)] + "}"


def told(lines):
    """What stands in the end, by the key of the notice: told, less what was withdrawn."""
    stands = collections.OrderedDict()
    for line in lines:
        record = json.loads(line)
        key = record["key"]
        if record["record"] == "notice":
            stands[key] = plain(line)
        elif key.endswith("-withdrawn"):
            del stands[key[:-len("-withdrawn")]]
    return stands


def first_difference(want, have):
    for i in range(max(len(want), len(have))):
        a, b = want[i] if i < len(want) else "nothing", have[i] if i < len(have) else "nothing"
        if a != b:
            return ["eval:  " + a, "watch: " + b]
    return []


def in_order(case, seen):
    """Once replayed, once with a state, in two runs and from standard input."""
    order = sorted(range(len(case.rows)), key=lambda i: case.times[i])
    form = case.pick.choice(("csv", "ndjson"))
    case.write("log." + form, case.form(order, form))
    want, verdicts = case.eval("log." + form)
    lines = case.run("watch", "charter.chr", "--replay", "log." + form, "--verdicts", "w.ndjson").splitlines()
    seen["notices"] += len(lines)
    seen[form] += 1
    wrong = first_difference(want, [plain(line) for line in lines])
    wrong += first_difference(verdicts.splitlines(), case.read("w.ndjson").splitlines())
    cuts = [i for i in range(1, len(order)) if case.times[order[i]] != case.times[order[i - 1]]]
    cut = case.pick.choice(cuts) if cuts else len(order)
    lines = []
    for part in (order[:cut], order[cut:]):
        if part:
            lines += case.run("watch", "charter.chr", "--from", "-", "--clock", "simulated", "--state", "s.watch", "--verdicts",
                              "w.ndjson", stdin=case.form(part, form).encode()).splitlines()
    if form == "csv":  # a log of JSON may come to know of a column later
        wrong += ["in two runs, " + line for line in first_difference(want, [plain(line) for line in lines])]
    wrong += ["in two runs, " + line for line in first_difference(verdicts.splitlines(), case.read("w.ndjson").splitlines())]
    return wrong


def out_of_order(case, seen):
    """Rows that come late, one at a time: in the end the same stands, and each difference was told."""
    order = sorted(range(len(case.rows)), key=lambda i: case.times[i])
    for _ in range(max(1, len(order) // 10)):
        i = case.pick.randrange(len(order))
        order.insert(min(len(order), i + case.pick.randrange(1, 12)), order.pop(i))
    case.write("late.csv", case.form(order, "csv"))
    want, verdicts = case.eval("late.csv")
    lines = []
    parts, at = [], 0
    while at < len(order):
        size = case.pick.randrange(1, max(2, len(order) // 4))
        parts.append(order[at:at + size])
        at += size
    for part in parts:
        lines += case.run("watch", "charter.chr", "--from", "-", "--clock", "simulated", "--state", "late.watch", "--verdicts",
                          "w.ndjson", stdin=case.form(part, "csv").encode()).splitlines()
    stands = told(lines)
    seen["withdrawn"] += sum('-withdrawn"' in line for line in lines)
    seen["corrected"] += sum('-verdict"' in line for line in lines)
    keys = [json.loads(line)["key"] for line in lines]
    wrong = ["a key twice: " + k for k, n in collections.Counter(keys).items() if n > 1]
    body = lambda line: line[line.index('","') + 2:]  # what is told again has another key
    wrong += ["late rows, " + l for l in first_difference(sorted(map(body, want)), sorted(map(body, stands.values())))]
    return wrong + ["late rows, " + l for l in first_difference(verdicts.splitlines(), case.read("w.ndjson").splitlines())]


def repeated(case, _):
    """The same log once more changes nothing, where equal records are one."""
    order = sorted(range(len(case.rows)), key=lambda i: case.times[i])
    text = case.form(order, "csv").encode()
    first = case.run("watch", "charter.chr", "--from", "-", "--clock", "simulated", "--equal", "once", "--state", "r.watch", stdin=text)
    again = case.run("watch", "charter.chr", "--from", "-", "--clock", "simulated", "--equal", "once", "--state", "r.watch", stdin=text)
    return ["told again: " + line for line in again.splitlines()[:3]] if first and again else []


def one(options, number, seen):
    seed = "%d/%d" % (options.seed, number)
    with tempfile.TemporaryDirectory(dir=SHARED) as folder:
        case = Case(options, folder, seed)
        if not case.rows:
            return []
        wrong = in_order(case, seen) + out_of_order(case, seen) + repeated(case, seen)
        if wrong and options.keep:
            import shutil
            shutil.copytree(folder, os.path.join(options.keep, "case-%d" % number), dirs_exist_ok=True)
    return wrong


def main():
    options = arguments()
    numbers = [options.only] if options.only else range(1, options.count + 1)
    print("# seed %d" % options.seed)
    failed, seen = 0, collections.Counter()
    for number in numbers:
        wrong = one(options, number, seen)
        failed += bool(wrong)
        print("%s - charter %d of seed %d" % ("not ok" if wrong else "ok", number, options.seed))
        for line in wrong[:8]:
            print("# " + line)
        sys.stdout.flush()
    wanted = ("notices", "withdrawn", "corrected", "csv", "ndjson")
    rare = [] if options.only or len(numbers) < 40 else [what for what in wanted if not seen[what]]
    print("%s - all that can be told is: %s" % ("not ok" if rare else "ok", dict(seen)))
    return 1 if failed or rare else 0


if __name__ == "__main__":
    sys.exit(main())
