"""Properties of the formatter, over every charter file of the repository that parses: what it gives
has the same tree, keeps the comments, and is left alone when it is formatted again."""
import os
import re

from .cases import all_charters
from .core import difference, run

PIECE = re.compile(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|(\#[^\n]*)')


def jobs(context):
    files = all_charters(context)
    chunks = [files[i::8] for i in range(8)]
    return [("layout %d" % i, lambda chunk=chunk: sum((layout(context, f) for f in chunk), []))
            for i, chunk in enumerate(chunks) if chunk]


def comments(text):
    return [m.group(1).rstrip() for m in PIECE.finditer(text) if m.group(1)]


def tree(context, path):
    status, output = run(context, [context.charter, "debug", "ast", path], os.path.dirname(path), merged=False)
    return status, output.decode("utf-8", "replace")


def formatted(context, source):
    return run(context, [context.charter, "fmt", "-"], context.scratch, stdin=source, merged=False)


def layout(context, path):
    name = context.relative(path)
    status, before = tree(context, path)
    if status:
        # its errors are a case of their own, but what is right has to parse
        right = name.startswith(("stdlib", "examples")) or "/good/" in name or "/vectors/" in name
        return [("layout of %s: parses" % name, "exit status %d\n%s" % (status, before))] if right else []
    with open(path, "rb") as file:
        source = file.read()
    status, once = formatted(context, source)
    if status:
        return [("layout of " + name, "fmt ends with exit status %d" % status)]
    copy = os.path.join(context.folder(), os.path.basename(path))
    with open(copy, "wb") as file:
        file.write(once)
    _, after = tree(context, copy)
    _, twice = formatted(context, once)
    old, new, again = (t.decode("utf-8", "replace") for t in (source, once, twice))
    return [
        ("layout of %s: the same tree" % name, difference(before, after)),
        ("layout of %s: done twice" % name, difference(new, again)),
        ("layout of %s: comments" % name, difference("\n".join(sorted(comments(old))), "\n".join(sorted(comments(new))))),
    ]
