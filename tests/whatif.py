#!/usr/bin/env python3
"""`charter whatif` against two evaluations of their own, row by row: the verdicts that it says change are those that
differ between the records of the charter and those of a charter that extends it with the same change.

    tests/whatif.py --charter build/charter

Prints TAP.
"""
import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STARTER, INCIDENTS = ("starter", "service.chr", "tickets.csv"), ("incidents", "incidents.chr", "incidents.csv")
CHANGES = [
    (STARTER, "a shorter limit", "replace in target response\n  within 1 hour otherwise\nend\n"),
    (STARTER, "longer hours", "replace hours office\n  open Monday to Saturday 07:00 to 20:00\n  ignores holidays\nend\n"),
    (STARTER, "a target less", "remove target response because \"Nobody reads it.\"\n"),
    (STARTER, "a target more", "add target solved\n  measures resolution\n  within 2 hours\nend\n"),
    (STARTER, "nothing of consequence", "replace in target response\n  within 4 hours otherwise because \"It was so.\"\nend\n"),
    (INCIDENTS, "a day for all", None),
]


def run(program, folder, *arguments):
    done = subprocess.run([program] + list(arguments), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def records(program, folder, charter, log):
    status, _, errors = run(program, folder, "eval", charter, "--log", log, "--verdicts", "out.csv")
    if status not in (0, 1, 5):
        raise RuntimeError(errors)
    with open(os.path.join(folder, "out.csv"), encoding="utf-8", newline="") as file:
        return {(row["ticket"], row["target"], row["cycle"]): row["verdict"] for row in csv.DictReader(file)}


def name_and_version(text):
    words = text.split("\n")
    name = next(line.split()[1] for line in words if line.startswith("charter "))
    version = next((line.split('"')[1] for line in words if line.strip().startswith("version ")), "")
    return name, version


def one(program, example, change):
    example, charter, log = example
    with tempfile.TemporaryDirectory() as folder:
        for file in (charter, log):
            shutil.copy(os.path.join(ROOT, "examples", example, file), folder)
        with open(os.path.join(folder, charter), encoding="utf-8") as file:
            text = file.read()
        name, version = name_and_version(text)
        if change is None:  # the limits of the example are its own business: one target is replaced by a plain one
            target = next(line.split()[1] for line in text.split("\n") if line.startswith("target "))
            clock = next(line.split()[1] for line in text.split("\n") if line.strip().startswith("measures "))
            change = "replace target %s\n  measures %s\n  within 24 hours\nend\n" % (target, clock)
        os.rename(os.path.join(folder, charter), os.path.join(folder, name + ".chr"))
        for path, body in (("change.chr", change), ("child.chr", 'charter child\n  extends %s at version "%s"\nend\n' % (name, version) + change)):
            with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
                file.write(body)
        before, after = records(program, folder, name + ".chr", log), records(program, folder, "child.chr", log)
        status, out, errors = run(program, folder, "whatif", name + ".chr", "--log", log, "--with", "change.chr", "--format", "json")
        if status not in (0, 1):
            return [errors]
        told = {(f["ticket"], f["target"], str(f["cycle"])): (f["before"], f["after"]) for f in json.loads(out)["flips"]}
        want = {key: (before.get(key), after.get(key)) for key in set(before) | set(after) if before.get(key) != after.get(key)}
        wrong = ["%s: %s, and whatif says %s" % (key, want.get(key), told.get(key))
                 for key in sorted(set(want) | set(told)) if want.get(key) != told.get(key)]
        if status != (1 if want else 0):
            wrong.append("exit status %d for %d verdicts that change" % (status, len(want)))
        return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    program = os.path.abspath(parser.parse_args().charter)
    failed = 0
    for example, title, change in CHANGES:
        try:
            wrong = one(program, example, change)
        except (RuntimeError, ValueError, KeyError) as error:
            wrong = repr(error).splitlines()
        failed += bool(wrong)
        print("%s - %s: %s" % ("not ok" if wrong else "ok", example[0], title))
        for line in wrong[:5]:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
