#!/usr/bin/env python3
"""`charter check --format sarif` over all charters of the tests that something is found in, held against what
SARIF 2.1.0 requires of the objects that it has (sections 3.13 to 3.58 of the standard), and against the same
findings as JSON: places within the files, rules that are listed, edits that `--fix` makes as well.

    tests/sarif.py --charter build/charter

Prints TAP. The table below is written from the standard: for each object the properties it may have of those
that it defines, and which it must have.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LEVELS = ("none", "note", "warning", "error")
# A relative or absolute reference of RFC 3986: no character that has to be escaped, no colon before the first slash.
REFERENCE = re.compile(r"^(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-Fa-f]{2})*$")

text = ("text",)
whole = ("whole", 1)
SCHEMA = {
    # object: {property: (must be there, kind of value)}
    "log": {"$schema": (False, ("uri",)), "version": (True, ("one of", "2.1.0")), "runs": (True, ("list", "run"))},
    "run": {"tool": (True, ("object", "tool")), "results": (False, ("list", "result")),
            "columnKind": (False, ("one of", "utf16CodeUnits", "unicodeCodePoints"))},
    "tool": {"driver": (True, ("object", "toolComponent"))},
    "toolComponent": {"name": (True, text), "version": (False, text), "rules": (False, ("set", "reportingDescriptor"))},
    "reportingDescriptor": {"id": (True, text), "shortDescription": (False, ("object", "multiformatMessageString")),
                            "defaultConfiguration": (False, ("object", "reportingConfiguration"))},
    "multiformatMessageString": {"text": (True, text)},
    "reportingConfiguration": {"level": (False, ("one of",) + LEVELS)},
    "result": {"ruleId": (False, text), "level": (False, ("one of",) + LEVELS), "message": (True, ("object", "message")),
               "locations": (False, ("list", "location")), "relatedLocations": (False, ("set", "location")),
               "fixes": (False, ("set", "fix")), "properties": (False, ("bag",))},
    "message": {"text": (True, text)},
    "location": {"physicalLocation": (False, ("object", "physicalLocation")), "message": (False, ("object", "message"))},
    "physicalLocation": {"artifactLocation": (True, ("object", "artifactLocation")), "region": (False, ("object", "region"))},
    "artifactLocation": {"uri": (False, ("uri",))},
    "region": {"startLine": (True, whole), "startColumn": (False, whole), "endLine": (False, whole), "endColumn": (False, whole)},
    "fix": {"description": (False, ("object", "message")), "artifactChanges": (True, ("filled", "artifactChange"))},
    "artifactChange": {"artifactLocation": (True, ("object", "artifactLocation")), "replacements": (True, ("filled", "replacement"))},
    "replacement": {"deletedRegion": (True, ("object", "region")), "insertedContent": (False, ("object", "artifactContent"))},
    "artifactContent": {"text": (False, text)},
}


def wrong(kind, value, path):
    """What the standard has against it, as lines."""
    name = kind[0]
    if name == "object":
        return wrong_object(kind[1], value, path)
    if name in ("list", "set", "filled"):
        if not isinstance(value, list) or (name == "filled" and not value):
            return ["%s: no array, or an empty one" % path]
        if name == "set" and len({json.dumps(v, sort_keys=True) for v in value}) < len(value):
            return ["%s: an item stands twice" % path]
        return [line for i, v in enumerate(value) for line in wrong_object(kind[1], v, "%s[%d]" % (path, i))]
    fine = {
        "text": lambda: isinstance(value, str),
        "whole": lambda: isinstance(value, int) and not isinstance(value, bool) and value >= kind[1],
        "one of": lambda: value in kind[1:],
        "uri": lambda: isinstance(value, str) and (REFERENCE.match(value) or value.startswith("https://")) is not None,
        "bag": lambda: isinstance(value, dict),
    }[name]()
    return [] if fine else ["%s: %r is no %s" % (path, value, name)]


def wrong_object(name, value, path):
    if not isinstance(value, dict):
        return ["%s: no object" % path]
    lines = ["%s: no %s" % (path, key) for key, (must, _) in SCHEMA[name].items() if must and key not in value]
    lines += ["%s: %s is not of a %s" % (path, key, name) for key in value if key not in SCHEMA[name]]
    for key, (_, kind) in SCHEMA[name].items():
        if key in value:
            lines += wrong(kind, value[key], "%s.%s" % (path, key))
    return lines


# ---------------------------------------------------------------- the program

def check(program, folder, files, *options):
    """(exit status, standard output)"""
    done = subprocess.run([program, "check"] + list(options) + files, cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=300, check=False)
    return done.returncode, done.stdout


def bad_charters():
    out = []
    for folder, _, files in os.walk(os.path.join(ROOT, "tests", "cases")):
        if os.path.basename(folder) == "bad":
            out += [os.path.relpath(os.path.join(folder, f), ROOT) for f in files if f.endswith(".chr")]
    return sorted(out)


def unescaped(uri):
    return re.sub(r"%([0-9A-F]{2})", lambda m: chr(int(m.group(1), 16)), uri).encode("latin-1").decode("utf-8")


def place_of(location):
    region = location["physicalLocation"]["region"]
    return (unescaped(location["physicalLocation"]["artifactLocation"]["uri"]), region["startLine"], region["startColumn"],
            region["endLine"], region["endColumn"])


def compare(run, findings):
    """The same findings in the same order, in places that exist, of rules that are listed."""
    lines, rules = [], [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    if len(set(rules)) < len(rules) or set(rules) != {f["code"] for f in findings}:
        lines.append("rules: %s" % rules)
    if len(run["results"]) != len(findings):
        return lines + ["%d results of %d findings" % (len(run["results"]), len(findings))]
    for result, finding in zip(run["results"], findings):
        place = finding["place"]
        want = [tuple(place[k] for k in ("file", "line", "column", "end_line", "end_column"))] if place else []
        have = [place_of(location) for location in result["locations"]]
        if have != want or result["message"]["text"] != finding["message"] or result["ruleId"] != finding["code"]:
            lines.append("%s: %s is not %s" % (finding["code"], have, want))
        edits = ([finding["fixes"]] if finding["fixes"] else []) + [[c] for c in finding["choices"]]
        texts = [[c["replacements"][0]["insertedContent"]["text"] for c in fix["artifactChanges"]] for fix in result.get("fixes", [])]
        if texts != [[e["with"] for e in edit] for edit in edits]:
            lines.append("%s: edits %s" % (finding["code"], texts))
    return lines


def applied(source, edits):
    """The bytes with all edits made, from the last to the first."""
    for edit in sorted(edits, key=lambda e: -e["place"]["from"]):
        source = source[:edit["place"]["from"]] + edit["with"].encode() + source[edit["place"]["to"]:]
    return source


def fixes(program, files):
    """Every safe edit of a file, made here, gives what the first round of `--fix` gives; the second run
    changes nothing."""
    lines, mended = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            path = os.path.join(folder, "one.chr")
            shutil.copyfile(os.path.join(ROOT, file), path)
            findings = json.loads(check(program, folder, ["one.chr"], "--format", "json")[1] or b"[]")
            edits = [e for f in findings for e in f["fixes"] if e["place"]["file"] == "one.chr"]
            if not edits:
                continue
            with open(path, "rb") as source:
                want = applied(source.read(), edits)
            check(program, folder, ["one.chr"], "--fix")
            with open(path, "rb") as source:
                have = source.read()
            check(program, folder, ["one.chr"], "--fix")
            with open(path, "rb") as source:
                again = source.read()
            left = json.loads(check(program, folder, ["one.chr"], "--format", "json")[1] or b"[]")
            mended += 1
            if again != have or any(f["fixes"] for f in left):
                lines.append("%s: --fix is not done after one run" % file)
            if sum(map(len, (have, want))) and have != want and len(left) >= len(findings):
                lines.append("%s: --fix gives something else" % file)
    return lines, mended


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    program = os.path.realpath(parser.parse_args().charter)
    results = []

    def case(name, lines):
        results.append(not lines)
        print("%s %d - %s" % ("not ok" if lines else "ok", len(results), name))
        print("".join("# %s\n" % line for line in lines[:20]), end="", flush=True)

    files = bad_charters()
    log = json.loads(check(program, ROOT, files, "--format", "sarif")[1])
    findings = json.loads(check(program, ROOT, files, "--format", "json")[1])
    case("the log of %d findings in %d charters" % (len(findings), len(files)),
         wrong_object("log", log, "log") + ([] if len(findings) > 300 else ["too few findings"]))
    case("the same findings as in JSON", compare(log["runs"][0], findings))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a b.chr", "Verträge:x%.chr", "fine.chr"):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write("charter a\nend\n" + ("" if name == "fine.chr" else "hours é\n  open Mondy 9:00 to 17:00\nend\n"))
        strange = json.loads(check(program, folder, ["a b.chr", "Verträge:x%.chr"], "--format", "sarif")[1])
        plain = json.loads(check(program, folder, ["a b.chr", "Verträge:x%.chr"], "--format", "json")[1])
        case("names of files with blanks and other characters", wrong_object("log", strange, "log") + compare(strange["runs"][0], plain))
        status, nothing = check(program, folder, ["fine.chr"], "--format", "sarif")
        case("a log without a finding", wrong_object("log", json.loads(nothing), "log") + ([] if status == 0 else ["status %d" % status]))
    lines, mended = fixes(program, files)
    case("safe edits of %d charters" % mended, lines + ([] if mended > 5 else ["too few"]))
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
