#!/usr/bin/env python3
"""Times `charter check` on a charter, or a question about it: check_time.py CHARTER FILE [QUERY]. The least of some runs of the whole
process, in milliseconds, by the clock and of the processor."""
import os
import subprocess
import sys
import time

ROUNDS = 15


def timed(command):
    """(seconds by the clock, seconds of the processor, exit status)"""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, process.returncode


def check_time(program, path, query=None):
    """(least milliseconds by the clock, least of the processor)"""
    command = [program, "query", path, query] if query else [program, "check", "--format", "short", path]
    runs = [timed(command) for _ in range(ROUNDS)]
    if any(status not in (0, 1) for _, _, status in runs):
        sys.exit("%s: exit status %s" % (path, [status for _, _, status in runs]))
    return min(r[0] for r in runs) * 1000, min(r[1] for r in runs) * 1000


if __name__ == "__main__":
    print("%s %-25s %6.1f ms, %6.1f ms of the processor"
          % (("query" if sys.argv[3:] else "check", os.path.basename(sys.argv[2])) + check_time(*sys.argv[1:4])))
