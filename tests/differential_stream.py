#!/usr/bin/env python3
"""`charter eval --stream` gives the bytes of `charter eval`: report, verdicts, notices, and what is said. Random charters
and logs as in differential_merge.py, most of them in the order of time, read in windows of some hundred bytes so that
tickets end in many of them, with event ids that come again long after; packed, and from standard input. A log
that is not in order is refused, and the row that is named is looked at here.

    tests/differential_stream.py --charter build/charter [--seed N] [--count LOGS] [--only NUMBER] [--keep FOLDER]

Prints TAP, one case a log.
"""
import datetime as dt
import gzip
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from differential_merge import FORMS, Fixed, Invented, arguments, difference  # noqa: E402

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


def instant(text):
    try:
        return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None


class Ordered(Invented):
    """Rows by time; one whose time is none stays behind the one before it. Some are left as they come."""

    def arrange(self, header, rows, dice):
        self.is_ordered = dice.random() < 0.85
        if not self.is_ordered:
            return rows
        column, last, keyed = header.index("time"), dt.datetime.min.replace(tzinfo=dt.timezone.utc), []
        for row in rows:
            last = instant(row[column]) or last
            keyed.append((last, row))
        return [row for _, row in sorted(keyed, key=lambda pair: pair[0])]


class Runs:
    def __init__(self, program, folder, case):
        self.program, self.folder, self.case = program, folder, case

    def judge(self, prefix, ending, *more, logs=None, stdin=None):
        """(status, report, what was said, records)"""
        command = [self.program, "eval", self.case.charter] + list(self.case.options) + list(more)
        command += ["--using", self.case.using] if self.case.using else []
        for log in logs or self.case.logs:
            command += ["--log", log]
        for name in "vn":
            command += ["--verdicts" if name == "v" else "--notices", prefix + name + ending]
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
                              check=False, input=stdin)
        records = []
        for name in "vn":
            path = os.path.join(self.folder, prefix + name + ending)
            records.append(open(path, "rb").read() if os.path.exists(path) else None)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"), records


def refused(runs, said):
    """What is wrong with a refusal: the row that it names is earlier than one before it, and no row in front of it
    is, unless some of these are bad."""
    found = re.search(r"CHR0515: (.*?):(\d+): the row is of (\S+), and one before it of (\S+):", said)
    if not found:
        return ["refused otherwise: " + said]
    latest, earlier = None, []
    for log in runs.case.logs:
        with open(os.path.join(runs.folder, log), encoding="utf-8", newline="") as file:
            lines = re.split("\r\n|\n|\r", file.read())
        for number, line in enumerate(lines, 1):
            time = TIME.search(line)
            at = instant(time.group()) if time else None
            if (log, str(number)) == (found.group(1), found.group(2)):
                if at != instant(found.group(3)) or (not runs.case.spoiled and latest != instant(found.group(4))):
                    return ["the row is of %s, after %s: %s" % (at, latest, said)]
                return [] if at < latest and (runs.case.spoiled or not earlier) else ["it is in order: " + said]
            if at and latest and at < latest:
                earlier.append(number)
            latest = max(at, latest) if at and latest else at or latest
    return ["no such line: " + said]


def packed(runs, dice):
    """The same logs: packed, or one of them as standard input."""
    way = dice.choice(("plain", "plain", "gzip", "input"))
    if way == "gzip":
        for log in runs.case.logs:
            with open(os.path.join(runs.folder, log), "rb") as file:
                bytes_of = file.read()
            with open(os.path.join(runs.folder, log), "wb") as file:
                cut = dice.randrange(len(bytes_of) + 1)
                file.write(gzip.compress(bytes_of[:cut]) + gzip.compress(bytes_of[cut:]))
    if way != "input" or len(runs.case.logs) > 1:
        return None, None
    with open(os.path.join(runs.folder, runs.case.logs[0]), "rb") as file:
        return ["-"], file.read()


def compare(runs, dice, ending, logs, stdin, seen):
    wrong = []
    for form in FORMS:
        want = runs.judge("whole-", ending, "--format", form, "--threads", "1", logs=logs, stdin=stdin)
        have = runs.judge("stream-", ending, "--format", form, "--threads", str(dice.choice((1, 2, 3))), "--stream",
                          "--window", str(dice.choice((1, 100, 700, 3000, 20000))), logs=logs, stdin=stdin)
        if have[0] == 4 and "CHR0515" in have[2]:
            seen["unordered"] += 1
            if isinstance(runs.case, Fixed):
                return []
            return ["a log in order is refused: " + have[2]] if runs.case.is_ordered else refused(runs, have[2])
        seen["judged"] += 1
        if want[0] != have[0]:
            wrong.append("%s: status %d, with --stream %d" % (form, want[0], have[0]))
        wrong += difference(form, want[1], have[1]) + difference("what is said", want[2], have[2])
        for number, name in enumerate(("verdicts", "notices")):
            wrong += difference(name, want[3][number], have[3][number])
        if wrong:
            break
    return wrong


def one(given, number, seen):
    name = "%d/stream/%d" % (given.seed, number)
    dice = random.Random(name + "/ways")
    with tempfile.TemporaryDirectory() as folder:
        case = Fixed(name, folder, number // 8) if number % 8 == 0 else Ordered(name, folder)
        if dice.random() < 0.2:
            case.options[case.options.index("--max-errors") + 1] = "0"
        runs = Runs(given.charter, folder, case)
        logs, stdin = packed(runs, dice) if getattr(case, "is_ordered", True) else (None, None)
        wrong = compare(runs, dice, dice.choice((".csv", ".ndjson")), logs, stdin, seen)
        if wrong and given.keep:
            shutil.copytree(folder, os.path.join(given.keep, "log-%d" % number), dirs_exist_ok=True)
            wrong.append("judged with " + " ".join(case.options))
        return wrong


# ---- memory


def long_log(path, tickets, at_once):
    """Tickets of three rows, AT_ONCE of which are open at a time."""
    began = dt.datetime(2026, 1, 1)
    steps = (("opened", "customer"), ("reply", "agent"), ("resolved", "agent"))
    with open(path, "w", encoding="utf-8") as file:
        file.write("ticket,time,event,actor\n")
        second = 0
        for first in range(0, tickets, at_once):
            for event, actor in steps:
                for number in range(first, first + at_once):
                    at = began + dt.timedelta(seconds=second)
                    second += 1
                    file.write("T%07d,%sZ,%s,%s\n" % (number, at.isoformat(), event, actor))


CHARTER = """
use "std/clocks"
charter desk
  timezone UTC
end
ticket has
  status one of new, open
end
target response "Response"
  measures first-response
  counted in always
  within 24 hours
end
"""


def peak(program, folder, tickets, at_once, *more):
    """Kilobytes that a run takes at most."""
    log = os.path.join(folder, "long.csv")
    long_log(log, tickets, at_once)
    process = subprocess.Popen([program, "eval", "desk.chr", "--log", log, "--threads", "1", *more], cwd=folder,
                               stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError("exit status %d" % process.returncode)
    return usage.ru_maxrss


def memory(given):
    """What is wrong: bytes a ticket of the log, and bytes an open ticket, beyond what is promised."""
    stream = ("--stream", "--window", "1000000")
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "desk.chr"), "w", encoding="utf-8") as file:
            file.write(CHARTER)
        few = peak(given.charter, folder, 100000, 100, *stream)
        many = peak(given.charter, folder, 600000, 100, *stream)
        all_open = peak(given.charter, folder, 300000, 300000, *stream)
        whole = peak(given.charter, folder, 600000, 100)
    ended, still = (many - few) * 1024 / 500000, (all_open - few) * 1024 / 300000
    print("# %.0f bytes a ticket that is over, %.0f an open one; %d KB, and all at once %d KB" % (ended, still, many, whole))
    return [text for text, bad in (("%.0f bytes a ticket that is over" % ended, ended > 60),
                                   ("%.0f bytes an open ticket" % still, still > 200),
                                   ("%d KB of a log that takes %d KB" % (many, whole), many * 2 > whole)) if bad]


def main():
    given = arguments()
    given.charter = os.path.abspath(given.charter)
    seen = {"judged": 0, "unordered": 0}
    numbers = [given.only] if given.only is not None else range(given.count)
    failed = 0
    for position, number in enumerate(numbers, 1):
        wrong = one(given, number, seen)
        failed += bool(wrong)
        print("%s %d - log %d" % ("not ok" if wrong else "ok", position, number))
        for line in wrong:
            print("# " + line.replace("\n", "\n# ")[:1500])
    if given.only is None and not os.environ.get("CHARTER_TEST_QUICK"):
        wrong = memory(given)
        failed += bool(wrong)
        numbers = list(numbers) + [None]
        print("%s %d - memory for open tickets only" % ("not ok" if wrong else "ok", len(numbers)))
        for line in wrong:
            print("# " + line)
    print("1..%d" % len(numbers))
    print("# %d reports compared; %d logs that are not in order" % (seen["judged"], seen["unordered"]))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
