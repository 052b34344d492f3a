#!/usr/bin/env python3
"""Times `charter eval` beside `wc -l`: measure.py CHARTER bench.chr FOLDER EVENTS…

Each command is run three times in turn and the median is shown; the files are read once before, so that
they come from memory. Memory is the highest resident size of the process, less what a log of one row
needs. Exit status 1 if the program fails.
"""
import os
import statistics
import subprocess
import sys
import time

ROUNDS = 3


def timed(command):
    """(seconds, peak bytes)"""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 5):
        sys.exit("%s: exit status %d\n%s" % (" ".join(command), process.returncode, message.decode("utf-8", "replace")))
    return seconds, usage.ru_maxrss * 1024


def judged(program, charter, log, threads):
    command = [program, "eval", charter, "--log", log, "--format", "json", "--progress", "never"]
    return command + (["--threads", str(threads)] if threads else [])


def small_log(folder, log):
    """The header and the first row."""
    path = os.path.join(folder, "one-row.csv")
    with open(log, encoding="utf-8") as source, open(path, "w", encoding="utf-8") as out:
        out.writelines([source.readline(), source.readline()])
    return path


def main():
    program, charter, folder, *sizes = sys.argv[1:]
    cores = len(os.sched_getaffinity(0))
    print("%12s %8s %8s %10s %12s %10s %12s %8s" % ("events", "MB", "threads", "seconds", "events/s", "bytes/event",
                                                    "wc -l, s", "ratio"))
    for size in sizes:
        log = os.path.join(folder, size + ".csv")
        timed(["cat", log])
        base = timed(judged(program, charter, small_log(folder, log), 1))[1]
        settings = [1] if cores == 1 else [1, None]
        runs = {setting: [] for setting in ["wc"] + settings}
        for _ in range(ROUNDS):
            runs["wc"].append(timed(["wc", "-l", log]))
            for threads in settings:
                runs[threads].append(timed(judged(program, charter, log, threads)))
        lines = statistics.median(seconds for seconds, _ in runs["wc"])
        for threads in settings:
            seconds = statistics.median(s for s, _ in runs[threads])
            peak = max(p for _, p in runs[threads])
            print("%12s %8.0f %8s %10.2f %12.0f %10.1f %12.3f %8.1f" % (
                size, os.path.getsize(log) / 1e6, threads or "all %d" % cores, seconds, int(size) / seconds,
                (peak - base) / int(size), lines, seconds / lines))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
