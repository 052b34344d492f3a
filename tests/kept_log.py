#!/usr/bin/env python3
"""A log that is kept in a file gives the answers that it gives when it is read: random logs with odd rows, in sessions
without the file, with one that is written, and with one that is opened. What has changed is never taken from the file.
Bytes that were changed are refused, and so they are, or taken for another log, where their sums (worked out here anew) are
right: never a crash.

    tests/kept_log.py --charter build/charter [--seed N] [--count N]

Prints TAP."""
import argparse
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time

CHARTER = """
charter desk "Desk"
  in-force from 2026-01-01
  timezone Europe/Paris
end
ticket has
  priority ladder low, normal, high
  customer optional text
  seats optional whole
  vip optional yes-or-no
end
status
  new, open is working
  pending   is waiting
  solved    is done
end
hours office
  open Monday to Friday 09:00 to 17:00
  ignores holidays
end
clock handling
  starts on opened
  stops on resolved
  pauses while status is waiting
  reopening continues
end
target resolution
  measures handling
  counted in office
  within 4 hours when priority is high
  within 48 hours in always when priority is low
  within 9 hours otherwise
  met for at least 90% of tickets each month
end
log desk
  format csv
  ticket from "ticket"
  time from "time" written "YYYY-MM-DD hh:mm" in Europe/Paris
  event from "event"
  actor from "actor"
  priority from "priority"
  customer from "customer"
  seats from "seats"
  vip from "vip"
  status from "status"
end
"""
QUESTIONS = """:log
compliance of resolution by priority, month
compliance of resolution by customer when vip is yes
drivers of breaches in resolution
:ticket T1
:next
why resolution of T2
suppose replace in target resolution within 1 hour when priority is high end
against
:undo
compliance of resolution by week
"""
MASK, MIB, END = (1 << 64) - 1, 1 << 20, 32


def step(lane, word):
    lane ^= word
    return ((lane << 29 | lane >> 35) & MASK) * 0xd1342543de82ef95 & MASK


def sum_of(data):
    """That of src/base/sections.c."""
    lanes = [len(data), 0x9e3779b97f4a7c15, 0x2545f4914f6cdd1d, 0x5851f42d4c957f2d]
    padded = data[:len(data) - len(data) % 32] + (data[len(data) - len(data) % 32:]).ljust(32, b"\0")
    for place, (word,) in enumerate(struct.iter_unpack("<Q", padded)):
        lanes[place % 4] = step(lanes[place % 4], word)
    whole = 0
    for lane in lanes:
        whole = step(whole, lane)
    return whole ^ whole >> 32


def sealed(data):
    """DATA with the sums that fit it."""
    sums_at, = struct.unpack_from("<Q", data, len(data) - END)
    data = bytearray(data)
    for number, at in enumerate(range(0, sums_at, MIB)):
        struct.pack_into("<Q", data, sums_at + number * 8, sum_of(bytes(data[at:min(at + MIB, sums_at)])))
    struct.pack_into("<Q", data, len(data) - 8, sum_of(bytes(data[sums_at:len(data) - 8])))
    return bytes(data)


def make_log(dice):
    rows = ["ticket,time,event,actor,priority,customer,seats,vip,status"]
    for number in range(dice.choice((0, 1, 40, 400))):
        day, hour, minute = 1 + number // 20, dice.randrange(24), dice.randrange(60)
        rows.append(",".join((
            "T%d" % dice.randrange(30) if dice.random() < 0.95 else dice.choice(('"a, ticket"', "", '"T\n1"')),
            "2026-%02d-%02d %02d:%02d" % (1 + day // 27, 1 + day % 27, hour, minute) if dice.random() < 0.97 else "soon",
            dice.choice(("opened", "reply", "note", "", "resolved", "reopened", "closed")) if dice.random() < 0.98 else "unheard",
            dice.choice(("customer", "agent", "system")),
            dice.choice(("low", "normal", "high", "")) if dice.random() < 0.98 else "urgent",
            dice.choice(("", "Smith", '"Smith, Ltd"', "Müller", "a customer whose name is rather long %d" % dice.randrange(40))),
            dice.choice(("", "1", "12", "300", "7")) if dice.random() < 0.98 else "many",
            dice.choice(("", "yes", "no")),
            dice.choice(("", "new", "open", "pending", "solved")))))
    return "\n".join(rows) + "\n"


class Session:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.log, self.kept = self.path("log.csv"), self.path("log.csv.charter-cache")
        self.write("desk.chr", CHARTER.encode())

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def forget(self):
        for name in (self.kept, self.kept + ".verdicts"):
            if os.path.exists(name):
                os.remove(name)

    def ask(self, *options):
        """(status, answers, what was said)"""
        quick = os.environ.get("CHARTER_TEST_QUICK")
        limit = None if quick else lambda: resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        done = subprocess.run([self.program, "repl", "desk.chr", "--log", "log.csv", "--max-errors", "1000"] + list(options), cwd=self.folder,
                              input=QUESTIONS.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False, preexec_fn=limit)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


class Tap:
    def __init__(self):
        self.failed = 0

    def ok(self, wrong, name):
        print("%s - %s" % ("not ok" if wrong else "ok", name), flush=True)
        self.failed += bool(wrong)
        if wrong:
            print("# " + str(wrong)[:1500].replace("\n", "\n# "))


def notes(said):
    return [line for line in said.splitlines() if "charter-cache" in line]


def differs(plain, kept, wants_note):
    """What is wrong with an answer from a file; WANTS_NOTE: what has to be said beside it, or None."""
    others = "\n".join(line for line in kept[2].splitlines() if "charter-cache" not in line)
    if (plain[0], plain[1], plain[2].strip()) != (kept[0], kept[1], others.strip()):
        return "read: %s\nkept: %s" % (plain, kept)
    said = " ".join(notes(kept[2]))
    if (wants_note or "") not in said or (said and not wants_note):
        return "said: %r, and not %r" % (said, wants_note)
    return None


def same_answers(session, dice):
    session.write("log.csv", make_log(dice).encode())
    session.forget()
    plain = session.ask()
    for _ in range(3):
        wrong = differs(plain, session.ask("--cache"), None)
        if wrong:
            return wrong
    return None if os.path.exists(session.kept) or plain[0] == 4 else "nothing is kept"


def busy(dice):
    """A log with tickets, good enough to be read."""
    while True:
        text = make_log(dice)
        if text.count("\n") > 100:
            return text


def changes(tap, session, dice):
    """What a file depends on changes: it is said, and the answers are those of what is there now."""
    def case(name, note, change):
        session.write("log.csv", busy(dice).encode())
        session.write("desk.chr", CHARTER.encode())
        session.forget()
        session.ask("--cache")
        change()
        plain = session.ask()
        wrong = differs(plain, session.ask("--cache"), note)
        tap.ok(wrong or differs(plain, session.ask("--cache"), None), name)

    def edit(name, old, new):
        session.write(name, session.read(name).replace(old.encode(), new.encode()))

    def same_size():
        before = os.stat(session.log)
        data = session.read("log.csv")
        session.write("log.csv", data.replace(b",high,", b",xxxx,").replace(b",low,", b",high,").replace(b",xxxx,", b",low,")[:len(data)].ljust(len(data), b"\n"))
        os.utime(session.log, ns=(before.st_atime_ns, before.st_mtime_ns))

    def replaced():
        data = session.read("log.csv")
        os.rename(session.log, session.path("old.csv"))
        session.write("log.csv", data)

    case("rows are added", "the log has changed", lambda: session.write("log.csv", session.read("log.csv") + b"T1,2026-12-01 10:00,note,agent,high,,,,open\n"))
    case("a log of the same size and time", "the log has changed", same_size)
    case("the same bytes in another file are the same log", None, replaced)
    case("another limit: the log is the same", None, lambda: edit("desk.chr", "within 4 hours", "within 3 hours"))
    case("another choice", "the log was read by other attributes", lambda: edit("desk.chr", "low, normal, high", "low, normal, high, urgent"))
    case("another zone of its times", "the log was read by other", lambda: edit("desk.chr", "in Europe/Paris", "in Europe/London"))
    case("another column", "the log was read by other", lambda: edit("desk.chr", 'customer from "customer"', 'customer from "actor"'))
    case("an empty file", "it is no such file", lambda: session.write("log.csv.charter-cache", b""))
    case("cut short", "it is cut short or damaged", lambda: session.write("log.csv.charter-cache", session.read("log.csv.charter-cache")[:-100]))
    session.write("desk.chr", CHARTER.encode())


def settled(tap, session, dice):
    """Where the log has been there for a while, size and times are enough; a log that is touched is looked at."""
    session.write("log.csv", busy(dice).encode())
    session.forget()
    time.sleep(3.2)
    plain = session.ask()
    wrong = differs(plain, session.ask("--cache"), None)
    first = os.stat(session.kept)
    wrong = wrong or differs(plain, session.ask("--cache"), None)
    tap.ok(wrong or (os.stat(session.kept).st_ino != first.st_ino and "it was written twice"), "a file that fits is not written again")
    os.utime(session.log)
    wrong = differs(plain, session.ask("--cache"), None)
    tap.ok(wrong or (os.stat(session.kept).st_ino == first.st_ino and "the new time is not kept"), "a log that was touched is the same log")


def spoilt(data, dice, upto):
    data = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8))):
        at = dice.randrange(upto)
        data[at] = dice.choice((0, 1, 127, 128, 255, data[at] ^ 1 << dice.randrange(8)))
    return bytes(data)


def bytes_changed(session, dice, count):
    """(wrong, how many were refused although their sums fit, how many were not)"""
    session.write("log.csv", busy(dice).encode())
    session.forget()
    session.ask("--cache")
    plain, wrong, refused, taken = session.ask(), [], 0, 0
    good = {name: session.read(name) for name in ("log.csv.charter-cache", "log.csv.charter-cache.verdicts")}
    for _ in range(count):
        for name, data in good.items():
            for other, bytes_ in good.items():
                session.write(other, bytes_)
            body = spoilt(data, dice, len(data))
            if dice.random() < 0.2:
                body = body[:dice.randrange(len(body))]
            session.write(name, body)
            found = session.ask("--cache")
            others = "\n".join(line for line in found[2].splitlines() if "charter-cache" not in line)
            if body != data and (found[:2] != plain[:2] or others.strip() != plain[2].strip()):
                wrong.append("without sums: %s" % (found,))
            for other, bytes_ in good.items():
                session.write(other, bytes_)
            sums_at, = struct.unpack_from("<Q", data, len(data) - END)
            session.write(name, sealed(spoilt(data, dice, sums_at)))
            found = session.ask("--cache")
            if found[0] < 0 or found[0] not in (0, 2, 4, 5):
                wrong.append("with sums: %s" % (found,))
            refused += "damaged" in found[2] or "of another" in found[2] or "has changed" in found[2] or "was read by" in found[2]
            taken += found[1] != plain[1]
    return wrong, refused, taken


def places(tap, session, dice):
    session.write("log.csv", busy(dice).encode())
    session.forget()
    plain = session.ask()
    found = session.ask("--cache=" + session.path("elsewhere"))
    tap.ok(found[:2] != plain[:2] or not os.path.exists(session.path("elsewhere.verdicts")) or os.path.exists(session.kept), "a file of its own")
    for name in ("log.csv", "desk.chr"):
        data = session.read(name)
        found = session.ask("--cache=" + name)
        wrong = session.read(name) != data and "%s was written over" % name
        tap.ok(wrong or found[1] != plain[1] or found[0] != 2 or "not written over" not in found[2], "%s is not written over" % name)
    if os.path.exists("/dev/full"):
        found = session.ask("--cache=/dev/full")
        tap.ok(found[1] != plain[1] or found[0] != 2 or "No space left" not in found[2], "a full disk is said, and the answers are there")
    session.forget()
    os.chmod(session.log, 0o640)
    session.ask("--cache")
    modes = [os.stat(name).st_mode & 0o777 for name in (session.kept, session.kept + ".verdicts")]
    tap.ok(any(mode & ~0o640 for mode in modes) and modes, "who may not read the log may not read what is kept of it")
    os.mkdir(session.path("folder"))
    found = session.ask("--cache=folder")
    tap.ok(found[1] != plain[1] or found[0] != 2 or "folder" not in found[2], "a folder is no place")
    session.ask("--cache")
    before = session.read("log.csv.charter-cache")
    session.write("log.csv", session.read("log.csv") + b"T1,2026-12-01 10:00,note,agent,high,,,,open\n")
    limited = subprocess.run(["bash", "-c", "ulimit -f 8; trap '' XFSZ; exec \"$0\" repl desk.chr --log log.csv --max-errors 1000 --cache", session.program], cwd=session.folder,
                             input=QUESTIONS.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    plain = session.ask()
    wrong = limited.stdout.decode() != plain[1] or limited.returncode != 2 or session.read("log.csv.charter-cache") != before
    wrong = wrong or [name for name in os.listdir(session.folder) if name.startswith(".")]
    tap.ok(wrong and (limited, wrong), "what can't be written whole is not there at all, and the former file still is")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHARTER_TEST_SEED") or 1))
    parser.add_argument("--count", type=int, default=int(os.environ.get("CHARTER_TEST_COUNT") or 12))
    arguments = parser.parse_args()
    dice, tap = random.Random(arguments.seed), Tap()
    print("# seed %d" % arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        session = Session(os.path.abspath(arguments.charter), folder)
        wrong = [found for found in (same_answers(session, dice) for _ in range(arguments.count)) if found]
        tap.ok(wrong and wrong[0], "%d random logs: read, kept and opened, they give the same answers" % arguments.count)
        changes(tap, session, dice)
        settled(tap, session, dice)
        wrong, refused, taken = bytes_changed(session, dice, arguments.count)
        tap.ok(wrong and wrong[0], "bytes changed: the same answers, or a refusal; never a crash")
        tap.ok(not refused, "with sums that fit, %d were refused, and %d were another log" % (refused, taken))
        places(tap, session, dice)
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
