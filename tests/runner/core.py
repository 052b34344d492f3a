"""What all kinds of tests share: a case, a run of a command, a readable difference.

A *job* is a function without arguments that returns a list of (name, failure): failure is None for a
case that passed, else the text to show. Jobs run side by side, so they share nothing but the context.
"""
import difflib
import os
import re
import shutil
import subprocess
import tempfile


class Context:
    def __init__(self, root, build, cc, bless):
        self.root, self.cc, self.bless = root, cc, bless
        self.build = os.path.join(root, build)
        self.charter = os.path.join(self.build, "charter")
        self.scratch = tempfile.mkdtemp(prefix="charter-check-")
        self.cflags = os.environ.get("CFLAGS") or "-O1 -g"

    def environment(self):
        env = dict(os.environ)
        env.update(PATH=self.build + ":" + env.get("PATH", ""), LC_ALL="C.UTF-8", NO_COLOR="1", TZ="UTC",
                   BUILD=self.build, CC=self.cc, B=self.build, PYTHONDONTWRITEBYTECODE="1")
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
            env.pop(name, None)
        return env

    def folder(self, copy_of=None):
        """A fresh scratch folder, with a copy of the files of another one."""
        path = tempfile.mkdtemp(dir=self.scratch)
        if copy_of:
            shutil.copytree(copy_of, path, dirs_exist_ok=True)
        return path

    def close(self):
        shutil.rmtree(self.scratch, ignore_errors=True)

    def relative(self, path):
        return os.path.relpath(path, self.root)


def run(context, command, folder, stdin=None, timeout=300, merged=True):
    """Runs a list, or a string by bash. Gives (status, output bytes)."""
    if isinstance(command, str):
        command = ["bash", "-c", command]
    try:
        done = subprocess.run(command, cwd=folder, env=context.environment(), input=stdin,
                              stdin=subprocess.DEVNULL if stdin is None else None, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT if merged else subprocess.PIPE, timeout=timeout, check=False)
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        return 124, (late.stdout or b"") + b"\n[stopped: took longer than %d seconds]\n" % timeout
    except OSError as error:
        return 127, ("%s: %s\n" % (command[0], error.strerror)).encode()


def read(path):
    with open(path, "rb") as file:
        return file.read().decode("utf-8", "replace")


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def undated(text):
    """The version of the time zone database differs from machine to machine, and may."""
    return re.sub(r"\btzdata (20\d\d[a-z]|unknown)\b", "tzdata VERSION", text)


def difference(expected, actual, limit=40):
    """A unified diff of two texts; None if they are equal."""
    expected, actual = undated(expected), undated(actual)
    if expected == actual:
        return None
    lines = list(difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="", n=2))
    if not lines:
        lines = ["the texts differ in line ends only"]
    if len(lines) > limit:
        lines = lines[:limit] + ["… %d more lines" % (len(lines) - limit)]
    return "\n".join(lines)


def compare_file(context, path, actual):
    """Compares with a golden file, or writes it."""
    if context.bless:
        write(path, actual)
        return None
    return difference(read(path) if os.path.exists(path) else "", actual)


RESULT = re.compile(r"^(not ok|ok)\b\s*\d*\s*-?\s*(.*)$")


def tap(name, status, output):
    """The cases of a program that prints TAP; one that crashes or falls short of its plan is one
    more, failed."""
    text = output.decode("utf-8", "replace")
    cases, plan, notes = [], None, []
    for line in text.splitlines():
        found = RESULT.match(line)
        if line.startswith("1.."):
            plan = int(line[3:].split()[0])
        elif found:
            if cases and cases[-1][1] is not None:
                cases[-1][1] = "\n".join(cases[-1][1:2] + notes[:40])
            failed = found.group(1) == "not ok"
            cases.append(["%s: %s" % (name, found.group(2) or len(cases) + 1), "not ok" if failed else None])
            notes = []
        else:
            notes.append(line)
    if cases and cases[-1][1] is not None:
        cases[-1][1] = "\n".join(cases[-1][1:2] + notes[:40])
    failed = sum(1 for case in cases if case[1] is not None)
    if plan is not None and plan != len(cases):
        cases.append([name + ": runs all that it planned", "planned %d, ran %d\n%s" % (plan, len(cases), "\n".join(notes[-20:]))])
    elif (status != 0 and not failed) or not cases:
        cases.append([name + ": ends well", "exit status %d\n%s" % (status, "\n".join(text.splitlines()[-40:]))])
    return [tuple(case) for case in cases]


def find(folder, *endings):
    """All files below a folder whose name ends so, sorted."""
    out = []
    for base, folders, files in os.walk(folder):
        folders.sort()
        out += [os.path.join(base, f) for f in sorted(files) if f.endswith(endings)]
    return out
