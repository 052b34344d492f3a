#!/usr/bin/env python3
"""Which messages no golden shows: `make messages`.

Builds the program to count what is run (gcc --coverage, gcov), runs all that compares output with goldens, and lists the
calls of diagnose() and complain() that were never reached. Prints TAP. It takes minutes, so it is no part of `make check`.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = "build/coverage"
GROUPS = ("cases/", "transcripts/", "documents/", "mistakes/", "examples/", "scripts/")
CALL = re.compile(r"^(?!static |struct diagnostic \*complain|enum |void ).*\b(diagnose|complain)\(")

# What no test brings about, and why: the file and a part of the message.
OUT_OF_REACH = {
    ("log/", "more rows than the"): "needs a log of over four thousand million rows",
    ("check/terms_text", "values are needed here"): "a guard: what stands behind `with` is a list of values, or an error",
}


def run(*command, **more):
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **more).stdout.decode("utf-8", "replace")


def counted(source):
    """[(count, line number, text)] of a source, as gcov tells it."""
    notes = os.path.join(BUILD, source[len("src/"):-2] + ".gcda")
    if not os.path.exists(os.path.join(ROOT, notes)):
        return []
    rows, inside = [], False
    for line in run("gcov", "-t", "-o", os.path.dirname(notes), notes).splitlines():
        parts = line.split(":", 2)
        if len(parts) < 3:
            continue
        if parts[1].strip() == "0" and parts[2].startswith("Source:"):
            inside = parts[2][len("Source:"):] == source
        elif inside:
            rows.append((parts[0].strip(), parts[1].strip(), parts[2]))
    return rows


def unreached(source):
    rows = counted(source)
    for i, (_, number, text) in enumerate(rows):
        counts = [c for c, _, _ in rows[i:i + 5] if c != "-"]
        if CALL.match(text.strip()) and counts and counts[0].startswith(("#", "=")):
            words = " ".join(t.strip() for _, _, t in rows[i:i + 4])
            if not any(source[len("src/"):].startswith(part) and message in words for part, message in OUT_OF_REACH):
                yield "%s:%s: %s" % (source, number, words[:160])


def sources():
    for folder, _, files in sorted(os.walk(os.path.join(ROOT, "src"))):
        for file in sorted(files):
            path = os.path.relpath(os.path.join(folder, file), ROOT)
            if file.endswith(".c") and CALL.search(open(os.path.join(ROOT, path), encoding="utf-8").read().replace("\n", " ")):
                yield path


def main():
    built = run("make", "-s", "B=" + BUILD, "CFLAGS=-O0 -g --coverage", env=dict(os.environ, CCACHE_DISABLE="1"))
    if not os.path.exists(os.path.join(ROOT, BUILD, "charter")):
        print("1..1\nnot ok 1 - a build that counts\n# " + built[-2000:].replace("\n", "\n# "))
        return 1
    run(sys.executable, "tests/run.py", "--build", BUILD, "--cc", "gcc", *GROUPS)
    found = [line for source in sources() for line in unreached(source)]
    print("%s 1 - every message is shown by a golden or a script" % ("not ok" if found else "ok"))
    print("".join("# %s\n" % line for line in found) + "1..1")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
