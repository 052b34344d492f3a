"""Transcripts: what a user types and what is answered.

    # a comment, before the first command
    $ charter check missing.chr
    charter: cannot read missing.chr: No such file or directory
    [3]

A line `$ …` is run by bash, `> …` lines right after it continue it; then stands what it prints on
standard output and standard error together, then the exit status in brackets if it is not 0. The
commands of a transcript run one after the other in one folder.
"""
import os

from .core import difference, find, read, run, write


def parse(text):
    """[(command, expected)] and the lines before the first command."""
    head, blocks = [], []
    for line in text.split("\n"):
        if line.startswith("$ "):
            blocks.append(([line[2:]], []))
        elif not blocks:
            head.append(line)
        elif line.startswith("> ") and not blocks[-1][1]:
            blocks[-1][0].append(line[2:])
        else:
            blocks[-1][1].append(line)
    return head, [("\n".join(c), "\n".join(e).rstrip("\n")) for c, e in blocks]


def answer(context, command, folder):
    status, output = run(context, command, folder)
    text = output.decode("utf-8", "replace").rstrip("\n")
    if status:
        text += ("\n" if text else "") + "[%d]" % status
    return text


def play(context, name, text, folder):
    """(cases, the transcript as it would have to be)"""
    head, blocks = parse(text)
    cases, lines = [], list(head)
    for command, expected in blocks:
        actual = answer(context, command, folder)
        cases.append(("%s: %s" % (name, command.split("\n")[0]), difference(expected, actual)))
        lines.append("$ " + command.replace("\n", "\n> "))
        lines += [actual] if actual else []
        lines.append("")
    return cases, "\n".join(lines).rstrip("\n") + "\n"


def transcript(context, path, files):
    text = read(path)
    cases, blessed = play(context, context.relative(path), text, context.folder(files))
    if context.bless:
        write(path, blessed)
        return [(name, None) for name, _ in cases]
    return cases or [(context.relative(path), "a transcript without a command")]


def jobs(context):
    """tests/cli/*.t with tests/cli/files, and transcripts among the cases with the folder they are in."""
    shared = os.path.join(context.root, "tests", "cli", "files")
    out = []
    for path in find(os.path.join(context.root, "tests", "cli"), ".t"):
        files = shared if os.path.isdir(shared) else None
        out.append((context.relative(path), lambda path=path, files=files: transcript(context, path, files)))
    for path in find(os.path.join(context.root, "tests", "cases"), ".t"):
        out.append((context.relative(path), lambda path=path: transcript(context, path, os.path.dirname(path))))
    return out
