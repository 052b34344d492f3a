#!/usr/bin/env python3
"""The report as a page: its figures are those of the JSON report, its year is that of the periods, what it
draws is what the verdicts say, no text of a charter or a log gets out of its place, threads make no
difference, and it keeps its size. Prints TAP.
"""
import argparse
import collections
import csv
import datetime
import fractions
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
EXAMPLES = (("northwind", "northwind.chr", "northwind.csv"), ("incidents", "incidents.chr", "incidents.csv"),
            ("template", "acme.chr", "acme.csv"))
VOID = {"meta", "link", "br", "img", "input"}
HELD = {True: "held", False: "broken", None: "not tested"}
MOST = 3_000_000
results = []


def case(name, wrong):
    results.append(not wrong)
    print("%s %d - %s" % ("not ok" if wrong else "ok", len(results), name))
    if wrong:
        print("# " + str(wrong)[:2000].replace("\n", "\n# "))


class Page(html.parser.HTMLParser):
    """The tables of a page by their ids: rows of (words, value) by the words of the head; links; tags that
    are open at the end; every start tag with its attributes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tables, self.heads, self.table, self.row, self.cell = {}, {}, None, None, None
        self.open, self.wrong, self.tags, self.promises, self.rects = [], [], [], [], collections.Counter()
        self.said, self.summaries, self.figure = [], [], None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.table = found.get("id")
            self.tables[self.table], self.heads[self.table] = [], []
        elif tag == "tr":
            self.row = []
        elif tag in ("td", "th"):
            self.cell = ["", found.get("data-v")]
        elif tag == "li" and "promises" in self.classes():
            self.promises.append("")
        elif tag == "summary":
            self.summaries.append("")
        elif tag in ("rect", "line", "circle", "path"):
            self.open.pop()

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def classes(self):
        return [found.get("class", "") for tag, found in self.tags[-400:] if tag == "ul"][-1:]

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append("</%s> in %s" % (tag, self.open[-3:]))
            return
        self.open.pop()
        if tag in ("td", "th") and self.row is not None:
            self.row.append(tuple(self.cell))
            self.cell = None
        elif tag == "tr":
            heads = self.heads[self.table]
            if not heads:
                heads.extend(words for words, _ in self.row)
            else:
                self.tables[self.table].append(dict(zip(heads, self.row)))
            self.row = None

    def handle_data(self, data):
        self.said.append(data)
        if self.cell is not None:
            self.cell[0] += data
        if self.open and "li" in self.open and self.promises:
            self.promises[-1] += " " + data
        if self.open and self.open[-1] == "summary":
            self.summaries[-1] += data


def run(program, arguments, folder):
    done = subprocess.run([program] + arguments, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=600, check=False)
    if done.returncode not in (0, 1, 5):
        raise RuntimeError("%s: exit status %d: %s" % (arguments, done.returncode, done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8")


class Example:
    def __init__(self, program, folder, charter, log, extra=()):
        self.program, self.folder, self.arguments = program, folder, ["eval", charter, "--log", log] + list(extra)

    def page_text(self, *more):
        return run(self.program, self.arguments + ["--format", "html"] + list(more), self.folder)

    def json(self, scratch):
        notices = os.path.join(scratch, "notices.csv")
        return json.loads(run(self.program, self.arguments + ["--format", "json", "--drivers", "--notices", notices], self.folder))

    def verdicts(self, scratch):
        path = os.path.join(scratch, "verdicts.csv")
        run(self.program, self.arguments + ["--verdicts", path], self.folder)
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


# ---------- figures ----------

def placed(name):
    """As in an id, which has no blanks."""
    return name.replace(" ", "_")


def value(cell):
    """The exact figure of a cell; None where it has none."""
    return None if cell[1] is None else float(cell[1])


class Compared:
    """What was compared, and what differs."""

    def __init__(self):
        self.count, self.wrong = 0, []

    def __call__(self, what, on_page, in_json):
        self.count += 1
        if on_page != in_json:
            self.wrong.append("%s: %r on the page, %r in JSON" % (what, on_page, in_json))

    def figures(self, what, row, of, names):
        for head, key in names:
            self("%s %s" % (what, key), value(row[head]), None if of[key] is None else float(of[key]))


COUNTS = [(name, name) for name in ("met", "breached", "pending")]
TIMES = [("mean", "mean"), ("half within", "p50"), ("90%", "p90"), ("95%", "p95"), ("99%", "p99"), ("longest", "max")]


def compare_targets(compared, page, report):
    titles = {}
    for row, used, target in zip(page.tables["targets:counts"], page.tables["targets:used"], report["targets"]):
        name = target["name"]
        titles[name] = target["title"]
        compared(name, row["target"][0], target["title"])
        compared.figures(name, row, target, COUNTS + [(n, n) for n in ("uncovered", "excluded", "error")] +
                         [("in time", "compliance"), ("promise", "promise")])
        compared(name + " held", row["held"][0], HELD[target["held"]] if target["promise"] is not None else "–")
        compared.figures(name, used, target["used"], TIMES)
        compare_periods(compared, page.tables.get("periods:" + placed(name), []), target)
        compare_keys(compared, page, target)
    compared("targets", len(page.tables["targets:counts"]), len(report["targets"]))
    return titles


def compare_periods(compared, rows, target):
    compared(target["name"] + " periods", len(rows), len(target["periods"]))
    for row, period in zip(rows, target["periods"]):
        what = "%s %s" % (target["name"], period["period"])
        compared(what, row[next(iter(row))][0], period["period"])
        compared.figures(what, row, period, COUNTS + [("in time", "compliance")])
        if "held" in row:
            compared(what + " held", row["held"][0], HELD[period["held"]])
        if "at best" in row:
            compared.figures(what, row, period, [("at best", "best"), ("at worst", "worst")])


def compare_keys(compared, page, target):
    rows = page.tables.get("by:" + placed(target["name"]), [])
    compared(target["name"] + " keys", len(rows), len(target["by"]) if target["by"] and target["by"][0]["key"] else 0)
    for row, key in zip(rows, target["by"]):
        what = "%s %s" % (target["name"], key["key"])
        compared(what, [row[name][0] for name in key["key"]], list(key["key"].values()))
        compared.figures(what, row, key, COUNTS + [("in time", "compliance")])
        compared.figures(what, row, key["used"], [("half within", "p50"), ("90% within", "p90")])


def compare_lines(compared, page, kind, lines, figures):
    seen = collections.Counter()
    for line in lines:
        seen[line["name"]] += 1
        rows = page.tables["periods-%d:%s:%s" % (seen[line["name"]], kind, line["name"])]
        compared(line["name"] + " periods", len(rows), len(line["periods"]))
        for row, period in zip(rows, line["periods"]):
            what = "%s %s" % (line["name"], period["period"])
            compared(what, row[next(iter(row))][0], period["period"])
            compared.figures(what, row, period, [(line.get("figure", head), key) if head == "value" else (head, key) for head, key in figures])
            compared(what + " held", row["held"][0], HELD[period["held"]])


def compare_credits(compared, page, report):
    rows = [(name.split(":", 1)[1], row) for name, table in page.tables.items() if name and name.startswith("credit:") for row in table]
    compared("credits", len(rows), len(report["credits"]))
    for (name, row), credit in zip(rows, report["credits"]):
        compared(name, (name, row[next(iter(row))][0]), (credit["name"], credit["period"]))
        compared.figures(name, row, credit, [("in time", "compliance"), ("below", "band")])
        compared(name + " amount", value(row["credit"]), float(credit["amount"]["minor"]))


def compare_drivers(compared, page, report, attributes):
    for target in report["drivers"]:
        by = collections.defaultdict(dict)
        for of in target["values"]:
            by[of["attribute"]][of["value"]] = of
        for attribute in sorted(by):
            rows = page.tables["breaches:%s:%s" % (placed(target["target"]), attribute)]
            compared("values of " + attribute, len(rows), min(len(by[attribute]), 10))
            attributes.add(attribute)
            for row in rows:
                of = by[attribute][row[next(iter(row))][0]]
                compared.figures(attribute, row, of, [("breached", "breached"), ("decided", "decided"), ("lift", "lift"), ("in excess", "vanish")])
                compared("share of " + attribute, value(row["of breaches"]), float(round(fractions.Fraction(100 * of["breached"], target["breached"]), 4)))
        parts = [p for p in target["parts"] if p["kind"] not in ("paused", "closed")][:12]
        rows = page.tables.get("counted:" + placed(target["target"]), [])
        compared("parts of " + target["target"], [(value(r["in all"]), value(r["breaches"]), value(r["met without it"])) for r in rows],
                 [(float(p["time_s"]), p["breaches"], p["vanish"]) for p in parts])


def compare_rest(compared, page, report):
    if report["notices"].get("escalations") is not None:
        counts = [value(row["notices"]) for row in page.tables.get("notices:counts", [])]
        compared("notices", counts, [float(n["count"]) for n in report["notices"]["escalations"] + report["notices"]["warnings"]])
    uncovered = collections.Counter()
    for row in page.tables.get("uncounted:reasons", []):
        if row["verdict"][0] == "uncovered":
            uncovered[row["reason"][0]] += int(value(row["cycles"]))
    compared("uncovered", dict(uncovered), {u["reason"]: u["count"] for u in report["uncovered"]})
    problems = [value(row["how often"]) for row in page.tables.get("log:problems", []) if value(row["how often"]) is not None]
    log = report["log"]
    compared("problems", problems, [float(p["count"]) for key in ("rejected", "remarks", "unset") for p in log[key]])
    compared("digest", log["digest"] in "".join(page.said), True)


def same_figures(example, name, scratch):
    page, report, compared = Page(example.page_text()), example.json(scratch), Compared()
    attributes = set()
    compare_targets(compared, page, report)
    compare_lines(compared, page, "availability", report["availability"], [("counted", "counted_s"), ("down", "down_s"), ("available", "availability")])
    compare_lines(compared, page, "measure", report["measures"], [("value", "value")])
    compare_credits(compared, page, report)
    compare_drivers(compared, page, report, attributes)
    compare_rest(compared, page, report)
    wrong = compared.wrong or (None if compared.count > 20 else "only %d compared" % compared.count)
    case("%s: %d figures are those of the JSON report" % (name, compared.count), wrong and "\n".join(wrong) if isinstance(wrong, list) else wrong)
    case("%s: tags are closed where they should be" % name, "\n".join(page.wrong) or (None if not page.open else str(page.open)))
    return page, report


# ---------- the year ----------

def begins(label):
    """The first date of a period by its label."""
    if re.fullmatch(r"\d{4}", label):
        return datetime.date(int(label), 1, 1)
    if "Q" in label:
        return datetime.date(int(label[:4]), int(label[-1]) * 3 - 2, 1)
    if "W" in label:
        return datetime.date.fromisocalendar(int(label[:4]), int(label[6:]), 1)
    return datetime.date(*map(int, (label + "-01").split("-")[:3]))


def year_of(line, after):
    """(held, broken) over the periods that begin after a date."""
    held = [p["held"] for p in line["periods"] if begins(p["period"]) > after]
    return held.count(True), held.count(False)


def check_year(name, page, report):
    """What the first screen says, from the periods of the JSON report."""
    as_of = datetime.date(*map(int, report["as_of"][:10].split("-")))
    after = as_of.replace(year=as_of.year - 1)
    lines = [t for t in report["targets"] if t["promise"] is not None] + report["availability"] + report["measures"]
    wrong, broken = [], 0
    for line, said in zip(lines, page.promises):
        held, failed = year_of(line, after)
        broken += failed > 0
        unit = "%s in %d of %d" % (("broken", failed, held + failed) if failed else ("held", held, held + failed))
        if line["title"] not in said or (held + failed and unit not in said):
            wrong.append("%s: %s is not in %s" % (line["name"], unit, " ".join(said.split())))
        shares = [p for p in line["periods"] if begins(p["period"]) > after and p.get("compliance") is not None]
        if shares:
            met, decided = sum(p["met"] for p in shares), sum(p["met"] + p["breached"] for p in shares)
            if "%.2f%%" % (100 * met / decided) not in said:
                wrong.append("%s: %d of %d is not in %s" % (line["name"], met, decided, said))
    words = "".join(page.said)
    if broken and "No: %d of %d" % (broken, len(lines)) not in words:
        wrong.append("the answer is not `No: %d of %d`" % (broken, len(lines)))
    if len(page.promises) < len(lines):
        wrong.append("%d of %d promises" % (len(page.promises), len(lines)))
    case("%s: the first screen tells the year as the periods do" % name, "\n".join(wrong) or (None if lines or name == "incidents" else "no promise"))


# ---------- what is drawn ----------

def check_pictures(name, page, verdicts, report):
    """Bars, the longest breaches and what is pending, from the verdicts."""
    wrong, decided = [], collections.Counter()
    worst, said = collections.defaultdict(list), "".join(page.said)
    for v in verdicts:
        if v["verdict"] in ("met", "breached") and v["used_s"] and float(v["limit_s"]) > 0:
            decided[v["target"]] += 1
        if v["verdict"] == "breached":
            worst[v["target"]].append((float(v["over_s"] or 0), float(v["late_s"] or 0), v["ticket"]))
    for target, count in decided.items():
        part = [v for v in verdicts if v["target"] == target and v["verdict"] in ("met", "breached") and v["used_s"]]
        last = sum(v["verdict"] == "met" and float(v["used_s"]) * 10 > float(v["limit_s"]) * 9 for v in part)
        over = sum(v["verdict"] == "breached" and float(v["used_s"]) > 2 * float(v["limit_s"]) for v in part)
        met = sum(v["verdict"] == "met" for v in part)
        sentence = "Of {:,} decided cycles {:,} were met, {:,} of them in the last tenth of the limit; {:,} were breached, {:,} of them with more than twice the limit.".format(
            count, met, last, count - met, over)
        if sentence not in said:
            wrong.append("not said of %s: %s" % (target, sentence))
    order = [t["name"] for t in report["targets"]]
    tickets = [w[2] for target in order if worst[target] for w in sorted(worst[target], key=lambda w: (-w[0], -w[1]))[:10]]
    shown = [re.split(r"[:,] ", s)[0] for s in page.summaries if re.search(r": Breached", s)]
    if sorted(tickets) != sorted(shown):
        wrong.append("the longest breaches are %s, shown %s" % (tickets, shown))
    pending = [v["ticket"] for v in verdicts if v["verdict"] == "pending"]
    rows = [row["ticket"][0] for row in page.tables.get("pending:cycles", [])]
    if len(pending) <= 50 and sorted(pending) != sorted(rows):
        wrong.append("pending are %s, shown %s" % (pending, rows))
    case("%s: distribution, longest breaches and pending are those of the verdicts" % name, "\n".join(wrong))


def check_openings(page, folder):
    """By hour and weekday, counted again from the incidents' own column of openings (UTC)."""
    counts = collections.Counter()
    with open(os.path.join(folder, "incidents.csv"), encoding="utf-8", newline="") as file:
        opened = {row["number"]: row["opened_at"] for row in csv.DictReader(file)}
    for text in opened.values():
        at = datetime.datetime.strptime(text, "%d/%m/%Y %H:%M")
        counts[at.strftime("%A"), at.hour] += 1
    rows = page.tables["openings:hours"]
    wrong = ["%s %d: %s" % (day, int(value(row["hour"])), row[day][0]) for row in rows[:24]
             for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
             if value(row[day]) != counts[day, int(value(row["hour"]))]]
    case("openings by hour and weekday are those of the log", "\n".join(wrong) or (None if len(rows) == 25 else "%d rows" % len(rows)))
    outside = sum(n for (day, hour), n in counts.items() if day in ("Saturday", "Sunday") or not 14 <= hour < 23)
    sentence = "%d (%.2f%%) came while Help desk hours were closed" % (outside, outside / 10)
    case("and so is how many came outside the hours", None if sentence in "".join(page.said) else sentence)


# ---------- hostile texts ----------

NASTY = '<script>alert(1)</script>"\'&amp;</title></style>\u202egnp\u202c\u0001\u0085<!--'
CHARTER = """charter nasty %(title)s
  language 1
  in-force from 2026-01-01
  timezone UTC
end
ticket has
  priority ladder P2, P1
  room text
end
status
  new is working
  over is done
end
hours desk %(title)s
  open Monday to Friday 09:00 to 17:00
  ignores holidays
end
clock answer
  starts on opened
  stops on over
end
target response %(title)s
  measures answer
  counted in desk
  within 1 hour when priority is P1
  met for at least 95%% of tickets each month
end
"""


def check_hostile(program, scratch):
    title = '"%s"' % NASTY.replace("\\", "\\\\").replace('"', '\\"').replace("\u0001", "").replace("\u0085", "").replace("\u202e", "").replace("\u202c", "")
    with open(os.path.join(scratch, "nasty.chr"), "w", encoding="utf-8") as file:
        file.write(CHARTER % {"title": title})
    with open(os.path.join(scratch, "nasty.csv"), "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ticket", "time", "event", "priority", "room", "status"])
        for i in range(4):
            ticket, priority = "%s-%d" % (NASTY, i), "P1" if i else "P2"
            rows.writerow([ticket, "2026-09-07T10:00:00Z", "opened", priority, NASTY, "new"])
            if i < 3:
                rows.writerow([ticket, "2026-09-07T1%d:00:00Z" % (i + 3), "changed", priority, NASTY, "over"])
    text = run(program, ["eval", "nasty.chr", "--log", "nasty.csv", "--by", "room", "--format", "html"], scratch)
    page = Page(text)
    scripts = [tag for tag, _ in page.tags if tag == "script"]
    strange = sorted({c for c in text if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"})
    case("hostile texts: one script, and it is ours", None if len(scripts) == 1 and "<script>alert" not in text else str(scripts))
    case("hostile texts: tags are closed where they should be", "\n".join(page.wrong) or (None if not page.open else str(page.open)))
    case("hostile texts: no control character, nothing that turns the direction", repr(strange) if strange else None)
    case("hostile texts: they are shown", None if text.count("alert(1)") > 10 and "[U+202E]" in text and "\ufffd" in text else text.count("alert(1)"))
    handlers = [(tag, key) for tag, found in page.tags for key in found if key.startswith("on")]
    case("hostile texts: nothing is run by an attribute", str(handlers) if handlers else None)


# ---------- one page ----------

def check_alone(name, text):
    found = re.findall(r'(?:src|href|action|poster|data)\s*=\s*"(?!#)[^"]*"|url\([^)]*\)|@import[^;]*|https?://[^\s"<]*', text)
    case("%s: the page needs nothing else" % name, str(found[:5]) if found else None)
    ids = re.findall(r' id="([^"]*)"', text)
    twice = [i for i, n in collections.Counter(ids).items() if n > 1]
    missing = [h for h in re.findall(r'href="#([^"]*)"', text) if h not in ids]
    case("%s: names are there once, and links lead to them" % name, str((twice, missing)) if twice or missing else None)


def check_threads(program, folder, name):
    example = Example(program, folder, name + ".chr", name + ".csv")
    texts = {example.page_text("--threads", str(threads)) for threads in (1, 2, 3, 7)}
    case("%s: the same bytes by any number of threads" % name, None if len(texts) == 1 else "%d texts" % len(texts))


def check_size(program, scratch):
    """A generated log of some thousand tickets, with many values: the page does not grow with it."""
    events = 20000 if os.environ.get("CHARTER_TEST_QUICK") else 200000
    build = os.path.join(scratch, "gen_log")
    subprocess.run([os.environ.get("CC", "cc").split()[0], "-O1", "-o", build, os.path.join(HERE, "bench", "gen_log.c"), "-lm"], check=True)
    log = os.path.join(scratch, "large.csv")
    subprocess.run([build, str(events), "-c", log], check=True, stdout=subprocess.DEVNULL)
    example = Example(program, scratch, os.path.join(HERE, "bench", "bench.chr"), log)
    one, two = example.page_text("--threads", "1"), example.page_text("--threads", "4")
    case("a generated log: the same bytes by any number of threads", None if one == two else "they differ")
    case("a page of %d events has at most %d bytes" % (events, MOST), None if len(one.encode()) <= MOST else len(one.encode()))
    check_alone("a generated log", one)
    return example


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charter", required=True, help="the program")
    program = os.path.abspath(parser.parse_args().charter)
    with tempfile.TemporaryDirectory() as scratch:
        for name, charter, log in EXAMPLES:
            folder = os.path.join(ROOT, "examples", name)
            example = Example(program, folder, charter, log, ["--by", "priority"])
            page, report = same_figures(example, name, scratch)
            check_year(name, page, report)
            check_pictures(name, page, example.verdicts(scratch), report)
            check_alone(name, example.page_text())
            if name == "incidents":
                check_openings(page, folder)
        check_threads(program, os.path.join(ROOT, "examples", "northwind"), "northwind")
        check_hostile(program, scratch)
        large = check_size(program, scratch)
        page, report = same_figures(large, "a generated log", scratch)
        check_pictures("a generated log", page, large.verdicts(scratch), report)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
