"""Examples: each charter file checks and passes its own tests; `run` prints what `report.txt` says.
Files of the standard library are checked by themselves, and nothing is found in them."""
import os

from .core import compare_file, find, run


def jobs(context):
    base = os.path.join(context.root, "examples")
    out = []
    for path in find(base, ".chr"):
        out.append((context.relative(path), lambda path=path: accepted(context, path)))
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


def report(context, path):
    folder = os.path.dirname(path)
    status, output = run(context, ["bash", path], folder)
    text = output.decode("utf-8", "replace")
    if status:
        text += "[%d]\n" % status
    return [(context.relative(path), compare_file(context, os.path.join(folder, "report.txt"), text))]
