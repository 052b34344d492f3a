"""Examples: each charter file checks and passes its own tests; `run` prints what `report.txt` says, and as a page `report.html`.
What is published beside a charter (charter.md, charter.html) is what it says. Files of the standard library are checked by
themselves, and nothing is found in them."""
import os

from .core import compare_file, find, run

PUBLISHED = ("charter.md", "charter.html", "charter.txt")


def jobs(context):
    base = os.path.join(context.root, "examples")
    out = []
    for path in find(base, ".chr"):
        out.append((context.relative(path), lambda path=path: accepted(context, path)))
        out.append((context.relative(path) + " published", lambda path=path: published(context, path)))
    for path in find(os.path.join(context.root, "stdlib"), ".chr"):
        out.append((context.relative(path), lambda path=path: spotless(context, path)))
    for path in find(base, "run"):
        if os.path.basename(path) == "run":
            out.append((context.relative(path), lambda path=path: report(context, path)))
    return out


def accepted(context, path):
    folder, file = os.path.split(path)
    cases = []
    for verb in ("check", "test"):
        status, output = run(context, [context.charter, verb, file], folder)
        failure = None if status == 0 else "exit status %d\n%s" % (status, output.decode("utf-8", "replace"))
        cases.append(("%s: %s" % (context.relative(path), verb), failure))
    return cases


def spotless(context, path):
    status, output = run(context, ["charter", "check", "--strict", path], context.root)
    failure = None if status == 0 and not output else "exit status %d\n%s" % (status, output.decode("utf-8", "replace"))
    return [("%s: check --strict" % context.relative(path), failure)]


def published(context, path):
    """The printed charters beside a charter file are not stale."""
    folder, file = os.path.split(path)
    cases = []
    for copy in [name for name in PUBLISHED if os.path.exists(os.path.join(folder, name))]:
        action = ["-o", copy] if context.bless else ["--check", copy]
        status, output = run(context, [context.charter, "print", file] + action, folder)
        failure = None if status == 0 else "exit status %d\n%s" % (status, output.decode("utf-8", "replace"))
        cases.append(("%s: %s" % (context.relative(path), copy), failure))
    return cases


def report(context, path):
    """What `run` prints; and with `--format html`, which it hands on, where there is a report.html."""
    folder = os.path.dirname(path)
    cases = []
    for copy, more in (("report.txt", []), ("report.html", ["--format", "html"])):
        if more and not os.path.exists(os.path.join(folder, copy)):
            continue
        status, output = run(context, ["bash", path] + more, folder)
        text = output.decode("utf-8", "replace")
        if status and not more:
            text += "[%d]\n" % status
        cases.append(("%s: %s" % (context.relative(path), copy), compare_file(context, os.path.join(folder, copy), text)))
    return cases
