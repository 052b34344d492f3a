#!/usr/bin/env python3
"""What its operator does with a watcher, and what a service manager does: snoozed tickets, states of an older version.

    tests/watch_operating.py --charter build/charter

Prints TAP.
"""
import argparse
import datetime as dt
import json
import os
import shutil
import signal
import sqlite3
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from watch_falls import Place, case, now, results, row, wait_for  # noqa: E402

LIVE = ("desk.chr", "--from", "log.ndjson", "--state", "s", "--to", "command:cat >> told")
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
        file.execute("DROP TABLE snoozes")
        file.execute("UPDATE facts SET value = '1' WHERE name = 'schema'")
    file.close()
    before = place.run("status", "--state", "s")
    place.write("log.ndjson", opened("B"), "a")
    place.run(*ONCE)
    after = place.run("snooze", "B", "--for", "1h", "--state", "s")
    case("a state of an older version is brought up to date by a watcher", [] if before.returncode == 2 and b"has version 1" in before.stderr and
         after.returncode == 0 and told(place) == ["A", "A", "B", "B"] else [before, after, told(place)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    place = Place(os.path.abspath(parser.parse_args().charter))
    for part in (snoozed, over, usage, older):
        part(place)
    shutil.rmtree(place.folder)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
