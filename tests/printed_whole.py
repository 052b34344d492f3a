#!/usr/bin/env python3
"""The printed charter says all that the charter says, and its numbers stay. Prints TAP.

Each line of a charter with everything is left out in turn, and each word and figure of it altered: if the charter is still
accepted, the print has to differ. Then its declarations are put in another order: every clause keeps its number.
"""
import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EVERYTHING = os.path.join(ROOT, "tests", "cases", "print", "charter", "good", "everything-that-prints.chr")
NORTHWIND = os.path.join(ROOT, "examples", "northwind", "northwind.chr")
# What may be left out or altered without a trace: what is not for people, and what the program supposes anyway.
SILENT = re.compile(r'^\s*(#.*|language .*|use .*|end|counted by decision|counted in always|open in\s+always|)$')
FOR_PROGRAMS = re.compile(r"^(log|test) ")
WRAPPED = 40  # longer numbers are broken in a table of text
results = []


def case(name, failure):
    results.append(failure is None)
    print("%s %d - %s" % ("not ok" if failure else "ok", len(results), name))
    for line in (failure or "").splitlines()[:20]:
        print("# " + line)


class Printer:
    def __init__(self, program):
        self.program, self.folder = program, tempfile.mkdtemp(prefix="charter-print-")

    def run(self, text, *arguments):
        path = os.path.join(self.folder, "charter.chr")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return subprocess.run([self.program, "print", path] + list(arguments), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)

    def print(self, text, *arguments):
        """The print, or None if the charter is refused."""
        done = self.run(text, *arguments)
        if done.returncode not in (0, 3):
            raise AssertionError("exit status %d\n%s" % (done.returncode, done.stderr.decode()))
        return done.stdout.decode() if done.returncode == 0 else None


def undigested(text):
    """The print without the digest of itself."""
    return re.sub(r"\b[0-9a-f]{64}\b", "", text)


def printed_lines(text):
    """(number, line) of each line that people read, outside of logs and tests."""
    programs = False
    for number, line in enumerate(text.split("\n")):
        if FOR_PROGRAMS.match(line):
            programs = True
        if not programs and not SILENT.match(line):
            yield number, line
        if line == "end":
            programs = False


def leave_out(printer, text):
    lines, whole, silent, tried = text.split("\n"), undigested(printer.print(text)), [], 0
    for number, line in printed_lines(text):
        without = "\n".join(lines[:number] + lines[number + 1:])
        printed = printer.print(without)
        if printed is None:
            continue
        tried += 1
        if undigested(printed) == whole:
            silent.append("line %d: %s" % (number + 1, line.strip()))
    case("%d lines can be left out, and each is missed" % tried, "\n".join(silent) or (None if tried > 150 else "only %d" % tried))


def alterations(line):
    """The line with one figure or text altered; a part of a number is not one."""
    for found in re.finditer(r'"((?:[^"\\{]|\\.)*)"', line):
        yield line[:found.start()] + '"' + found.group(1) + 'x"' + line[found.end():]
    for found in re.finditer(r"(?<![\w.:-])(\d+)(?![\w.:-])", re.sub(r'"[^"]*"', lambda m: "_" * len(m.group()), line)):
        yield line[:found.start()] + str(int(found.group()) + 1) + line[found.end():]
    for found in re.finditer(r"\b(\d\d):(\d\d)\b", line):
        yield line[:found.start()] + "%s:%02d" % (found.group(1), (int(found.group(2)) + 15) % 60) + line[found.end():]


def alter(printer, text):
    lines, whole, silent, tried = text.split("\n"), undigested(printer.print(text)), [], 0
    for number, line in printed_lines(text):
        for altered in alterations(line):
            printed = printer.print("\n".join(lines[:number] + [altered] + lines[number + 1:]))
            if printed is None:
                continue
            tried += 1
            if undigested(printed) == whole:
                silent.append("line %d: %s" % (number + 1, altered.strip()))
    case("%d texts and figures can be altered, and each shows" % tried, "\n".join(silent) or (None if tried > 200 else "only %d" % tried))


def declarations(text):
    """The declarations of a file: from a line without indent to its `end`, or one line."""
    out, current = [], []
    for line in text.split("\n"):
        current.append(line)
        one = re.match(r"^(fee|report|review|document|improvement|use) ", line) and len([l for l in current if l.strip()]) == 1
        if line == "end" or one:
            out.append("\n".join(current))
            current = []
    return out


def numbers(page):
    return sorted(re.findall(r' id="(\d[^"]*)"', page))


def reorder(printer, name, text):
    blocks = declarations(text)
    before = numbers(printer.print(text, "--as", "html"))
    after = numbers(printer.print("\n".join(reversed(blocks)), "--as", "html"))
    case("%s: %d numbers stay in another order" % (name, len(before)),
         None if before == after and len(before) > 40 else "differ: %s" % sorted(set(before) ^ set(after)))
    case("%s: no number twice" % name, None if len(set(before)) == len(before) else str([n for n in before if before.count(n) > 1]))


def shown(printer, name, text):
    """A letter can only cite a number that its writer sees."""
    pages = {form: undigested(printer.print(text, "--as", form)) for form in ("text", "html")}
    pages["html"] = re.sub(r"<[^>]*>", " ", pages["html"])
    hidden = ["%s: %s" % (form, number) for form, page in pages.items() for number in numbers(printer.print(text, "--as", "html"))
              if len(number) <= WRAPPED and not re.search(r"(?<![\w.+-])%s(?![\w+-])" % re.escape(number), page)]
    case("%s: every number is to be read" % name, "\n".join(hidden) or None)


def clauses(text):
    """The clauses of each target turned round."""
    lines, out, block = text.split("\n"), [], []
    for line in lines:
        if re.match(r"  within ", line) and "otherwise" not in line:
            block.insert(0, line)
            continue
        out += block + [line]
        block = []
    return "\n".join(out)


def links(printer, name, text):
    page = printer.print(text, "--as", "html")
    wanted = {re.sub("%([0-9A-F]{2})", lambda m: chr(int(m.group(1), 16)), link) for link in re.findall(r'href="#([^"]+)"', page)}
    missing = wanted - set(re.findall(r' id="([^"]+)"', page))
    case("%s: every link leads somewhere" % name, None if not missing else str(sorted(missing)))
    outside = re.findall(r'(?:src|srcset|action|data)="[^"]*"|@import|url\([^)]*\)|<script|<link|<img|<iframe', page)
    case("%s: the page asks for nothing" % name, None if not outside else str(outside))


def quick(printer, text):
    """Time of the processor, since the machine may be busy."""
    if os.environ.get("CHARTER_TEST_QUICK"):
        return
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(10):
        printer.print(text, "--as", "html")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / 10
    case("a charter is printed in under 50 ms", None if used < 0.05 else "%.0f ms" % (used * 1000))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charter", default=os.path.join(ROOT, "build", "charter"))
    printer = Printer(os.path.abspath(parser.parse_args().charter))
    with open(EVERYTHING, encoding="utf-8") as file:
        everything = file.read()
    with open(NORTHWIND, encoding="utf-8") as file:
        northwind = file.read()
    leave_out(printer, everything)
    alter(printer, everything)
    for name, text in (("everything", everything), ("northwind", northwind)):
        reorder(printer, name, text)
        before, after = (numbers(printer.print(t, "--as", "html")) for t in (text, clauses(text)))
        case("%s: numbers stay when clauses are turned round" % name, None if before == after else str(set(before) ^ set(after)))
        links(printer, name, text)
        shown(printer, name, text)
    quick(printer, northwind)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
