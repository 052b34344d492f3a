#!/usr/bin/env python3
"""The verdicts of examples/incidents against the help desk's own column, for all 1,000 incidents.

Three things are compared: what the help desk wrote into `made_sla`, what the rules of semantics.md give
when they are worked out here minute by minute, and what the program says. The same is done with a
longer export of that system, which names one column differently and has another one twice.
Prints TAP.
"""
import argparse
import csv
import datetime as dt
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLE = os.path.join(ROOT, "examples", "incidents")
LIMITS = {"1": 8, "2": 8, "3": 62, "4": 134}
NOT_READ = ("made_sla", "closed_at", "resolved_at")
results = []


def case(name, wrong):
    results.append(not wrong)
    print("%s - %s" % ("not ok" if wrong else "ok", name))
    for line in wrong[:10]:
        print("# %s" % (line,))
    if len(wrong) > 10:
        print("# … %d in all" % len(wrong))


def instant(text):
    """`29/2/2016 01:16` as minutes."""
    return int(dt.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=dt.timezone.utc).timestamp()) // 60


def shown(minute):
    return dt.datetime.fromtimestamp(minute * 60, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_open(minute):
    days, rest = divmod(minute, 1440)
    return (days + 3) % 7 < 5 and 14 * 60 <= rest < 23 * 60  # 1970-01-01 was a Thursday


def due(start, minutes):
    at, used = start, 0
    while used < minutes:
        used += is_open(at)
        at += 1
    while not is_open(at):  # runs to the next opening
        at += 1
    return at


def incidents(path):
    """{number: rows in order of time}, as they first appear."""
    out = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            out.setdefault(row["number"], []).append(row)
    return out


def own_verdicts(path):
    return {number: "met" if rows[-1]["made_sla"] == "true" else "breached" for number, rows in incidents(path).items()}


def by_the_rules(path):
    """{number: (verdict, start, due, stop)}"""
    out = {}
    for number, rows in incidents(path).items():
        rows = sorted(rows, key=lambda r: instant(r["sys_updated_at"]))
        start = instant(rows[0]["opened_at"])
        closed = next(r for r in rows if r["incident_state"] == "Closed")
        stop = max(instant(closed["sys_updated_at"]), start)
        at = due(start, LIMITS[closed["priority"]] * 60)
        out[number] = ("met" if stop <= at else "breached", shown(start), shown(at), shown(stop))
    return out


def by_program(program, charter, log, folder):
    """[records], or the reason why there are none"""
    out = os.path.join(folder, "verdicts.csv")
    done = subprocess.run([program, "eval", charter, "--log", log, "--verdicts", out, "--format", "json"], cwd=folder,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, timeout=120)
    if done.returncode not in (0, 1):
        raise RuntimeError("exit status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")))
    with open(out, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def agree(name, records, own, rules):
    case(name + ": one record an incident, in order",
         [] if [r["ticket"] for r in records] == list(own) else ["%d records" % len(records)])
    have = {r["ticket"]: r for r in records}
    case(name + ": the help desk's own verdict, for each of %d incidents" % len(own),
         ["%s: %s, the help desk says %s" % (n, have.get(n, {}).get("verdict"), v) for n, v in own.items()
          if have.get(n, {}).get("verdict") != v])
    case(name + ": start, due and stop of each",
         ["%s: %s, by the rules %s" % (n, got, want[1:]) for n, want in rules.items()
          for got in [tuple(have.get(n, {}).get(f) for f in ("start", "due", "stop"))] if got != want[1:]])


def rewritten(folder, name, change):
    """The log with each row, the header too, changed by a function."""
    path = os.path.join(folder, name)
    with open(os.path.join(EXAMPLE, "incidents.csv"), encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(change(rows[0], row) for row in rows)
    return path


def longer(header, row):
    """As the longer export has it: `ident_state`, and `category` a second time."""
    row = ["ident_state" if row is header and c == "incident_state" else c for c in row]
    return row + [row[header.index("category")]]


def blank(header, row):
    """Nothing in the columns that are not to be read."""
    return [c if row is header or header[i] not in NOT_READ else "?" for i, c in enumerate(row)]


def without(header, row):
    return [c for i, c in enumerate(row) if header[i] not in NOT_READ]


def exercise(program, folder):
    charter, log = (os.path.join(EXAMPLE, f) for f in ("incidents.chr", "incidents.csv"))
    own, rules = own_verdicts(log), by_the_rules(log)
    case("there are 1,000 incidents, 549 of them in time",
         [] if (len(own), list(own.values()).count("met")) == (1000, 549) else [str(len(own))])
    case("the rules agree with the help desk", ["%s %s" % (n, rules[n]) for n in own if rules[n][0] != own[n]])
    with open(charter, encoding="utf-8") as file:
        text = file.read()
    case("the charter names no column of the help desk's verdict", [c for c in NOT_READ if '"%s"' % c in text])
    records = by_program(program, charter, log, folder)
    agree("the export", records, own, rules)
    same = lambda name, path, how: case(name, [] if by_program(program, how, path, folder) == records else ["they differ"])
    same("the verdicts do not depend on " + ", ".join(NOT_READ), rewritten(folder, "blank.csv", blank), charter)
    same("nor on these columns being there", rewritten(folder, "without.csv", without), charter)
    renamed = os.path.join(folder, "longer.chr")
    case("the state column is named once", [] if text.count('"incident_state"') == 1 else ["more often"])
    with open(renamed, "w", encoding="utf-8") as file:
        file.write(text.replace('"incident_state"', '"ident_state"'))
    judged = by_program(program, renamed, rewritten(folder, "longer.csv", longer), folder)
    for record in judged:
        record["clause"] = record["clause"].replace("longer.chr", "incidents.chr")
    case("the longer export, with one column name changed", [] if strip(judged) == strip(records) else ["they differ"])


def strip(records):
    """Records with the folder left out of the clause."""
    return [dict(r, clause=os.path.basename(r["clause"])) for r in records]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    program = os.path.abspath(parser.parse_args().charter)
    with tempfile.TemporaryDirectory() as folder:
        try:
            exercise(program, folder)
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            case("the program judges the export", str(error).splitlines())
    print("1..%d" % len(results))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
