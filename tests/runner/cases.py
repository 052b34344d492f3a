"""Case folders: charter files with goldens beside them, and folders with expected verdicts.

Goldens are named like the charter file, the extension says which stage they show:
    .ast   charter debug ast      .lex   charter debug lex     .plan  charter debug plan
    .fmt   charter fmt -          .diag  charter check --format text, all errors, with its exit status
    .json  charter check --format json, with its exit status
    .txt   charter print --as text   .md    charter print --as markdown
A file in `good` has to be accepted, one in `bad` refused; `parent-….chr` is none of either, others
extend it.

A folder with `expected.csv` (or `expected-NAME.csv`) is judged: `cmd` says how, else `charter eval
charter.chr --log log.csv --verdicts out.csv --format json`. `expected-NAME.csv` is compared with
`out-NAME.csv`, field by field; a `*` stands for anything but nothing. `expected-codes` names, a line
each, a charter file, the code (a pattern) that `check` must give, and words that its line must have.
"""
import csv
import io
import os
import re

from .core import compare_file, find, read, run

DEFAULT = "charter eval charter.chr --log log.csv --verdicts out.csv --format json"
STAGES = {
    ".ast": ["debug", "ast"], ".lex": ["debug", "lex"], ".plan": ["debug", "plan"],
    ".fmt": ["fmt", "-"], ".diag": ["check", "--format", "text", "--max-errors", "1000"], ".json": ["check", "--format", "json"],
    ".txt": ["print", "--as", "text"], ".md": ["print", "--as", "markdown"],
}


def jobs(context):
    base = os.path.join(context.root, "tests", "cases")
    out = []
    for folder, _, files in sorted(os.walk(base)):
        if any(f.startswith("expected") and f.endswith(".csv") for f in files):
            out.append((context.relative(folder), lambda folder=folder: judged(context, folder)))
        if "expected-codes" in files:
            out.append((context.relative(folder), lambda folder=folder: codes(context, folder)))
        if os.path.basename(folder) in ("good", "bad"):
            out += [(context.relative(os.path.join(folder, f)), lambda path=os.path.join(folder, f): goldens(context, path))
                    for f in sorted(files) if f.endswith(".chr") and not f.startswith("parent-")]
    return out


def goldens(context, path):
    folder, file = os.path.split(path)
    stem, name, cases = path[:-4], context.relative(path), []
    kind = os.path.basename(folder)
    status, output = run(context, [context.charter, "check", file], folder)
    wrong = status != 0 if kind == "good" else status != 3
    if kind == "bad" and os.path.exists(stem + ".diag"):
        wrong = status not in (0, 1, 3)  # its golden says which
    text = output.decode("utf-8", "replace")
    cases.append((name + ": " + ("is accepted" if kind == "good" else "is refused"),
                  "exit status %d\n%s" % (status, text) if wrong else None))
    for ending, verb in STAGES.items():
        if os.path.exists(stem + ending):
            cases.append(("%s: %s" % (name, ending), golden(context, path, stem + ending, verb)))
    return cases


def golden(context, path, expected, verb):
    folder, file = os.path.split(path)
    command = [context.charter] + verb + ([] if verb[-1] == "-" else [file])
    stdin = None
    if verb[-1] == "-":
        with open(path, "rb") as source:
            stdin = source.read()
    status, output = run(context, command, folder, stdin=stdin)
    text = output.decode("utf-8", "replace")
    if verb[0] == "check":
        text += "[%d]\n" % status
    elif status:
        return "exit status %d\n%s" % (status, text)
    return compare_file(context, expected, text)


# ---------------------------------------------------------------- verdicts

def records(text):
    return list(csv.reader(io.StringIO(text)))


def differing(expected, actual):
    """What differs between two tables of verdicts, or None."""
    want, have = records(expected), records(actual)
    if not want or not have or want[0] != have[0]:
        return "the header differs:\n  expected %s\n  actual   %s" % (want[:1], have[:1])
    lines = []
    for row in range(1, max(len(want), len(have))):
        if row >= len(have):
            lines.append("missing: " + ",".join(want[row]))
        elif row >= len(want):
            lines.append("not expected: " + ",".join(have[row]))
        else:
            for field, a, b in zip(want[0], want[row], have[row]):
                if not (a == b or (a == "*" and b)):
                    lines.append("%s: %s: expected %r, got %r" % (" ".join(want[row][:3]), field, a, b))
    return "\n".join(lines) or None


def judged(context, source):
    name, folder = context.relative(source), context.folder(source)
    script = os.path.join(source, "cmd")
    commands = read(script).splitlines() if os.path.exists(script) else [DEFAULT]
    cases = []
    for command in commands:
        status, output = run(context, command, folder)
        # judged, whatever came of it: fine, a promise broken, undecided
        bad = status not in (0, 1, 5)
        cases.append(("%s: %s" % (name, command.split(" --log")[0]),
                      "exit status %d\n%s" % (status, output.decode("utf-8", "replace")) if bad else None))
    for file in sorted(os.listdir(source)):
        if file.startswith("expected") and file.endswith(".csv"):
            out = os.path.join(folder, file.replace("expected", "out"))
            failure = differing(read(os.path.join(source, file)), read(out)) if os.path.exists(out) else "no verdicts were written"
            cases.append(("%s: %s" % (name, file), failure))
    return cases


def codes(context, folder):
    """Findings of `check`: each line's file gives its code, and different lines different codes."""
    cases, seen = [], {}
    for line in read(os.path.join(folder, "expected-codes")).splitlines():
        if not line or line.startswith("#"):
            continue
        file, pattern, *words = line.split()
        status, output = run(context, [context.charter, "check", "--format", "short", file], folder)
        text = output.decode("utf-8", "replace")
        found = [l for l in text.splitlines() if re.search(pattern, l) and all(w in l for w in words)]
        name = "%s: %s gives %s" % (context.relative(folder), file, pattern)
        cases.append((name, None if found else "exit status %d\n%s" % (status, text)))
        if found:
            code = re.search(pattern, found[0]).group()
            cases.append((name + ", its own", "%s is that of %s too" % (code, seen[code]) if code in seen else None))
            seen[code] = file
    return cases


def all_charters(context):
    """Every charter file of the repository."""
    out = []
    for top in ("stdlib", "examples", "tests", "docs"):
        out += find(os.path.join(context.root, top), ".chr")
    return out
