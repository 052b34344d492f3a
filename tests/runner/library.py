"""The standard library: each of its files says in its head what it is, and has tests of its own.

    tests/library/NAME.chr, or charters in tests/library/NAME/    for std/NAME; `charter test` runs them

Of a file of holidays, each list closes hours in them. What tests can't say (logs, measures) is in a transcript.
"""
import os
import re

from .core import find, read, run

TRANSCRIPTS = {"logs": os.path.join("cases", "logs", "std", "read.t"),
               "priority/itil-matrix": os.path.join("cli", "priority.t")}


def jobs(context):
    root = os.path.join(context.root, "stdlib", "std")
    return [("std/" + name, lambda name=name: one(context, name))
            for name in (os.path.relpath(path, root)[:-len(".chr")] for path in find(root, ".chr"))]


def paragraph(text):
    """What is wrong with the head of a file, or None."""
    head = re.match(r"(?:#.*\n)+", text)
    words = " ".join(line.lstrip("# ") for line in head.group(0).split("\n")) if head else ""
    return None if len(words) >= 60 and "." in words else "the head says too little: %r" % words


def own(context, name):
    """The charters that test std/NAME."""
    folder = os.path.join(context.root, "tests", "library", name)
    alone = folder + ".chr"
    return [alone] if os.path.exists(alone) else find(folder, ".chr") if os.path.isdir(folder) else []


def transcript(context, name):
    """What is wrong with the transcript that tests std/NAME, or None."""
    path = TRANSCRIPTS.get(name) or TRANSCRIPTS.get(name.split("/")[0])
    if not path:
        return "neither tests/library/%s.chr nor a transcript" % name
    folder, text = os.path.dirname(os.path.join(context.root, "tests", path)), read(os.path.join(context.root, "tests", path))
    charters = [f for f in find(folder, ".chr") if 'use "std/%s"' % name in read(f)]
    told = any(re.search(r"\b%s\b" % re.escape(os.path.basename(f)[:-len(".chr")]), text) for f in charters)
    return None if told else "no charter of tests/%s uses it" % path


def unmentioned(text, tests):
    """Lists of holidays that no test closes hours on."""
    lists = re.findall(r"^holidays ([\w-]+)", text, re.M)
    missing = [name for name in lists if not re.search(r"closed on holidays of %s$" % re.escape(name), tests, re.M)]
    return " ".join(missing) or None


def one(context, name):
    text, title = read(os.path.join(context.root, "stdlib", "std", name + ".chr")), "std/" + name
    cases, charters, said = [(title + ": a paragraph", paragraph(text))], own(context, name), ""
    if not charters:
        return cases + [(title + ": tests", transcript(context, name))]
    for path in charters:
        status, output = run(context, [context.charter, "test", os.path.basename(path)], os.path.dirname(path))
        said += read(path)
        passed = re.search(rb"^(\d+) passed, 0 failed", output, re.M)
        good = status == 0 and passed and int(passed.group(1)) >= 2
        cases.append((context.relative(path), None if good else output.decode("utf-8", "replace")))
    if name.startswith("holidays/"):
        cases.append((title + ": each list is tested", unmentioned(text, said)))
    return cases
