#!/usr/bin/env python3
"""Times `charter eval` beside `wc -l`: measure.py CHARTER bench.chr FOLDER EVENTS…

Each command is run three times in turn and the median is shown; the files are read once before, so that
they come from memory. Memory is the highest that the process held of its own, read every few
milliseconds (pages of the log that it only maps are the system's, and can be dropped at any time), less
what a log of one row needs; `peak MB` is the highest resident size, mapped pages too. Exit status 1 if the
program fails.
"""
import os
import statistics
import subprocess
import sys
import threading
import time

ROUNDS = 3


def timed(command):
    """(seconds, most memory of its own, highest resident size)"""
    own = [0]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watcher = threading.Thread(target=watch, args=(process.pid, own))
    watcher.start()
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 5):
        sys.exit("%s: exit status %d\n%s" % (" ".join(command), process.returncode, message.decode("utf-8", "replace")))
    return seconds, own[0], usage.ru_maxrss * 1024


def watch(pid, own):
    """Keeps the most anonymous memory of a process until it ends."""
    while True:
        try:
            with open("/proc/%d/status" % pid, encoding="utf-8") as file:
                found = [line.split()[1] for line in file if line.startswith(("RssAnon", "RssShmem"))]
        except OSError:
            return
        if not found:
            return
        own[0] = max(own[0], sum(map(int, found)) * 1024)
        time.sleep(0.004)


def judged(program, charter, log, threads):
    command = [program, "eval", charter, "--log", log, "--format", "json", "--progress", "never"]
    if threads == "stream":
        return command + ["--threads", "1", "--stream"]
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
    print("%12s %8s %8s %10s %12s %12s %8s %10s %8s" % ("events", "MB", "threads", "seconds", "events/s", "bytes/event",
                                                        "peak MB", "wc -l, s", "ratio"))
    for size in sizes:
        log = os.path.join(folder, size + ".csv")
        timed(["cat", log])
        base = timed(judged(program, charter, small_log(folder, log), 1))[1]
        settings = [1, "stream"] if cores == 1 else [1, None, "stream"]
        runs = {setting: [] for setting in ["wc"] + settings}
        for _ in range(ROUNDS):
            runs["wc"].append(timed(["wc", "-l", log]))
            for threads in settings:
                runs[threads].append(timed(judged(program, charter, log, threads)))
        lines = statistics.median(run[0] for run in runs["wc"])
        for threads in settings:
            seconds = statistics.median(run[0] for run in runs[threads])
            own, peak = (max(run[i] for run in runs[threads]) for i in (1, 2))
            print("%12s %8.0f %8s %10.2f %12.0f %12.1f %8.0f %10.3f %8.1f" % (
                size, os.path.getsize(log) / 1e6, threads or "all %d" % cores, seconds, int(size) / seconds,
                (own - base) / int(size), peak / 1e6, lines, seconds / lines))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
