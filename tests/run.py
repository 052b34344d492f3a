#!/usr/bin/env python3
"""Runs the tests of charter: `make check`, or tests/run.py --build build --cc gcc [--bless] [FILTER…].

A filter is a part of `group/name`; only the jobs that have one of them are run. --bless writes the
goldens, transcripts and reports anew from what the program says; look at the difference before it is
committed. Ends with `N passed, N failed`, N counting cases.
"""
import argparse
import collections
import concurrent.futures
import os
import shutil
import sys
import time

sys.dont_write_bytecode = True

from runner import cases, documents, examples, layout, library, mistakes, programs, transcripts
from runner.core import Context

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GROUPS = (
    ("unit", programs.unit_jobs),
    ("scripts", programs.script_jobs),
    ("faults", programs.fault_jobs),
    ("cases", cases.jobs),
    ("transcripts", transcripts.jobs),
    ("examples", examples.jobs),
    ("documents", documents.jobs),
    ("library", library.jobs),
    ("layout", layout.jobs),
    ("mistakes", mistakes.jobs),
)
BROWSER = (("browser", programs.browser_jobs),)
TOOLS = {"jq": "jq", "zstd": "zstd", "zdump": "libc-bin", "setpriv": "util-linux", "git": "git", "prove": "perl"}


def missing_tools():
    return [("%s is there" % tool, "not found; it is in the Debian package %s" % package)
            for tool, package in TOOLS.items() if not shutil.which(tool)]


def guarded(job):
    """What a job says; a fault of the test itself is a failed case."""
    try:
        return job()
    except Exception as error:  # pylint: disable=broad-except
        import traceback
        return [("runs", "%s\n%s" % (error, traceback.format_exc()))]


def collect(context, groups, filters):
    out = []
    for group, jobs in groups:
        for name, job in jobs(context):
            if not filters or any(f in "%s/%s" % (group, name) for f in filters):
                out.append((group, name, job))
    return out


def show(group, name, failure):
    print("FAILED %s: %s" % (group, name))
    for line in failure.splitlines():
        print("    " + line)


def run_all(context, groups, filters):
    """{group: [passed, failed]}"""
    counts = collections.OrderedDict((group, [0, 0]) for group, _ in groups)
    if not os.path.exists(context.charter):
        print("%s is missing: run `make` first" % context.relative(context.charter))
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [(group, pool.submit(guarded, job)) for group, _, job in collect(context, groups, filters)]
        if not filters and groups is GROUPS:
            jobs.append(("scripts", pool.submit(missing_tools)))
        for group, future in jobs:
            for name, failure in future.result():
                counts[group][failure is not None] += 1
                if failure is not None:
                    show(group, name, failure)
            sys.stdout.flush()
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build", help="the folder that make built into")
    parser.add_argument("--cc", default=os.environ.get("CC", "gcc"))
    parser.add_argument("--bless", action="store_true", help="write the goldens anew")
    parser.add_argument("--browser", action="store_true", help="the tests that need a browser, and only these")
    parser.add_argument("filters", nargs="*", metavar="FILTER")
    options = parser.parse_args()
    context = Context(ROOT, options.build, options.cc, options.bless)
    began = time.monotonic()
    try:
        counts = run_all(context, BROWSER if options.browser else GROUPS, options.filters)
    finally:
        context.close()
    for group, (passed, failed) in counts.items():
        if passed or failed:
            print("%-12s %6d passed %6d failed" % (group, passed, failed))
    print("in %.0f seconds" % (time.monotonic() - began))
    passed, failed = (sum(c[i] for c in counts.values()) for i in (0, 1))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
