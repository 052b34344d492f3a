#!/usr/bin/env python3
"""How the code is arranged, checked: the order of stages, lengths, who may print and exit, and that the
repository speaks of nothing but the project. Prints TAP.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STAGES = ["base", "time", "syntax", "check", "log", "judge", "count", "analyse", "report", "live", "cli"]
FILE_LINES, FUNCTION_LINES, CASE_LINES, WIDTH = 600, 60, 160, 110
SPEAKS = re.compile(r"\b(printf|puts|putchar|vprintf|perror|exit|_exit|quick_exit)\s*\(|\b(stdout|stderr)\b")
LOCALE = re.compile(r"\b(strtod|strtof|atof|atoi|atol|isalpha|isdigit|isspace|isalnum|isupper|islower|toupper|tolower|setlocale|"
                    r"strftime|strptime|localtime|mktime)\s*\(")
ELSEWHERE = re.compile(r"/work" r"/|/tmp" r"/team|\bTODO\b|\bFIXME\b|\bXXX\b")
PIECES = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
results = []


def case(name, wrong):
    results.append(not wrong)
    print("%s %d - %s" % ("not ok" if wrong else "ok", len(results), name))
    for line in wrong[:30]:
        print("# " + line)


def files(*patterns):
    """What git knows, or would know."""
    listed = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "--"] + list(patterns),
                            cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    return [f for f in sorted(set(listed)) if os.path.isfile(os.path.join(ROOT, f))]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def bare(text):
    """C without comments and what stands in quotes; the lines stay where they are."""
    def blank(found):
        piece = found.group()
        return "\n" * piece.count("\n") if piece[0] == "/" else piece[0] + piece[0]
    return PIECES.sub(blank, text)


def stage_of(path):
    parts = path.split("/")
    return parts[1] if parts[0] == "src" and len(parts) > 2 and parts[1] in STAGES else None


def includes_point_left():
    wrong = []
    for path in files("src/*.c", "src/*.h"):
        stage = stage_of(path)
        if not stage:
            continue
        for line, included in re.findall(r'^(#include "(\w+)/[^"]*")', read(path), re.M):
            if included in STAGES and STAGES.index(included) > STAGES.index(stage):
                wrong.append("%s: %s" % (path, line))
    return wrong


def shared_headers_stand_alone():
    """include/charter may use base and itself only."""
    return ["%s: %s" % (path, line) for path in files("include/*.h", "include/*.def")
            for line, included in re.findall(r'^(#include "(\w+)/[^"]*")', read(path), re.M)
            if included in STAGES and included not in ("base", "time")]


def long_files():
    out = []
    for path in files("src/*.[ch]", "include/*.h", "grammar/*", "tests/*.[ch]", "tests/*.py"):
        lines = read(path).count("\n")
        if lines > FILE_LINES and not path.startswith("grammar/"):
            out.append("%s: %d lines" % (path, lines))
    return out


def functions(text):
    """(name, first line, lines, mostly cases) of each function of a C text that clang-format laid out: the brace
    that opens it and the one that closes it stand in the first column."""
    lines, start, name = bare(text).split("\n"), None, None
    for number, line in enumerate(lines):
        if line == "{":
            start = number
            head = " ".join(lines[max(0, number - 4):number])
            found = re.findall(r"(\w+)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*(?:__attribute__.*)?$", head)
            name = found[-1] if found else "?"
        elif line == "}" and start is not None:
            body = [l for l in lines[start + 1:number] if l.strip()]
            cases = sum(1 for l in body if re.match(r"\s*(case\b|default:|return\b|break;)", l))
            yield name, start + 1, len(body), cases * 2 >= len(body)
            start = None


def long_functions():
    out = []
    for path in files("src/*.c", "tests/*.c"):
        for name, line, length, switch in functions(read(path)):
            if length > (CASE_LINES if switch else FUNCTION_LINES):
                out.append("%s:%d: %s has %d lines" % (path, line, name, length))
    return out


def speaking():
    """Only the command prints, and only it ends the process."""
    out = []
    for path in files("src/*.c", "src/*.h"):
        if stage_of(path) in ("cli", None):
            continue
        for number, line in enumerate(bare(read(path)).split("\n"), 1):
            found = SPEAKS.search(line)
            if found:
                out.append("%s:%d: %s" % (path, number, line.strip()))
    return out


def locale():
    return ["%s:%d: %s" % (path, number, line.strip()) for path in files("src/*.c", "src/*.h")
            for number, line in enumerate(bare(read(path)).split("\n"), 1) if LOCALE.search(line)]


def elsewhere():
    out = []
    for path in files():
        if path.endswith(".csv") or path == "tests/lint/structure.py":
            continue
        for number, line in enumerate(read(path).split("\n"), 1):
            if ELSEWHERE.search(line):
                out.append("%s:%d: %s" % (path, number, line.strip()[:100]))
    return out


def layout():
    """What clang-format would leave alone, as far as it can be told without it."""
    out = []
    for path in files("src/*.c", "src/*.h", "include/*.h", "tests/*.c", "tests/*.h"):
        for number, line in enumerate(read(path).split("\n"), 1):
            if "\t" in line or line != line.rstrip() or len(line) > WIDTH:
                out.append("%s:%d: a tab, white space at the end, or more than %d columns" % (path, number, WIDTH))
    return out


def guards():
    """Every header has its own guard."""
    seen, out = {}, []
    for path in files("src/*.h", "include/*.h"):
        found = re.search(r"^#ifndef (\w+)\n#define \1\n", read(path), re.M)
        if not found:
            out.append(path + ": no include guard")
        elif found.group(1) in seen:
            out.append("%s: the guard of %s" % (path, seen[found.group(1)]))
        else:
            seen[found.group(1)] = path
    return out


def main():
    case("includes point to the left: " + " → ".join(STAGES), includes_point_left())
    case("shared headers know no stage", shared_headers_stand_alone())
    case("no file is longer than %d lines" % FILE_LINES, long_files())
    case("no function is longer than %d lines, a table of cases than %d" % (FUNCTION_LINES, CASE_LINES), long_functions())
    case("only the command prints and exits", speaking())
    case("no parsing depends on the locale", locale())
    case("nothing speaks of another place than the project", elsewhere())
    case("no tabs, no white space at the end of a line, no overlong lines", layout())
    case("every header has its own guard", guards())
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
