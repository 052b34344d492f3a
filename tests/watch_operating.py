#!/usr/bin/env python3
"""What its operator does with a watcher, and what a service manager does: snoozed tickets, states of an older version, the
datagrams of systemd and its unit.

    tests/watch_operating.py --charter build/charter

Prints TAP.
"""
import argparse
import datetime as dt
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from watch_falls import Place, case, now, results, row, wait_for  # noqa: E402

LIVE = ("desk.chr", "--from", "log.ndjson", "--state", "s", "--to", "command:cat >> told")
FIRST_TABLES = ("facts", "headers", "events", "ids", "tickets", "histories", "records", "outbox", "refused", "sources")
ONCE = LIVE + ("--once",)


def ask(place, *arguments):
    done = place.run(*arguments, "--state", "s")
    return done.stdout.decode() + done.stderr.decode()


def opened(ticket, minutes=40):
    """Two notices of it are due after 40 minutes."""
    return row(ticket, now() - dt.timedelta(minutes=minutes), "opened", number=1)


def told(place):
    return [json.loads(line)["ticket"] for line in place.read("told").splitlines()]


def snoozed(place):
    """A ticket is snoozed while a watcher runs; then the watcher falls."""
    place.clear()
    place.write("log.ndjson", opened("A", 10) + opened("B", 10))
    process = place.start(*LIVE)
    wait_for(lambda: place.run("why", "desk.chr", "B", "--state", "s").returncode == 0)
    said = ask(place, "snooze", "A", "--for", "2h", "--by", "anna", "--why", "waits for a part")
    later = "".join(json.dumps(dict(json.loads(opened(t, 60)), id=t + " again", priority="P1", event="reopened")) + "\n" for t in "AB")
    place.write("log.ndjson", later, "a")  # both were opened long ago, as it turns out
    wait_for(lambda: "B" in told(place))
    time.sleep(0.3)
    first, listed, status = told(place), ask(place, "outbox", "list"), ask(place, "status")
    states = [line.split("\t")[0] for line in listed.splitlines()]
    case("what is due of a snoozed ticket waits, and that of others goes", [] if first and set(first) == {"B"} else [first, said])
    case("outbox list and status say so", [] if states and set(states) == {"snoozed"} and len(states) == len(first) and
         ", holds %d, by anna: waits for a part" % len(states) in status and "snoozed                A until 20" in status else [listed, status])
    process.kill()
    process.wait(20)
    place.run(*ONCE)
    case("over a fall of the watcher too", [] if told(place) == first else [told(place)])
    place.run(*ONCE, "--verdicts", "held.ndjson")
    ended = ask(place, "snooze", "A", "--end")
    place.run(*ONCE, "--verdicts", "gone.ndjson")
    case("ended by hand it goes", [] if ended == "A is snoozed no more\n" and told(place) == first + ["A"] * len(states) and
         "snoozed" not in ask(place, "status") else [ended, told(place)])
    held, gone = ([[r[f] for f in ("ticket", "cycle", "clause", "verdict", "start", "due", "breached_at")] for r in
                   map(json.loads, place.read(name).splitlines())] for name in ("held.ndjson", "gone.ndjson"))
    case("and no verdict is another", [] if len(held) == 2 and held == gone else [held, gone])
    with sqlite3.connect(place.path("s")) as file:
        kept = file.execute("SELECT by, why, ended IS NOT NULL FROM snoozes").fetchall()
    file.close()
    case("who held it back, and why, is kept", [] if kept == [("anna", "waits for a part", 1)] else kept)


def over(place):
    """It is over by itself while a watcher runs, and its notices stand in their order."""
    place.clear()
    place.write("log.ndjson", opened("A", 10))
    place.run(*ONCE)
    ask(place, "snooze", "A", "--for", "1h")
    until = now() + dt.timedelta(seconds=4)
    said = ask(place, "snooze", "A", "--until", until.isoformat())
    place.write("log.ndjson", opened("A", 50), "a")
    process = place.start(*LIVE)
    wait_for(lambda: len(ask(place, "outbox", "list").splitlines()) == 2)
    early, when = told(place), now()
    wait_for(lambda: len(told(place)) == 2)
    process.send_signal(signal.SIGTERM)
    process.wait(20)
    steps = [json.loads(line)["step"] for line in place.read("told").splitlines()]
    case("another snooze takes the place of the first, and is over by itself", [] if early == [] and when < until <= now() + dt.timedelta(seconds=1) and
         steps == ["at 50% used", "at 30 minutes left"] and "A is snoozed until " in said else [said, early, steps])


def usage(place):
    place.clear()
    place.write("log.ndjson", opened("A", 10))
    place.run(*ONCE)
    for arguments, said in ((("A",), "say how long: --for 2h, or --until INSTANT"),
                            (("A", "--for", "2h", "--until", "2026-11-20T15:30:00Z"), "say how long"),
                            (("A", "--for", "2 hours"), "--for is a length like 90m, 2h or 3d, up to 366d, not `2 hours`"),
                            (("A", "--for", "0h"), "--for is a length"), (("A", "--for", "367d"), "--for is a length"),
                            (("A", "--for", "99999999999999999999d"), "--for is a length"),
                            (("A", "--until", "2020-11-20T15:30:00Z"), "--until 2020-11-20T15:30:00Z is past"),
                            (("A", "--until", "2099-11-20 15:30"), "--until is an instant like 2026-11-20T15:30:00Z, with its offset"),
                            (("A", "--for", "2h", "--end"), "--end can't be given with --for or --until"),
                            (("A", "--for", "2h", "--why", "a\nb"), "--why is one line of plain text"),
                            (("A", "--end"), "ticket `A` is not snoozed"), (("Z", "--for", "2h"), "the state has no ticket `Z`"),
                            ((), "`charter watch` needs more")):
        done = place.run("snooze", *arguments, "--state", "s")
        text = done.stderr.decode()
        case("refused: snooze " + " ".join(arguments).replace("\n", " "), [] if done.returncode == 2 and said in text else [done])


def older(place):
    """A state of the first version, which had no snoozes."""
    place.clear()
    place.write("log.ndjson", opened("A"))
    place.run(*ONCE)
    with sqlite3.connect(place.path("s")) as file:
        for table, in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table not in FIRST_TABLES:
                file.execute("DROP TABLE " + table)
        file.execute("CREATE INDEX IF NOT EXISTS timers ON tickets(next) WHERE next IS NOT NULL")
        file.execute("UPDATE facts SET value = '1' WHERE name = 'schema'")
    file.close()
    before = place.run("status", "--state", "s")
    place.write("log.ndjson", opened("B"), "a")
    place.run(*ONCE)
    after = place.run("snooze", "B", "--for", "1h", "--state", "s")
    case("a state of an older version is brought up to date by a watcher", [] if before.returncode == 2 and b"has version 1" in before.stderr and
         after.returncode == 0 and told(place) == ["A", "A", "B", "B"] else [before, after, told(place)])


class Manager:
    """Hears what a watcher says to the socket of its service manager."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(address.replace("@", "\0", 1))
        self.heard, self.over = [], False
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        self.socket.settimeout(0.1)
        while not self.over:
            try:
                self.heard.append((time.monotonic(), self.socket.recv(4096).decode()))
            except socket.timeout:
                pass

    def said(self, word):
        return [message for _, message in self.heard if message.startswith(word)]

    def times(self, word):
        return [at for at, message in self.heard if message.startswith(word)]


def managed(place, address):
    place.clear()
    place.write("log.ndjson", opened("A", 10))
    manager = Manager(address)
    variables = dict(os.environ, NOTIFY_SOCKET=address, WATCHDOG_USEC="900000")
    command = [place.charter, "watch", *LIVE[:-1], 'command:echo "<$NOTIFY_SOCKET$WATCHDOG_USEC>" >> told']
    process = subprocess.Popen(command, cwd=place.folder, env=variables, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wait_for(lambda: len(manager.said("WATCHDOG=1")) >= 5 and manager.said("STATUS=told up to 20"))
    place.write("log.ndjson", opened("B", 40), "a")
    wait_for(lambda: place.read("told").count("\n") == 2)
    process.send_signal(signal.SIGHUP)
    wait_for(lambda: len(manager.said("READY=1")) == 2)
    stopped = len(manager.said("STOPPING=1"))
    os.kill(process.pid, signal.SIGSTOP)  # it hangs
    time.sleep(1.2)
    beats = len(manager.said("WATCHDOG=1"))
    time.sleep(0.7)
    still = len(manager.said("WATCHDOG=1"))
    os.kill(process.pid, signal.SIGCONT)
    process.send_signal(signal.SIGTERM)
    ended = process.wait(20)
    wait_for(lambda: manager.said("STOPPING=1"))
    manager.over = True
    pauses = [b - a for a, b in zip(manager.times("WATCHDOG=1"), manager.times("WATCHDOG=1")[1:])]
    words = [message.split("=")[0] for _, message in manager.heard]
    turns = [word for word in words if word in ("READY", "RELOADING")]
    case("it is ready, says how it is, and that it reads its charter anew (%s)" % address[0], [] if turns == ["READY", "RELOADING", "READY"] and words[0] == "READY" and
         manager.said("STATUS=told up to 20")[0].count(", next timer 20") == 1 else manager.heard)
    case("the watchdog hears it in time, but not while it hangs", [] if len(pauses) > 4 and sorted(pauses)[len(pauses) // 2] < 0.45 and
         beats == still else [pauses, beats, still])
    case("it says that it stops, and ends well", [] if not stopped and ended == 0 and words[-1] == "STOPPING" else [words, ended])
    case("commands that it starts have nothing to say", [] if place.read("told") == "<>\n" * 2 else [place.read("told")])


def unmanaged(place):
    place.clear()
    place.write("log.ndjson", opened("A"))
    absent = place.run(*ONCE, NOTIFY_SOCKET=place.path("none"))
    case("a manager that is not there is named, and nothing else changes", [] if absent.returncode == 0 and len(told(place)) == 2 and
         absent.stderr.decode() == "charter: there is no way to the service manager at %s\n" % place.path("none") else [absent])
    manager = Manager("@charter-operating-%d" % os.getpid())
    place.run(*ONCE, NOTIFY_SOCKET="@charter-operating-%d" % os.getpid(), WATCHDOG_USEC="900000", WATCHDOG_PID="1")
    wait_for(lambda: manager.said("STOPPING"))
    manager.over = True
    case("a watchdog of another process is left alone", [] if manager.said("READY") and not manager.said("WATCHDOG") else manager.heard)


def unit(place):
    """The unit, as it is installed."""
    if not shutil.which("systemd-analyze"):
        case("the unit # SKIP no systemd-analyze", [])
        return
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(root, "examples", "watch", "charter-watch.service"), encoding="utf-8") as file:
        text = file.read()
    place.write("charter-watch.service", text.replace("/usr/local/bin/charter", place.charter))
    path = place.path("charter-watch.service")
    sound = subprocess.run(["systemd-analyze", "verify", "--man=no", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    case("the unit is sound", [] if sound.returncode == 0 and not sound.stdout else [sound.stdout.decode()])
    safe = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=20", path], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    case("and lets the watcher do little", [] if safe.returncode == 0 else safe.stdout.decode().splitlines()[-3:])
    words = text.split("ExecStart=")[1].split("\n\n")[0].replace("\\\n", " ").split("LoadCredential")[0].split()
    options = [word for word in words if word.startswith("--")]
    listed = place.run("--help").stdout.decode()
    case("its command is one", [] if len(options) > 3 and all(option + " " in listed for option in options) else [options])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    place = Place(os.path.abspath(parser.parse_args().charter))
    for part in (snoozed, over, usage, older, unmanaged, unit):
        part(place)
    managed(place, "@charter-managed-%d" % os.getpid())
    folder = tempfile.mkdtemp()
    managed(place, os.path.join(folder, "notify"))
    shutil.rmtree(folder)
    shutil.rmtree(place.folder)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
