#!/usr/bin/env python3
"""A watcher that falls: killed in front of each of its writes, on a full disk, asked to stop, with commands that fail or
hang, behind a source that has not confirmed, after downtime. Nothing is lost; what comes twice has the same key.

    tests/watch_falls.py --charter build/charter

Prints TAP.
"""
import argparse
import collections
import datetime as dt
import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CHARTER = """use "std/clocks"

charter desk "Desk"
  in-force from 2020-01-01
  timezone Europe/London
end

ticket has
  priority ladder P3, P2, P1
end

status
  new, open is working
  pending   is waiting
  resolved  is done
end

contact duty
  phone "1"
end

target resolution
  measures   resolution
  counted in always
  within 1 hour  when priority is P1
  within 4 hours otherwise
end

escalation path
  for resolution
  at 50% used  tell duty
  at 30 minutes left tell duty
  at breach    tell duty
  every 1 hour after breach at most 3 times tell duty
end
"""
SHARED = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # where nobody waits for a disk
MOST_WRITES = 1000
KEPT = ("clock.so", "desk.chr", "writes.so")
results = []


def case(name, wrong):
    results.append(not wrong)
    print("%s %d - %s" % ("not ok" if wrong else "ok", len(results), name))
    for line in wrong[:8]:
        print("# " + str(line)[:400])
    sys.stdout.flush()


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def row(ticket, at, event, status="open", number=None):
    return json.dumps({"ticket": ticket, "time": stamp(at), "event": event, "status": status, "priority": "P1" if number else "P3",
                       "id": "%s %s %s" % (ticket, stamp(at), event)}) + "\n"


def days(begin):
    """Seven tickets; some are resolved."""
    rows = []
    for i in range(7):
        at = begin + dt.timedelta(minutes=17 * i)
        rows.append((at, row("T%d" % i, at, "opened", number=i % 2)))
        if i % 3 == 0:
            later = at + dt.timedelta(hours=2, minutes=i)
            rows.append((later, row("T%d" % i, later, "resolved", "resolved", i % 2)))
    last = begin + dt.timedelta(hours=20)
    rows.append((last, row("T99", last, "opened")))
    return [text for _, text in sorted(rows)]


class Place:
    def __init__(self, charter):
        self.charter, self.folder = charter, tempfile.mkdtemp(prefix="charter-falls-", dir=SHARED)
        self.write("desk.chr", CHARTER)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, how="w"):
        with open(self.path(name), how, encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        if not os.path.exists(self.path(name)):
            return ""
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def clear(self):
        for name in os.listdir(self.folder):
            if name not in KEPT:
                os.unlink(self.path(name))

    @staticmethod
    def environment(variables):
        if "LD_PRELOAD" in variables:  # a program with a sanitizer wants to be told that something stands before it
            options = os.environ.get("ASAN_OPTIONS")
            variables["ASAN_OPTIONS"] = (options + ":" if options else "") + "verify_asan_link_order=0"
        return dict(os.environ, **variables)

    def run(self, *arguments, **variables):
        return subprocess.run([self.charter, "watch", *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=60, check=False, env=self.environment(variables))

    def start(self, *arguments, **variables):
        return subprocess.Popen([self.charter, "watch", *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment(variables))


LIVE = ("desk.chr", "--from", "log.ndjson", "--state", "s", "--clock", "simulated", "--to", "-", "--to", "command:cat >> told")


def two_parts(place, log, variables, outs):
    """The log grows between two runs; each is begun again when it falls."""
    for part in (log[:5], log[5:]):
        place.write("log.ndjson", "".join(part), "a")
        done = place.run(*LIVE, **variables)
        outs.append(done)
        variables = {}
        if done.returncode != 0:
            outs.append(place.run(*LIVE))


def judged(outs, told, expected, place):
    wrong = []
    for name, lines in (("standard output", [l for o in outs for l in o.stdout.decode().splitlines()]), ("the command", told.splitlines())):
        bodies = collections.defaultdict(set)
        for line in lines:
            bodies[json.loads(line)["key"]].add(line)
        wrong += ["%s: another record of the same key %s" % (name, k) for k, b in bodies.items() if len(b) > 1]
        if list(dict.fromkeys(lines)) != expected:
            wrong.append("%s: %d records, expected %d, or in another order" % (name, len(bodies), len(expected)))
    check = place.run("--check", "--state", "s")
    if check.returncode:
        wrong.append(check.stderr.decode())
    return wrong


def falls(place, library, log, expected):
    """Killed in front of write 1, 2, 3 … until there is none left."""
    wrong, number = [], 0
    while True:
        number += 1
        place.clear()
        outs = []
        two_parts(place, log, {"LD_PRELOAD": library, "CHARTER_FALL_AT": str(number)}, outs)
        if outs[-1].returncode:
            wrong.append("write %d: %s" % (number, outs[-1].stderr.decode()))
        wrong += ["write %d: %s" % (number, line) for line in judged(outs, place.read("told"), expected, place)]
        if outs[0].returncode == 0 or number == MOST_WRITES:
            break
    case("killed in front of each of %d writes: nothing is lost, what is repeated has its key" % (number - 1),
         wrong + ([] if 40 < number < MOST_WRITES else ["%d writes" % number]))


def full(place, library, log, expected):
    wrong = []
    for number in list(range(1, 40, 5)) + list(range(40, 200, 29)):
        place.clear()
        outs = []
        two_parts(place, log, {"LD_PRELOAD": library, "CHARTER_FULL_AT": str(number)}, outs)
        if outs[0].returncode not in (0, 2) or (outs[0].returncode == 2 and not outs[0].stderr):
            wrong.append("full at %d: status %d, %s" % (number, outs[0].returncode, outs[0].stderr.decode()))
        wrong += ["full at %d: %s" % (number, line) for line in judged(outs, place.read("told"), expected, place)]
    case("a full disk: said, and all is told once there is room", wrong)


def crowd(begin):
    """So many rows at once that they are not put in their places in the state at once."""
    rows = []
    for i in range(400):
        at = begin + dt.timedelta(seconds=11 * i)
        rows.append((at, row("T%d" % i, at, "opened", number=i % 2)))
        for k in range(2):
            later = at + dt.timedelta(minutes=13 * (k + 1), seconds=i)
            rows.append((later, row("T%d" % i, later, "changed", ("pending", "open")[k], i % 2)))
    return [text for _, text in sorted(rows)]


def bursts(place, library):
    """Killed at some of its writes, before and while much is put in its place."""
    log = crowd(dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone.utc))
    place.clear()
    place.write("log.ndjson", "".join(log))
    expected = place.run("desk.chr", "--replay", "log.ndjson", "--verdicts", "w.ndjson").stdout.decode().splitlines()
    verdicts = place.read("w.ndjson")
    run = ("desk.chr", "--from", "log.ndjson", "--state", "s", "--clock", "simulated", "--verdicts", "w.ndjson")
    wrong, number, killed = [], 1, 0
    while number < MOST_WRITES:
        place.clear()
        place.write("log.ndjson", "".join(log[:700]))
        outs = [place.run(*run, LD_PRELOAD=library, CHARTER_FALL_AT=str(number))]
        sound = place.run("--check", "--state", "s") if os.path.exists(place.path("s-wal")) else None
        if sound and sound.returncode and b"not the state" not in sound.stderr:
            wrong.append("write %d: %s" % (number, sound.stderr.decode()))
        place.write("log.ndjson", "".join(log[700:]), "a")
        outs.append(place.run(*run))
        lines = list(dict.fromkeys(line for out in outs for line in out.stdout.decode().splitlines()))
        if outs[-1].returncode or sorted(lines) != sorted(expected) or place.read("w.ndjson") != verdicts:
            wrong.append("write %d: %d records, expected %d, or verdicts; %s" % (number, len(lines), len(expected), outs[-1].stderr))
        if outs[0].returncode == 0:
            break
        killed += 1
        number += 1 + number // 6
    case("killed %d times behind much at once: the same records and verdicts" % killed,
         wrong + ([] if len(expected) > 400 and killed > 8 else [len(expected), killed]))


def idle(place):
    """Much at once, then nothing: what arrived is put in its place meanwhile, and is seen all the time."""
    place.clear()
    log = crowd(now() - dt.timedelta(hours=30))
    place.write("log.ndjson", "".join(log))
    process = place.start("desk.chr", "--from", "log.ndjson", "--state", "s", "--storm", "10")
    seen = wait_for(lambda: b"tickets                400" in place.run("status", "--state", "s").stdout)
    before = place.run("why", "desk.chr", "T7", "--state", "s").stdout
    settled = wait_for(lambda: not rows_of(place, "arrived"))
    after = place.run("why", "desk.chr", "T7", "--state", "s").stdout
    process.kill()
    process.wait(20)
    check = place.run("--check", "--state", "s")
    case("what arrived is put in its place while nothing happens", [] if seen and settled and b"paused" in before and
         before.count(b"\n") == after.count(b"\n") and check.returncode == 0 else [seen, settled, before, after, check])


def rows_of(place, table):
    with sqlite3.connect(place.path("s")) as file:
        count = file.execute("SELECT count(*) FROM " + table).fetchone()[0]
    file.close()
    return count


def build(place, name):
    library = place.path(name + ".so")
    subprocess.run(shlex.split(os.environ.get("CC", "gcc")) + ["-shared", "-fPIC", "-O1", "-o", library,
                                                               os.path.join(HERE, "faults", name + ".c"), "-ldl"], check=True)
    return library


def wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.02)
    return what()


def now():
    return dt.datetime.now(dt.timezone.utc).replace(microsecond=0)


def two_writers(place):
    place.clear()
    place.write("log.ndjson", "")
    first = place.start("desk.chr", "--from", "log.ndjson", "--state", "s")
    wait_for(lambda: place.run("status", "--state", "s").returncode == 0)
    second = place.run("desk.chr", "--from", "log.ndjson", "--state", "s")
    status = place.run("status", "--state", "s")
    backup = place.run("--backup", "copy", "--state", "s")
    sound = place.run("--check", "--state", "copy")
    first.send_signal(signal.SIGTERM)
    ended = first.wait(20)
    said = second.stderr.decode()
    case("a second watcher is refused, and told by whom", [] if second.returncode == 2 and "process %d" % first.pid in said else [said])
    case("status, backup and check while it runs", [] if not (status.returncode or backup.returncode or sound.returncode)
         else [status.stderr, backup.stderr, sound.stderr])
    case("SIGTERM ends it well", [] if ended == 0 else [ended])


def real_clock(place):
    """A timer that comes due while nothing happens, and an event that comes in time."""
    place.clear()
    begin = now() - dt.timedelta(minutes=60) + dt.timedelta(seconds=3)
    place.write("log.ndjson", row("A", begin, "opened", number=1) + row("B", begin, "opened", number=1))
    process = place.start("desk.chr", "--from", "log.ndjson", "--state", "s", "--to", "command:cat >> told", "--catch-up", "summarise")
    wait_for(lambda: "summary" in place.read("told"))
    place.write("log.ndjson", row("B", now(), "resolved", "resolved", 1), "a")
    wait_for(lambda: "at breach" in place.read("told"))
    process.send_signal(signal.SIGTERM)
    ended = process.wait(20)
    told = [json.loads(line) for line in place.read("told").splitlines()]
    breaches = [(r["ticket"], r.get("late_s")) for r in told if r.get("step") == "at breach"]
    case("on the real clock a timer fires by itself, and not for what was resolved",
         [] if breaches == [("A", None)] and ended == 0 else [told, ended])
    summaries = [r["count"] for r in told if r["record"] == "summary"]
    case("what came due before the start is one summary", [] if summaries == [4] and len(told) == 2 else told)


def held(place):
    """Half a line is unread: its timers wait, and go marked when the wait is over."""
    place.clear()
    begin = now() - dt.timedelta(minutes=70)
    place.write("log.ndjson", row("A", begin, "opened", number=1) + '{"ticket":"A",')
    process = place.start("desk.chr", "--from", "log.ndjson", "--state", "s", "--to", "command:cat >> told", "--max-hold", "2")
    time.sleep(1)
    early = place.read("told")
    wait_for(lambda: "unconfirmed" in place.read("told"))
    process.send_signal(signal.SIGTERM)
    process.wait(20)
    late = [json.loads(line) for line in place.read("told").splitlines()]
    case("nothing fires while a part of the source is unread", [early] if early else [])
    case("but marked, when the hold is over", [] if late and all(r.get("unconfirmed") and r["late_s"] > 0 for r in late) else [late])


def commands(place):
    place.clear()
    begin = now() - dt.timedelta(minutes=40)
    place.write("log.ndjson", row("A", begin, "opened", number=1))
    once = ("desk.chr", "--from", "log.ndjson", "--state", "s", "--once")
    done = place.run(*once, "--to", "command:echo $CHARTER_KEY >> keys; exit 3", "--tries", "2")
    keys = place.read("keys").split()
    listed = place.run("outbox", "list", "--state", "s").stdout.decode()
    case("a command that fails is tried again with the same key, and is dead at last",
         [] if done.returncode == 0 and len(keys) == 4 and len(set(keys)) == 2 and listed.count("dead\t2\t") == 2 and "exit status 3" in listed
         else [done.stderr, keys, listed])
    retried = place.run("outbox", "retry", keys[0], "--state", "s").stdout.decode()
    dropped = place.run("outbox", "drop", keys[-1], "--state", "s").stdout.decode()
    left = place.run("outbox", "list", "--state", "s").stdout.decode()
    case("outbox retry and drop", [] if (retried, dropped) == ("1\n", "1\n") and left.startswith("waiting\t0\t") and left.count("\n") == 1
         else [retried, dropped, left])
    place.clear()
    place.write("log.ndjson", row("A", begin, "opened", number=1))
    began = time.monotonic()
    done = place.run(*once, "--to", "command:sleep 100", "--tries", "1", "--patience", "1")
    took = time.monotonic() - began
    listed = place.run("outbox", "list", "--state", "s").stdout.decode()
    case("a command that hangs is ended", [] if took < 30 and listed.count("took too long") == 2 else [took, listed])
    status = place.run("status", "--state", "s").stdout.decode()
    why = place.run("why", "desk.chr", "A", "--state", "s").stdout.decode()
    case("status and why", [] if "outbox dead            2" in status and "resolution" in why else [status, why])


def moved(place):
    """The file is put aside and begun anew, as logs are."""
    place.clear()
    begin = now() - dt.timedelta(minutes=65)
    place.write("log.ndjson", row("A", begin, "opened", number=1))
    process = place.start("desk.chr", "--from", "log.ndjson", "--state", "s", "--to", "command:cat >> told")
    wait_for(lambda: "at breach" in place.read("told"))
    os.rename(place.path("log.ndjson"), place.path("log.1"))
    place.write("log.ndjson", row("B", begin, "opened", number=1))
    fine = wait_for(lambda: '"ticket":"B"' in place.read("told"))
    process.send_signal(signal.SIGTERM)
    process.wait(20)
    case("a file that is put aside and begun anew", [] if fine else [place.read("told"), process.stderr.read()])


def texts(place):
    """The charter, with a line more; with twice the time for P1; and broken."""
    place.write("same.chr", "# one line more\n" + CHARTER)
    place.write("longer.chr", CHARTER.replace("within 1 hour ", "within 2 hours"))
    place.write("broken.chr", CHARTER + "\ntarget\n")


def told_of(lines):
    """What stands, by key."""
    stands = {}
    for line in lines:
        record = json.loads(line)
        if record["record"] == "notice":
            stands[record["key"]] = line
        elif record["key"].endswith("-withdrawn"):
            del stands[record["key"][:-len("-withdrawn")]]
    return stands


def plain(lines):
    """Without what is the text's, and the telling's."""
    out = []
    for line in lines:
        record = json.loads(line)
        for name in ("key", "clause", "late_s"):
            record.pop(name, None)
        out.append(json.dumps(record))
    return sorted(out)


def reload(place):
    place.clear()
    texts(place)
    begin = now() - dt.timedelta(minutes=80)
    place.write("log.ndjson", row("A", begin, "opened", number=1) + row("B", begin + dt.timedelta(minutes=50), "opened", number=1) +
                row("C", begin, "opened"))
    run = ("--from", "log.ndjson", "--state", "s", "--once")
    first = place.run("desk.chr", *run).stdout.decode().splitlines()
    refused = place.run("same.chr", *run)
    shown = place.run("reload", "same.chr", "--state", "s")
    place.run("reload", "same.chr", "--state", "s", "--yes")
    same = place.run("same.chr", *run)
    case("another text is refused until it is let in", [] if refused.returncode == 2 and b"watch reload" in refused.stderr and
         refused.stdout == b"" else [refused])
    case("a text that moves nothing: nothing is told twice", [] if len(first) > 3 and shown.stdout == b"" and shown.returncode == 0 and
         same.returncode == 0 and same.stdout == b"" else [first, shown, same])
    shown = place.run("reload", "longer.chr", "--state", "s").stdout.decode().splitlines()
    again = place.run("same.chr", *run)
    place.run("reload", "longer.chr", "--state", "s", "--yes")
    other = place.run("longer.chr", *run)
    lines = first + [l for l in other.stdout.decode().splitlines()]
    place.write("log.2", place.read("log.ndjson"))
    fresh = place.run("longer.chr", "--from", "log.2", "--state", "fresh", "--once").stdout.decode().splitlines()
    kinds = collections.Counter(line.split("\t")[0] for line in shown)
    case("the list of what moves is shown, and changes nothing", [] if kinds["deadline"] == 1 and kinds["verdict"] == 1 and
         kinds["withdrawn"] and "B\tresolution 1\t" in shown[1] + shown[0] and again.stdout == b"" else [shown, again])
    corrected = [json.loads(l) for l in lines if "-verdict" in l]
    case("then verdicts are corrected, and what stands is what the new text tells",
         [] if [(c["was"]["verdict"], c["is"]["verdict"]) for c in corrected] == [("breached", "pending")] and
         plain(told_of(lines).values()) == plain(fresh) else [corrected, plain(told_of(lines).values()), plain(fresh)])
    check = place.run("--check", "--state", "s")
    case("the state is sound", [] if check.returncode == 0 else [check.stderr])


def reload_falls(place, library):
    """Killed in front of each write of the run that takes another text."""
    place.clear()
    texts(place)
    begin = now() - dt.timedelta(minutes=80)
    place.write("log.ndjson", row("A", begin, "opened", number=1) + row("B", begin + dt.timedelta(minutes=50), "opened", number=1))
    run = ("--from", "log.ndjson", "--state", "s", "--once")
    first = place.run("desk.chr", *run).stdout.decode().splitlines()
    place.run("reload", "longer.chr", "--state", "s", "--yes")
    place.run("--backup", "let-in", "--state", "s")
    place.write("log.2", place.read("log.ndjson"))
    fresh = plain(place.run("longer.chr", "--from", "log.2", "--state", "fresh", "--once").stdout.decode().splitlines())
    wrong, number, ended = [], 0, False
    while not ended and number < MOST_WRITES:
        number += 1
        for name in ("s", "s-wal", "s-shm"):
            if os.path.exists(place.path(name)):
                os.unlink(place.path(name))
        shutil.copy(place.path("let-in"), place.path("s"))
        outs = [place.run("longer.chr", *run, LD_PRELOAD=library, CHARTER_FALL_AT=str(number))]
        ended = outs[0].returncode == 0
        outs.append(place.run("longer.chr", *run))
        lines = list(dict.fromkeys(first + [line for out in outs for line in out.stdout.decode().splitlines()]))
        corrected = sum("-verdict" in line for line in lines)
        if outs[1].returncode or plain(told_of(lines).values()) != fresh or corrected != 1:
            wrong.append("write %d: %s" % (number, outs[1].stderr.decode()))
    case("killed in front of each of %d writes while another text is taken" % (number - 1), wrong + ([] if number > 10 else [number]))


def reload_running(place):
    """By SIGHUP; a broken text leaves the one before."""
    place.clear()
    texts(place)
    shutil.copy(place.path("desk.chr"), place.path("live.chr"))
    place.write("log.ndjson", row("A", now() - dt.timedelta(minutes=80), "opened", number=1))
    process = place.start("live.chr", "--from", "log.ndjson", "--state", "s", "--to", "command:cat >> told")
    fine = wait_for(lambda: "at breach" in place.read("told"))
    shutil.copy(place.path("broken.chr"), place.path("live.chr"))
    process.send_signal(signal.SIGHUP)
    os.set_blocking(process.stderr.fileno(), False)
    said = bytearray()

    def has_said(what):
        said.extend(process.stderr.read() or b"")
        return what in said
    broken = wait_for(lambda: has_said(b"the one before stays"))
    place.write("log.ndjson", row("B", now() - dt.timedelta(minutes=80), "opened", number=1), "a")
    goes_on = wait_for(lambda: '"ticket":"B"' in place.read("told"))
    shutil.copy(place.path("longer.chr"), place.path("live.chr"))
    let_in = place.run("reload", "longer.chr", "--state", "s", "--yes")
    moved = wait_for(lambda: has_said(b"by the new text of the charter"))
    withdrawn = wait_for(lambda: place.read("told").count('-withdrawn"') >= 4)
    process.send_signal(signal.SIGTERM)
    ended = process.wait(20)
    case("a broken text leaves the one before, and the watcher goes on", [] if fine and broken and goes_on else [fine, said, place.read("told")])
    case("a text is taken while it runs", [] if moved and withdrawn and ended == 0 and b"process" in let_in.stderr
         else [let_in, said, place.read("told")])


def clock(place):
    """Set forward, and back: what came due is caught up with, and nothing is told twice."""
    place.clear()
    place.write("offset", "0")
    begin = now() - dt.timedelta(minutes=10)
    place.write("log.ndjson", row("A", begin, "opened", number=1))
    process = place.start("desk.chr", "--from", "log.ndjson", "--state", "s", "--to", "command:cat >> told", "--catch-up", "summarise",
                          LD_PRELOAD=place.path("clock.so"), CHARTER_CLOCK=place.path("offset"))
    wait_for(lambda: b"tickets                1" in place.run("status", "--state", "s").stdout)
    time.sleep(0.3)
    early = place.read("told")
    place.write("offset.new", "5400")  # an hour and a half
    os.rename(place.path("offset.new"), place.path("offset"))
    forward = wait_for(lambda: '"count":3' in place.read("told"))
    place.write("offset.new", "0")
    os.rename(place.path("offset.new"), place.path("offset"))
    time.sleep(0.3)
    place.write("log.ndjson", row("A", now(), "resolved", "resolved", 1), "a")
    back = wait_for(lambda: place.read("told").count('-withdrawn"') == 3)
    process.send_signal(signal.SIGTERM)
    ended = process.wait(20)
    said = process.stderr.read().decode()
    keys = [json.loads(line)["key"] for line in place.read("told").splitlines()]
    case("a clock that is set forward: what came due is caught up with", [] if not early and forward and "forward by 5400 s" in said else [early, said])
    case("and back: what was told too early is withdrawn by what happens, once", [] if back and ended == 0 and "back by 5400 s" in said and
         len(keys) == len(set(keys)) else [said, place.read("told")])


def without_state(place):
    place.clear()
    status = place.run("status", "--state", "nowhere")
    case("a state that is not there is said to be, and is not made", [] if status.returncode == 2 and b"there is no state" in status.stderr and
         not os.path.exists(place.path("nowhere")) else [status])
    place.write("text", "no state\n" * 100)
    other = place.run("status", "--state", "text")
    case("nor is another file one", [] if other.returncode == 2 and b"not" in other.stderr else [other])


def dry(place):
    place.clear()
    place.write("log.ndjson", row("A", now() - dt.timedelta(minutes=40), "opened", number=1))
    shown = place.run("desk.chr", "--from", "log.ndjson", "--state", "s", "--once", "--dry-run", "--to", "command:touch sent")
    case("--dry-run shows and does nothing", [] if shown.stdout.count(b'"notice"') == 2 and sorted(os.listdir(place.folder)) ==
         sorted(KEPT + ("log.ndjson",)) else [shown, os.listdir(place.folder)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    place = Place(os.path.abspath(parser.parse_args().charter))
    library = build(place, "writes")
    build(place, "clock")
    log = days(dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone.utc))
    place.write("log.ndjson", "".join(log))
    expected = place.run("desk.chr", "--replay", "log.ndjson").stdout.decode().splitlines()
    case("there is something to tell", [] if len(expected) > 15 else expected)
    falls(place, library, log, expected)
    full(place, library, log, expected)
    bursts(place, library)
    reload_falls(place, library)
    for part in (two_writers, real_clock, held, commands, moved, reload, reload_running, clock, idle, without_state, dry):
        part(place)
    shutil.rmtree(place.folder)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
