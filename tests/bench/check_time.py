#!/usr/bin/env python3
"""Times `charter check` on a charter: check_time.py CHARTER FILE. The least of five runs, in milliseconds, by
the clock and of the processor."""
import os
import subprocess
import sys
import time

ROUNDS = 5


def timed(command):
    """(seconds by the clock, seconds of the processor, exit status)"""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, process.returncode


def check_time(program, path):
    """(least milliseconds by the clock, least of the processor)"""
    runs = [timed([program, "check", "--format", "short", path]) for _ in range(ROUNDS)]
    if any(status not in (0, 1) for _, _, status in runs):
        sys.exit("%s: exit status %s" % (path, [status for _, _, status in runs]))
    return min(r[0] for r in runs) * 1000, min(r[1] for r in runs) * 1000


if __name__ == "__main__":
    print("check %-12s %6.1f ms, %6.1f ms of the processor"
          % ((os.path.basename(sys.argv[2]),) + check_time(sys.argv[1], sys.argv[2])))
