"""Tests that are programs of their own and print TAP: tests/unit/*.c, tests/faults/run.sh, Python
scripts."""
import os
import re
import shlex
import sys

from .core import find, read, run, tap

SCRIPTS = ("differential_merge.py", "differential_stream.py", "many_machines.py", "bad_parts.py", "bench_answers.py",
           "report_page.py", "review.py", "oracle/vectors.py", "exactness.py", "differential.py", "differential_notices.py",
           "differential_watch.py", "watch_falls.py", "watch_webhook.py", "watch_operating.py", "watch_vendors.py", "watch_http.py", "watch_asked.py",
           "differential_query.py",
           "differential_property.py", "differential_figures.py", "differential_versions.py", "incidents.py", "terminal.py", "tmux.py",
           "whatif.py", "answers.py", "kept_verdicts.py", "kept_log.py", "compare.py", "changes.py", "sarif.py", "forms.py", "shells.py", "same_bytes.py", "bad_input.py", "infer.py",
           "holidays/compare.py", "printed_page.py", "printed_whole.py", "lint/structure.py")


COMPILING = ("tmux.py",)  # a variant of the program


def unit_jobs(context):
    folder = os.path.join(context.root, "tests", "unit")
    if not os.path.isdir(folder):
        return []
    helpers = {name for f in find(folder, ".c") for name in helpers_of(f)}
    return [(os.path.basename(f)[:-2], lambda f=f: unit(context, f)) for f in find(folder, ".c")
            if os.path.basename(f) not in helpers]


def helpers_of(path):
    """The helpers named in the first line: `/* with: oracle.c */`."""
    first = read(path).split("\n", 1)[0]
    found = re.match(r"/\* with: (.*?) \*/", first)
    return found.group(1).replace(",", " ").split() if found else []


def libraries(context):
    """What the program is linked with."""
    return run(context, ["make", "-s", "--no-print-directory", "libs"], context.root)[1].decode().split()


def unit(context, path):
    folder, name = os.path.dirname(path), os.path.basename(path)[:-2]
    out = os.path.join(context.build, "tests", name)
    os.makedirs(os.path.dirname(out), exist_ok=True)
    command = shlex.split(context.cc) + ["-std=c11", "-D_GNU_SOURCE", "-Iinclude", "-Isrc", "-I" + context.build]
    command += shlex.split(context.cflags) + ["-o", out, path] + [os.path.join(folder, h) for h in helpers_of(path)]
    command += [os.path.join(context.build, "libcharter.a"), "-lm"] + libraries(context)
    status, output = run(context, command, context.root)
    if status:
        return [(name + ": builds", output.decode("utf-8", "replace")[-4000:])]
    status, output = run(context, [out], context.root, timeout=600)
    return tap(name, status, output)


def fault_jobs(context):
    script = os.path.join(context.root, "tests", "faults", "run.sh")
    if not os.path.exists(script):
        return []
    return [("faults", lambda: tap("faults", *run(context, ["bash", script], context.root, timeout=900)))]


def script_jobs(context):
    jobs = []
    for name in SCRIPTS:
        path = os.path.join(context.root, "tests", name)
        command = [sys.executable, path, "--charter", context.charter]
        if name in COMPILING:
            command += ["--cc", context.cc, "--cflags=" + context.cflags]
        jobs.append((name, lambda name=name, command=command: tap(name, *run(context, command, context.root, timeout=900))))
    return jobs


# Printed in a browser: the example, all that prints, the longest tables, and what changes from one charter to another.
PAGES = ("examples/northwind/northwind.chr", "tests/cases/print/charter/good/everything-that-prints.chr",
         "tests/cases/print/charter/good/hours-of-every-shape.chr", "tests/cli/files/agreed.chr,tests/cli/files/offered.chr")


# Reports in a browser: one with everything, one of a real log.
REPORTS = ("examples/northwind/northwind.chr", "examples/incidents/incidents.chr", "examples/template/acme.chr")


def browser_jobs(context):
    folder = os.path.join(context.build, "browser")
    beside = [context.charter, os.path.join(folder, "node_modules"), os.path.join(folder, "out")]
    scripts = {"pages.js": list(PAGES), "report.js": ["tests/bench"] + list(REPORTS), "board.js": []}

    def job(name):
        command = ["node", os.path.join(context.root, "tests", "browser", name)] + beside + scripts[name]
        return tap(name, *run(context, command, context.root, timeout=900))
    return [(name, lambda name=name: job(name)) for name in scripts]
