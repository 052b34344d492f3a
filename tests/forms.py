#!/usr/bin/env python3
"""`charter test` as TAP, JUnit and JSON, read by what knows nothing of it: Perl's TAP::Parser (what `prove` runs on), an
XML parser, a JSON parser. All three tell the same of the same tests, with titles that would break each of them.

    tests/forms.py --charter build/charter

Prints TAP.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

HEAD = """charter desk
  in-force from 2026-01-01
  timezone UTC
  currency EUR
end
hours office
  open Monday to Friday 09:00 to 17:00
  ignores holidays
end
clock handling
  starts on opened
  stops on resolved
end
target resolution
  measures handling
  counted in office
  within 4 hours called plain
  met for at least 90% of tickets each month
end
credit slow
  for resolution each month
  EUR 10 below 90%
end
contact boss
  email "boss@example.org"
end
escalation path
  for resolution
  at breach tell boss
end
"""
TITLES = ["plain", "a # hash", "# SKIP not this one", "a # to" "do neither".replace("to", "TO").replace("do n", "DO n"), "<b>&amp;</b>", "'single' and \\\"double\\\"",
          "back\\\\slash", "ok 1 - in disguise", "... and --- lines", "1..7", "ünï – „code“ 日本", "]]>", "tab\tbetween", "a: b - c"]
WRONG = ["resolution due 2026-03-02 15:00", "resolution due 2026-03-02 11:00", "resolution met", "resolution used 1 hour",
         "resolution over 30 minutes", "resolution paused 1 hour", "resolution clause plain", "path tells no one",
         "resolution cycle 2 met", "slow at 80% is EUR 5"]
RIGHT = ["resolution due 2026-03-02 13:00", "resolution breached", "path tells boss at 2026-03-02 13:00",
         "slow at 80% is EUR 10"]
PERL = r"""
use TAP::Parser; use JSON::PP;
my ($path, $p, @seen) = ($ARGV[0]);
$p = TAP::Parser->new({source => $path});
while (my $row = $p->next) {
  push @seen, {title => $row->description, ok => $row->is_actual_ok ? 1 : 0, skip => $row->has_skip ? 1 : 0,
               todo => $row->has_todo ? 1 : 0, notes => 0} if $row->is_test;
  $seen[-1]{failures} = $row->data->{failures} if $row->is_yaml;
  $seen[-1]{notes}++ if $row->is_comment;
}
binmode STDOUT; print JSON::PP->new->latin1->encode({tests => \@seen, errors => [$p->parse_errors], plan => $p->tests_planned});
"""


def charter_text():
    out = [HEAD]
    for number, title in enumerate(TITLES):
        expects = RIGHT if number % 2 else RIGHT[:1] + WRONG[number % len(WRONG):] + WRONG[:2]
        out.append('test "%s"\n  opened at 2026-03-02 09:00\n  at 2026-03-02 16:00 resolved\n%send\n'
                   % (title, "".join("  expect %s\n" % line for line in expects)))
    out.append('property "of <all> # of them"\n  expect resolution within 3 hours in office\nend\n')
    return "".join(out)


def run(charter, folder, form):
    done = subprocess.run([charter, "test", "wild & <odd>.chr", "--format", form], cwd=folder, stdout=subprocess.PIPE, check=False)
    return done.returncode, done.stdout


def from_json(text):
    rows = [json.loads(line) for line in text.decode("utf-8").splitlines()]
    return [(r.get("test", r.get("property")), r["passed"], [(f["line"], f["expected"], f["got"]) for f in r["failed"]]) for r in rows]


def from_tap(folder, text):
    path = os.path.join(folder, "results.tap")
    with open(path, "wb") as file:
        file.write(text)
    said = subprocess.run(["perl", "-e", PERL, path], stdout=subprocess.PIPE, check=True).stdout
    return json.loads(said.decode("utf-8"))


def untap(title):
    """A description as it was before `\\` and `#` were escaped."""
    return re.sub(r"^- ", "", title).replace("\\#", "#").replace("\\\\", "\\")


def squeezed(text):
    return " ".join(text.split())


class Report:
    def __init__(self):
        self.count = 0

    def case(self, title, good, why=""):
        self.count += 1
        print("%s - %s" % ("ok" if good else "not ok", title))
        if not good:
            print("# " + repr(why)[:2000])


def compare_tap(report, tests, tap):
    report.case("TAP: no error for the parser", not tap["errors"], tap["errors"])
    report.case("TAP: as many tests as planned", tap["plan"] == len(tests) == len(tap["tests"]), tap["plan"])
    for (title, passed, failed), row in zip(tests, tap["tests"]):
        report.case("TAP: " + squeezed(title).replace("#", "."), squeezed(untap(row["title"])) == squeezed(title)
                    and bool(row["ok"]) == passed and not row["skip"] and not row["todo"]
                    and [(int(f["line"]), f["expected"], f["got"]) for f in row.get("failures", [])] == failed
                    and bool(row["notes"]) != passed, row)


def compare_junit(report, tests, text):
    root = xml.etree.ElementTree.fromstring(text)
    cases, suite = list(root.iter("testcase")), root.find("testsuite")
    failures = sum(not passed for _, passed, _ in tests)
    report.case("JUnit: one suite, named as its file", len(root) == 1 and suite.get("name") == "wild & <odd>.chr", suite.attrib)
    report.case("JUnit: its counts", [root.get("tests"), suite.get("tests"), root.get("failures"), suite.get("failures")]
                == [str(len(tests))] * 2 + [str(failures)] * 2, root.attrib)
    report.case("JUnit: as many cases", len(cases) == len(tests), len(cases))
    for (title, passed, failed), case in zip(tests, cases):
        found = case.findall("failure")
        told = not found or all(expected in found[0].text and ":%d: " % line in found[0].text for line, expected, _ in failed)
        message = not found or found[0].get("message") == "expected %s, got %s" % failed[0][1:]
        report.case("JUnit: " + squeezed(title).replace("#", "."), squeezed(case.get("name")) == squeezed(title) and told
                    and message and len(found) == (0 if passed else 1), xml.etree.ElementTree.tostring(case))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    charter, report = os.path.abspath(parser.parse_args().charter), Report()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "wild & <odd>.chr"), "w", encoding="utf-8") as file:
            file.write(charter_text())
        answers = {form: run(charter, folder, form) for form in ("json", "tap", "junit")}
        report.case("all end with status 1", [status for status, _ in answers.values()] == [1, 1, 1], list(answers.values())[0])
        tests = from_json(answers["json"][1])
        report.case("JSON: all tests, half of them pass", len(tests) == len(TITLES) + 1
                    and [passed for _, passed, _ in tests] == [n % 2 == 1 for n in range(len(TITLES))] + [False], tests)
        compare_tap(report, tests, from_tap(folder, answers["tap"][1]))
        compare_junit(report, tests, answers["junit"][1])
    print("1..%d" % report.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
