#!/usr/bin/env python3
"""`charter schema --infer`: whatever the export, its draft passes `check` and reads all of its rows. On the
logs of the examples and cases, and on random exports of every form. Prints TAP.

CHARTER_TEST_SEED and CHARTER_TEST_COUNT set the random ones; a failure prints its seed and keeps its files
with --keep FOLDER.
"""
import argparse
import csv
import gzip
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import quoteattr

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SEED = int(os.environ.get("CHARTER_TEST_SEED", "1"))
COUNT = int(os.environ.get("CHARTER_TEST_COUNT", "300")) // 3
SHELL = """
charter wrapped
  timezone UTC
  in-force from 1970-01-01
end
clock whole
  starts on opened
  stops on resolved
end
target whole
  measures whole
  counted in always
  within 1 hour
end
"""
results = []


def case(name, wrong):
    results.append(not wrong)
    print("%s %d - %s" % ("not ok" if wrong else "ok", len(results), name))
    for line in str(wrong or "").splitlines()[:20]:
        print("# " + line[:300])


class Bench:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments):
        done = subprocess.run([self.program] + list(arguments), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=120, check=False)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def drafted(self, log):
        """What is wrong with the draft of a log, or None; and the draft."""
        status, draft, said = self.run("schema", "--infer", log)
        if status != 0 or "note:" in said:
            return "schema: exit status %d\n%s\n%s" % (status, said, draft[:3000]), draft
        with open(self.path("draft.chr"), "w", encoding="utf-8") as file:
            file.write(draft)
        with open(self.path("whole.chr"), "w", encoding="utf-8") as file:
            file.write(SHELL + draft)
        for command in (["check", "draft.chr"], ["fmt", "--check", "draft.chr"],
                        ["eval", "whole.chr", "--log", log, "--as-of", "2040-01-01 00:00", "--format", "json"]):
            status, out, said = self.run(*command)
            if status not in (0, 1, 5) or (command[0] != "eval" and status) or "error" in said:
                return "%s: exit status %d\n%s\n%s" % (" ".join(command), status, said, draft[:3000]), draft
        return (None if json.loads(out)["log"]["rejected"] == [] else out), draft


# ---------------------------------------------------------------- random exports

HEADERS = ["Ticket", "ticket_id", "Case ID", "number", "nr"]
TIMES = ["time", "updated_at", "Timestamp", "sys_updated_at"]
OTHERS = ["status", "State", "priority", "Priority (P)", "impact", "assignment_group", "end", "is", "Monday", "working", "category",
          "Kategorie", "Größe", "made_sla", "say \"hi\"", "a.b", "[x]", "it's", "{curly}", "back\\slash", "  ", "1st", "42", "über-all",
          "event", "actor", "public", "id", "opened_at", "closed", "ticket", "time", "日本", "a,b", "a;b", "#", "count", "c\u00a0d"]
WORDS = ["New", "Open", "In Progress", "Awaiting User Info", "Resolved", "Closed", "working", "waiting", "done", "open", "OPEN", "a\"b",
         "x{y}", "tab\tin", "back\\", "é", "1", "2", "3 - Moderate", "P1", "P2", "end", "is", "Low", "high", "HIGH", "very high", "yes", "no",
         "true", "false", "–", "#", "value-1", "value-2", "in-progress", "日本", "a, b", "it's", "<&>", "]]>"]
MISSING = ["", "?", "N/A", "NULL", "-"]
FORMATS = ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d.%m.%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f+0000",
           "%d-%b-%Y %H:%M", "%b %d, %Y %I:%M %p", "epoch", "millis"]


def stamp(rng, form, at):
    if form in ("epoch", "millis"):
        return str(int(at.replace(tzinfo=timezone.utc).timestamp()) * (1000 if form == "millis" else 1))
    return at.strftime(form)


def column(rng, rows):
    """Values of a column of which nobody knows what it is."""
    sort = rng.randrange(7)
    missing = rng.choice(MISSING) if rng.random() < 0.4 else None
    pool = rng.sample(WORDS, rng.randint(1, 8))
    form, start = rng.choice(FORMATS), datetime(2026, 1, 1) + timedelta(minutes=rng.randrange(10 ** 6))
    makers = [lambda: rng.choice(pool), lambda: str(rng.randrange(5)), lambda: "%d.%d" % (rng.randrange(100), rng.randrange(100)),
              lambda: rng.choice(["true", "false"]), lambda: "text %d" % rng.randrange(10 ** 6),
              lambda: stamp(rng, form, start + timedelta(minutes=rng.randrange(10 ** 5))), lambda: str(rng.randrange(10 ** 12))]
    return [missing if missing is not None and rng.random() < 0.3 else makers[sort]() for _ in range(rows)]


def table(rng):
    """(headers, rows): tickets with several rows, or with one each."""
    rows, per_ticket = rng.randint(2, 60), rng.random() < 0.4
    tickets = rows if per_ticket else max(1, rows // rng.randint(2, 6))
    headers = [rng.choice(HEADERS), rng.choice(TIMES)]
    headers += [h for h in rng.sample(OTHERS, rng.randint(0, 12)) if h.lower() not in (headers[0].lower(), headers[1].lower())]
    form, at = rng.choice(FORMATS), datetime(2026, 1, 1, 8)
    times = []
    for _ in range(rows):
        at += timedelta(minutes=rng.randint(1, 5000))
        times.append(stamp(rng, form, at))
    names = ["T%d" % i for i in (range(rows) if per_ticket else [rng.randrange(tickets) for _ in range(rows)])]
    columns = [names, times] + [column(rng, rows) for _ in headers[2:]]
    return headers, list(zip(*columns))


def as_csv(rng, headers, rows, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=rng.choice(["\n", "\r\n"]))
    writer.writerow(headers)
    writer.writerows(rows)
    return out.getvalue()


def nested(headers, row):
    """A record; every second column stands in an object."""
    record = {}
    for i, (name, value) in enumerate(zip(headers, row)):
        place = record if i % 2 else record.setdefault("fields" if i % 4 else "more.fields", {})
        place[name] = None if value == "" else value
    return record


def as_xes(headers, rows):
    out, cases = ["<log>"], {}
    for row in rows:
        cases.setdefault(row[0], []).append(row)
    clean = lambda text: "".join(c if c >= " " else " " for c in text)
    for name, events in cases.items():
        out.append('<trace><string key="concept:name" value=%s/>' % quoteattr(name))
        for row in events:
            out.append('<event><date key="time:timestamp" value=%s/>' % quoteattr(row[1]))
            out += ['<string key=%s value=%s/>' % (quoteattr(h), quoteattr(clean(v))) for h, v in zip(headers[2:], row[2:]) if v]
            out.append("</event>")
        out.append("</trace>")
    return "".join(out + ["</log>"])


def export(rng):
    headers, rows = table(rng)
    form = rng.choice(["csv", "semicolon", "tsv", "ndjson", "nested", "xes"])
    if form in ("semicolon", "tsv"):  # a comma in a header says otherwise
        headers = [h for h in headers if "," not in h]
        rows = [row[:len(headers)] for row in rows]
    if form == "ndjson":
        text = "".join(json.dumps(dict(zip(headers, row))) + "\n" for row in rows)
    elif form == "nested":
        text = "".join(json.dumps(nested(headers, row), ensure_ascii=rng.random() < 0.5) + "\n" for row in rows)
    elif form == "xes":
        text = as_xes(headers, rows)
    else:
        text = as_csv(rng, headers, rows, {"csv": ",", "semicolon": ";", "tsv": "\t"}[form])
    return form, text


def random_exports(bench, keep):
    for number in range(COUNT):
        seed = SEED * 1000003 + number
        rng = random.Random(seed)
        form, text = export(rng)
        data = text.encode()
        name = "export.tsv" if form == "tsv" else "export"
        with open(bench.path(name), "wb") as file:
            file.write(gzip.compress(data) if rng.random() < 0.3 else data)
        wrong, draft = bench.drafted(name)
        if wrong and keep:
            os.makedirs(keep, exist_ok=True)
            for file, content in (("%d.export" % seed, data), ("%d.chr" % seed, draft.encode())):
                with open(os.path.join(keep, file), "wb") as out:
                    out.write(content)
        if wrong or number % 20 == 0:
            case("random export %d, %s" % (seed, form), wrong)
    case("%d random exports" % COUNT, None if all(results) else "see above")


def known_logs(bench):
    logs = [os.path.join(ROOT, "examples", "incidents", "incidents.csv"), os.path.join(ROOT, "examples", "northwind", "northwind.csv")]
    for folder in (os.path.join(ROOT, "tests", "cases", "logs"), os.path.join(ROOT, "tests", "cli", "files")):
        for base, _, files in sorted(os.walk(folder)):
            logs += [os.path.join(base, f) for f in sorted(files) if f.endswith((".csv", ".tsv", ".ndjson", ".xes"))]
    for log in logs:
        status, _, _ = bench.run("schema", "--infer", log)
        if status == 5:
            continue  # no ticket or no time of its own, and it says so
        case("the log %s" % os.path.relpath(log, ROOT), bench.drafted(log)[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(os.path.abspath(options.charter), folder)
        known_logs(bench)
        random_exports(bench, options.keep)
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
