"""Documents are executed: the blocks of README.md and docs, and the pages of the diagnostics.

    ```chr             a whole charter file; `check` must find no error in it, and its own tests pass
    ```chr fragment    a part of one: it has to be well written, though names in it may be declared elsewhere
    ```console         a transcript (see transcripts.py), run in the root of the repository
"""
import os
import re

from .core import compare_file, find, read, run, write
from .transcripts import play

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```\s*$", re.M | re.S)
ROW = re.compile(r'^DIAGNOSTIC\(\s*(\w+)\s*,\s*(\d+)\s*,\s*(\w+)\s*,\s*"((?:\\.|[^"\\])*)"\s*\)', re.M)


def blocks(text):
    """(info, body, number of the line of the fence)"""
    return [(m.group(1).strip(), m.group(2), text.count("\n", 0, m.start()) + 1) for m in FENCE.finditer(text)]


def jobs(context):
    pages = [p for p in [os.path.join(context.root, *place, "README.md") for place in ((), ("src",), ("stdlib",))]
             if os.path.exists(p)]
    pages += [p for p in find(os.path.join(context.root, "docs"), ".md") if "/docs/codes/" not in p]
    pages += find(os.path.join(context.root, "examples"), ".md")
    out = [(context.relative(p), lambda p=p: document(context, p)) for p in pages]
    return out + [("docs/codes", lambda: codes(context)), ("docs/language.md: words", lambda: reference(context))]


def check(context, text):
    """(status, what check says) of a charter text."""
    folder = context.folder()
    write(os.path.join(folder, "charter.chr"), text)
    status, output = run(context, [context.charter, "check", "charter.chr"], folder)
    return status, output.decode("utf-8", "replace")


def well_written(context, text):
    """What is wrong with the syntax of a part of a charter, or None."""
    folder = context.folder()
    write(os.path.join(folder, "part.chr"), text)
    status, output = run(context, [context.charter, "fmt", "--check", "part.chr"], folder)
    return None if status in (0, 1) else output.decode("utf-8", "replace")


def reference(context):
    """Every word of the grammar stands in the reference of the language."""
    words = set()
    for line in re.findall(r"^%token\s+(.*)$", read(os.path.join(context.root, "grammar", "charter.y")), re.M):
        words |= set(re.findall(r'"([A-Za-z][A-Za-z-]*)"', line))
    page = read(os.path.join(context.root, "docs", "language.md"))
    missing = sorted(w for w in words if not re.search(r"(?<![\w-])" + re.escape(w) + r"(?![\w-])", page))
    return [("docs/language.md: every word of the grammar", " ".join(missing) or None),
            ("docs/language.md: every kind of line", shapes(context, page))] + questions(context, page)


def shapes(context, page):
    """Kinds of nodes of the tree that no fragment of the page has, but for those of questions and of quotes in texts."""
    table = read(os.path.join(context.root, "include", "charter", "ast.def"))
    kinds = set(re.findall(r'^NODE\((?!ASK_|QUOTE_)\w+, "([\w-]+)"\)', table, re.M)) - ASKED
    folder, seen = context.folder(), set()
    for number, (info, body, _) in enumerate(blocks(page)):
        if info.startswith("chr"):
            path = os.path.join(folder, "%d.chr" % number)
            write(path, body)
            tree = run(context, [context.charter, "debug", "ast", path], folder)[1].decode("utf-8", "replace")
            seen |= set(re.findall(r"^ *(?:[\w-]+: )?([\w-]+)", tree, re.M))
    return " ".join(sorted(kinds - seen)) or None


# Nodes of questions and suppositions: the page's lines below `## Questions` are asked.
ASKED = {"against", "suppose", "open-ticket", "event-after", "event-soon", "set", "now-is", "unknown", "forget"}


def questions(context, page):
    """The questions of the page, asked one after the other: each is understood, and has an answer."""
    desk = os.path.join(context.root, "tests", "cli", "files", "questions.chr")
    asked = [text.strip().split("\n") for text in page.split("## Questions", 1)[1].split("```")[1::2]]
    files = [desk, "--log", desk[:-len("chr")] + "csv"]
    status, output = run(context, [context.charter, "query", *files, "--format", "json"] + asked[0], context.folder())
    text = output.decode("utf-8", "replace")
    fine = status == 0 and len(asked[0]) == len(text.splitlines()) and '"error"' not in text
    command = "printf '%s\\n' " + " ".join("'%s'" % line for line in asked[1]) + " | %s repl %s 2>&1" % (context.charter, " ".join(files))
    status, said = run(context, command, context.folder())
    whole = status == 0 and len(asked[1]) == 2 and b"changes" in said
    return [("docs/language.md: its questions have answers", None if fine else text),
            ("docs/language.md: its suppositions", None if whole else said.decode("utf-8", "replace"))]



def laid_out(context, text):
    path = os.path.join(context.folder(), "charter.chr")
    write(path, text)
    return run(context, [context.charter, "fmt", "--check", path], context.root)[0] == 0


def own_tests(context, text):
    """(status, what it says) of the charter's own tests; 3 if one fails."""
    folder = context.folder()
    write(os.path.join(folder, "charter.chr"), text)
    status, output = run(context, [context.charter, "test", "charter.chr"], folder)
    return 3 if status == 1 else status, output.decode("utf-8", "replace")


def document(context, path):
    cases, text = [], read(path)
    for info, body, line in blocks(text):
        name = "%s:%d" % (context.relative(path), line)
        if info == "chr":
            status, output = check(context, body)
            if path.endswith("cookbook.md") and not re.search(r"^test ", body, re.M):
                status, output = 3, "a recipe without a test"
            if status in (0, 1) and not laid_out(context, body):
                status, output = 3, "it is not laid out as `charter fmt` does"
            if status in (0, 1) and re.search(r"^(test|property) ", body, re.M):
                status, output = own_tests(context, body)
            cases.append((name, "exit status %d\n%s" % (status, output) if status in (2, 3, 70) or status > 70 else None))
        elif info == "chr fragment":
            cases.append((name, well_written(context, body)))
        elif info == "console":
            found, blessed = play(context, name, body, context.root)
            cases += [(n, None) for n, _ in found] if context.bless else found
            if context.bless:
                text = text.replace(body, blessed)
    if context.bless:
        write(path, text)
    return cases


# ---------------------------------------------------------------- docs/codes

def rows(context):
    table = read(os.path.join(context.root, "include", "charter", "diagnostics.def"))
    return [(int(n), severity, summary.replace('\\"', '"')) for _, n, severity, summary in ROW.findall(table)]


def codes(context):
    cases, numbers = [], [n for n, _, _ in rows(context)]
    cases.append(("docs/codes: no number twice", None if len(set(numbers)) == len(numbers) else str(numbers)))
    for number, severity, summary in rows(context):
        cases += page(context, "CHR%04d" % number, severity, summary)
    known = {"CHR%04d.md" % n for n in numbers}
    pages = os.path.join(context.root, "docs", "codes")
    for file in sorted(os.listdir(pages)) if os.path.isdir(pages) else []:
        if re.match(r"CHR\d+\.md$", file):
            cases.append(("docs/codes/%s: a row of the table" % file, None if file in known else "no row has this code"))
    return cases


def page(context, code, severity, summary):
    path = os.path.join(context.root, "docs", "codes", code + ".md")
    name = "docs/codes/" + code
    if not os.path.exists(path):
        return [(name, "there is no page")]
    text = read(path)
    title = text.split("\n", 1)[0]
    cases = [(name + ": title", None if title == "# %s: %s" % (code, summary) else "%r is not %r" % (title, summary))]
    wrong, right = section(text, "Wrong"), section(text, "Right")
    if wrong is None or right is None:
        return cases + [(name + ": sections", "there is no ## Wrong or no ## Right with a block")]
    if wrong[0] == "chr":
        status, output = check(context, wrong[1])
        cases.append((name + ": wrong", None if code in output else "the code is not given:\n" + output))
        golden = os.path.join(context.root, "tests", "codes", code + ".diag")
        cases.append((name + ": what is said (--bless docs/codes)", compare_file(context, golden, "%s[%d]\n" % (output, status))))
    else:
        cases.append((name + ": a bad case", None if mentioned(context, code) else "no test expects this code"))
    if right[0] == "chr":
        status, output = check(context, right[1])
        bad = status not in (0, 1) or code in output
        cases.append((name + ": right", "exit status %d\n%s" % (status, output) if bad else None))
    return cases


def section(text, title):
    """The first block of a section: (info, body)."""
    parts = re.split(r"^## (\w+)\s*$", text, flags=re.M)
    for heading, body in zip(parts[1::2], parts[2::2]):
        if heading == title and blocks(body):
            return blocks(body)[0][:2]
    return None


# What no test can bring about on a machine of a common size, and why.
OUT_OF_REACH = {"CHR0507": "needs a log of over four thousand million rows"}


def mentioned(context, code):
    """Does a golden, a transcript or a script of the tests hold the code?"""
    if code in OUT_OF_REACH:
        return True
    tests = os.path.join(context.root, "tests")
    return any(code in read(path) for path in find(tests, ".t", ".diag", ".json", ".py"))
