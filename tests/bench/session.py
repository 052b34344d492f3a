#!/usr/bin/env python3
"""What a session about a log costs: session.py CHARTER bench.chr LOG [ROUNDS]

The same questions are asked of a session that reads the log, and of one that opens what another one has kept of it, in
turn; the least of several rounds is shown, in seconds. `to the first prompt` is the start of the program, the log, and the end; the
rest is what `:time on` says. In a third session `against` is the first question about the log. The log is read once
before, so that it comes from memory, and what is kept is removed in the end.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import time

QUESTIONS = ("compliance of resolution by priority", "compliance of resolution by month", "compliance of response by priority, channel",
             "compliance of resolution by customer")
CHANGE = "suppose replace in target resolution within 3 hours in always when priority is P1 end"
TOOK = re.compile(r"^\(([0-9.]+) ms\)$")


def ask(program, charter, log, lines, options=()):
    """(seconds in all, [(answer as JSON, seconds)]), an entry a line."""
    began = time.monotonic()
    done = subprocess.run([program, "repl", charter, "--log", log] + list(options), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          input=("\n".join([":format json", ":time on"] + list(lines)) + "\n").encode(), check=False)
    whole = time.monotonic() - began
    if done.returncode or done.stderr:
        sys.exit("charter repl: exit status %d\n%s" % (done.returncode, done.stderr.decode("utf-8", "replace")))
    answers, last = [], None
    for line in done.stdout.decode().splitlines():
        took = TOOK.match(line)
        if took:
            answers.append((last, float(took.group(1)) / 1000))
        last = None if took else json.loads(line)
    return whole, answers[1:]


def sessions(program, charter, log, kept):
    """{what was asked: seconds}"""
    options = ["--cache=" + kept] if kept else []
    found = {"to the first prompt": ask(program, charter, log, [], options)[0]}
    asked = QUESTIONS + (CHANGE, "against", "against")
    for number, (query, (_, seconds)) in enumerate(zip(asked, ask(program, charter, log, asked, options)[1])):
        if query != CHANGE:
            found[query + (", the first question" if number == 0 else ", again" if number == len(asked) - 1 else "")] = seconds
    found["against, the first question"] = ask(program, charter, log, [CHANGE, "against"], options)[1][1][1]
    return found


def main():
    program, charter, log = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(log))) as folder:
        kept = os.path.join(folder, "kept")
        ask(program, charter, log, QUESTIONS[:1], ["--cache=" + kept])
        read, opened = ([sessions(program, charter, log, where) for _ in range(rounds)] for where in (None, kept))
        size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
    print("%-60s %8s %8s" % ("a session, seconds", "read", "opened"))
    for name in read[0]:
        print("%-60s %8.3f %8.3f" % (name, min(one[name] for one in read), min(one[name] for one in opened)))
    print("%.0f MB are kept of a log of %.0f MB" % (size / 1e6, os.path.getsize(log) / 1e6))


if __name__ == "__main__":
    main()
