#!/usr/bin/env python3
"""charter beside other programs on one question: rivals.py CHARTER LOG.csv [--baseline FILE] [--save]

Each program answers how many tickets were resolved in time, by month (question.chr), over the
same log in one run; their answers are compared first, and a program with another answer is no rival. What
is not installed is said. Then the reading limit (`wc -l`) and the time to start. The table shows the median
of several runs, and the ratio to charter on one thread. A ratio to Python, which is as busy, that is half as
much again as in the stored baseline is called a regression (exit status 1). DuckDB is looked for as @duckdb/node-api in
$DUCKDB_NODE, by default build/bench/node_modules; PostgreSQL gets a server of its own for the run.
"""
import argparse
import datetime
import json
import os
import pwd
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zoneinfo

HERE = os.path.dirname(os.path.abspath(__file__))
ZONE = zoneinfo.ZoneInfo("Europe/London")
UTC = datetime.timezone.utc
HOLIDAYS = {datetime.date.fromisoformat(d) for d in (
    "2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26 2026-01-01 2026-04-03 "
    "2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28 2027-01-01").split()}
FIRST, LAST = datetime.date(2025, 1, 1), datetime.date(2027, 1, 3)
OPEN, LIMITS = 30600, {"P1": 14400, "P2": 28800, "P3": 57600, "P4": 144000}
SLOW = 20.0  # seconds after which a program is timed once only


def days():
    """(day since 1970, when the office opens, how long, office time before), in seconds; and months."""
    before, table, months, date = 0, [], [], FIRST
    while date <= LAST:
        midnight = datetime.datetime.combine(date, datetime.time(9), ZONE).astimezone(UTC)
        length = OPEN if date.weekday() < 5 and date not in HOLIDAYS else 0
        table.append((date.toordinal() - datetime.date(1970, 1, 1).toordinal(), int(midnight.timestamp()), length, before))
        before += length
        if date.day == 1:
            begin = datetime.datetime.combine(date, datetime.time(0), ZONE)
            months.append((date.strftime("%Y-%m"), int(begin.timestamp())))
        date += datetime.timedelta(days=1)
    return table, months


DAYS, MONTHS = days()

# ---- programs: each gives rows of month, first priority, tickets, met, breached ----

QUESTION = """
WITH b AS (SELECT ticket, status, priority, t, d.pre + CASE WHEN t < d.o THEN 0 WHEN t > d.o + d.len THEN d.len ELSE t - d.o END AS b
  FROM (SELECT ticket, status, priority, {t} AS t FROM log) e JOIN days d ON d.day = {day}),
w AS (SELECT *, coalesce(lead(b) OVER k, (SELECT max(b) FROM b)) - b AS d, lead(t) OVER k IS NULL AS last, lag(t) OVER k IS NULL AS first
  FROM b WINDOW k AS (PARTITION BY ticket ORDER BY t)),
k AS (SELECT ticket, min(t) AS opened, max(CASE WHEN first THEN priority END) AS priority, max(CASE WHEN last THEN status END) AS status,
  sum(CASE WHEN status IN ('new', 'open') THEN d ELSE 0 END) AS used FROM w GROUP BY ticket)
SELECT m.name, k.priority, count(*), sum(CASE WHEN status = 'closed' AND used <= l.most THEN 1 ELSE 0 END),
  sum(CASE WHEN used > l.most THEN 1 ELSE 0 END)
FROM k JOIN limits l ON l.priority = k.priority JOIN months m ON k.opened >= m.o AND k.opened < m.next GROUP BY 1, 2 ORDER BY 1, 2;
"""
COLUMNS = ["ticket", "time", "event", "actor", "status", "priority", "channel", "service", "team", "customer"]


def tables():
    """The calendar, the months and the limits as SQL that all of them understand."""
    later = [m[1] for m in MONTHS[1:]] + [1 << 40]
    rows = {"days(day, o, len, pre)": DAYS, "months(name, o, next)": [m + (n,) for m, n in zip(MONTHS, later)],
            "limits(priority, most)": list(LIMITS.items())}
    types = {"name": "TEXT", "priority": "TEXT"}
    out = []
    for head, values in rows.items():
        name, fields = head.rstrip(")").split("(")
        out.append("CREATE TABLE %s(%s);" % (name, ", ".join(f + " " + types.get(f, "BIGINT") for f in fields.split(", "))))
        out.append("INSERT INTO %s VALUES %s;" % (name, ", ".join(str(v) for v in values)))
    return "\n".join(out)


AWK = r"""
BEGIN { while ((getline line < table) > 0) { split(line, x, " "); O[x[1]] = x[2]; L[x[1]] = x[3]; P[x[1]] = x[4] }
  while ((getline line < months) > 0) { split(line, x, " "); N[++n] = x[1]; M[n] = x[2] }
  most["P1"] = 14400; most["P2"] = 28800; most["P3"] = 57600; most["P4"] = 144000 }
NR > 1 { date = substr($2, 1, 10)
  if (date != known) { known = date; y = substr(date, 1, 4); m = substr(date, 6, 2) + 0; d = substr(date, 9, 2)
    if (m < 3) { y--; m += 12 }
    day = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + d - 719469 }
  t = day * 86400 + substr($2, 12, 2) * 3600 + substr($2, 15, 2) * 60 + substr($2, 18, 2)
  in_day = t - O[day]; if (in_day < 0) in_day = 0; if (in_day > L[day]) in_day = L[day]
  b = P[day] + in_day; if (b > top) top = b
  if (!($1 in opened)) { opened[$1] = t; priority[$1] = $6 } else if (status[$1] == "new" || status[$1] == "open") used[$1] += b - at[$1]
  at[$1] = b; status[$1] = $5 }
END { for (k in opened) { s = status[k]; if (s == "new" || s == "open") used[k] += top - at[k]
    for (i = n; M[i] > opened[k]; i--) ; c = N[i] "," priority[k]; all[c]++
    if (used[k] > most[priority[k]]) late[c]++; else if (s == "closed") met[c]++ }
  for (c in all) print c "," all[c] "," met[c] + 0 "," late[c] + 0 }
"""

MILLER = r"""
begin { @n = 0; @top = 0; @most = {"P1": 14400, "P2": 28800, "P3": 57600, "P4": 144000}; %(tables)s }
t = strptime($time, "%%Y-%%m-%%dT%%H:%%M:%%SZ"); day = "d" . (t // 86400);
b = @P[day] + max(0, min(@L[day], t - @O[day])); @top = max(@top, b); k = $ticket;
if (is_absent(@opened[k])) { @opened[k] = t; @used[k] = 0; @priority[k] = $priority } elif (@status[k] == "new" || @status[k] == "open") { @used[k] += b - @at[k] }
@at[k] = b; @status[k] = $status;
end { for (k, t in @opened) { s = @status[k]; if (s == "new" || s == "open") { @used[k] += @top - @at[k] }
    name = ""; for (m, o in @M) { if (o <= t) { name = m } }
    c = name . "," . @priority[k]; @all[c] = is_absent(@all[c]) ? 1 : @all[c] + 1;
    if (is_absent(@late[c])) { @late[c] = 0; @met[c] = 0 }
    if (@used[k] > @most[@priority[k]]) { @late[c] += 1 } elif (s == "closed") { @met[c] += 1 } }
  for (c, v in @all) { print c . "," . v . "," . @met[c] . "," . @late[c] } }
"""

PYTHON = r"""
import csv, sys
from bisect import bisect_right
from collections import Counter
from datetime import datetime
table = {int(d): (int(o), int(n), int(p)) for d, o, n, p in (line.split() for line in open(sys.argv[2]))}
months = [(int(o), name) for name, o in (line.split() for line in open(sys.argv[3]))]
most = {"P1": 14400, "P2": 28800, "P3": 57600, "P4": 144000}
tickets, top = {}, 0
for row in csv.DictReader(open(sys.argv[1], newline="")):
    t = int(datetime.fromisoformat(row["time"]).timestamp())
    o, length, before = table[t // 86400]
    b = before + max(0, min(length, t - o))
    top = max(top, b)
    k = tickets.get(row["ticket"])
    if k is None:
        k = tickets[row["ticket"]] = [t, 0, b, "", row["priority"]]
    elif k[3] in ("new", "open"):
        k[1] += b - k[2]
    k[2:4] = b, row["status"]
all_, met, late = Counter(), Counter(), Counter()
for opened, used, at, status, priority in tickets.values():
    used += top - at if status in ("new", "open") else 0
    cell = months[bisect_right(months, (opened, "~")) - 1][1], priority
    all_[cell] += 1
    late[cell] += used > most[priority]
    met[cell] += used <= most[priority] and status == "closed"
for cell in all_:
    print(*cell, all_[cell], met[cell], late[cell], sep=",")
"""

DUCK = r"""
const { DuckDBInstance } = require(process.argv[2] + "/@duckdb/node-api");
const fs = require("fs");
(async () => {
  const c = await (await DuckDBInstance.create(":memory:")).connect();
  const sql = fs.readFileSync(process.argv[3], "utf8").split(";\n").filter((s) => s.trim());
  for (const s of sql.slice(0, -1)) await c.run(s);
  const rows = await (await c.run(sql[sql.length - 1])).getRows();
  for (const r of rows) console.log(r.map(String).join(","));
})();
"""


def output(command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **more)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def first_line(command):
    try:
        _, out, err = output(command)
    except OSError:
        return ""
    return (out + err).strip().split("\n")[0][:60]


def cells(text):
    """{(month, priority): (tickets, met, breached)} of lines of CSV"""
    rows = [line.replace("|", ",").split(",") for line in text.strip().split("\n") if re.match(r"\d{4}-\d\d[,|]P\d", line)]
    return {(r[0], r[1]): tuple(int(float(x)) for x in r[2:5]) for r in rows}


def margins(table):
    """Met and breached by month: what a report of charter has."""
    out = {}
    for (month, _), (_, met, late) in table.items():
        got = out.get(month, (0, 0))
        out[month] = (got[0] + met, got[1] + late)
    return {key: value for key, value in out.items() if value != (0, 0)}


def of_charter(text):
    target = json.loads(text)["targets"][0]
    return {p["period"]: (p["met"], p["breached"]) for p in target["periods"] if p["met"] or p["breached"]}


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.log = options, folder, os.path.abspath(options.log)
        self.write("days", "".join("%d %d %d %d\n" % d for d in DAYS))
        self.write("months", "".join("%s %d\n" % m for m in MONTHS))
        self.server = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    # ---- what can be run: (name, version, command or None and why not, how the answer is read) ----

    def charter(self, threads):
        command = [self.options.charter, "eval", os.path.join(HERE, "question.chr"), "--log", self.log,
                   "--format", "json", "--progress", "never", "--threads", str(threads)]
        return "charter, %d thread%s" % (threads, "s"[:threads > 1]), first_line([self.options.charter, "--version"]), command, of_charter

    def awk(self, program):
        script = self.write("question.awk", AWK)
        command = [program, "-F,", "-v", "table=" + self.path("days"), "-v", "months=" + self.path("months"), "-f", script, self.log]
        version = first_line([program, "-W", "version"] if program == "mawk" else [program, "--version"])
        return program, version, command, None

    def python(self):
        script = self.write("question.py", PYTHON)
        return "python", first_line([sys.executable, "--version"]), [sys.executable, script, self.log, self.path("days"),
                                                                     self.path("months")], None

    def miller(self):
        lines = ['@O["d%d"] = %d; @L["d%d"] = %d; @P["d%d"] = %d;' % (d, o, d, n, d, p) for d, o, n, p in DAYS]
        lines += ['@M["%s"] = %d;' % m for m in MONTHS]
        script = self.write("question.mlr", MILLER % {"tables": " ".join(lines)})
        return "mlr", first_line(["mlr", "--version"]), ["mlr", "--icsv", "--ocsv", "put", "-q", "-f", script, self.log], None

    def sqlite(self):
        text = "CREATE TABLE log(%s);\n.mode csv\n.import --skip 1 %s log\n" % (", ".join(COLUMNS), self.log)
        text += tables() + QUESTION.format(t="unixepoch(time)", day="t / 86400")
        script = self.write("question.sqlite", text)
        return "sqlite3", first_line(["sqlite3", "--version"]), ["sh", "-c", 'exec sqlite3 :memory: < "$0"', script], None

    def duckdb(self):
        place = os.environ.get("DUCKDB_NODE", os.path.join(HERE, "..", "..", "build", "bench", "node_modules"))
        if not os.path.isdir(os.path.join(place, "@duckdb", "node-api")):
            return "duckdb", None, None, None
        types = ", ".join("'%s': '%s'" % (c, "TIMESTAMP" if c == "time" else "VARCHAR") for c in COLUMNS)
        text = "CREATE VIEW log AS SELECT * FROM read_csv('%s', header = true, columns = {%s});\n" % (self.log, types)
        text += tables() + QUESTION.format(t="epoch(time)::BIGINT", day="t // 86400")
        with open(os.path.join(place, "@duckdb", "node-api", "package.json"), encoding="utf-8") as file:
            version = "@duckdb/node-api " + json.load(file)["version"]
        return "duckdb", version, ["node", self.write("duck.js", DUCK), os.path.abspath(place), self.write("question.duck", text)], None

    def as_server(self, command):
        """The server refuses to run as root."""
        return (["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []) + command

    def postgres(self):
        if not self.start_server():
            return "postgres", None, None, None
        text = "CREATE UNLOGGED TABLE log(%s);\n" % ", ".join(c + (" timestamptz" if c == "time" else " text") for c in COLUMNS)
        text += "\\copy log FROM '%s' CSV HEADER\nANALYZE log;\n" % self.log
        text += tables() + QUESTION.format(t="extract(epoch FROM time)::bigint", day="t / 86400")
        text = "DROP TABLE IF EXISTS log, days, months, limits;\n" + text
        script = self.write("question.pg", text)
        command = ["psql", "-h", self.server, "-U", "postgres", "-d", "postgres", "-q", "-A", "-t", "-F", ",", "-f", script]
        return "postgres", first_line(["psql", "--version"]), command, None

    def start_server(self):
        if not all(map(shutil.which, ("psql", "initdb", "pg_ctl"))):
            return False
        place = tempfile.mkdtemp(prefix="pg", dir="/tmp")
        if os.geteuid() == 0:
            try:
                shutil.chown(place, pwd.getpwnam("postgres").pw_uid)
            except KeyError:
                return False
        self.server = place
        code, _, _ = output(self.as_server(["initdb", "-D", place + "/data", "-U", "postgres", "-A", "trust"]), cwd=place)
        options = "-k %s -c listen_addresses= -c shared_buffers=1GB -c work_mem=512MB -c fsync=off" % place
        if code == 0:
            code, _, _ = output(self.as_server(["pg_ctl", "-D", place + "/data", "-w", "-l", place + "/said", "-o", options, "start"]), cwd=place)
        return code == 0

    def stop_server(self):
        if self.server:
            output(self.as_server(["pg_ctl", "-D", self.server + "/data", "-m", "immediate", "stop"]), cwd=self.server)
            shutil.rmtree(self.server, ignore_errors=True)

    def rivals(self):
        yield self.charter(1)
        if len(os.sched_getaffinity(0)) > 1:
            yield self.charter(len(os.sched_getaffinity(0)))
        for program in ("mawk", "gawk"):
            yield self.awk(program) if shutil.which(program) else (program, None, None, None)
        yield self.python()
        for name, make in (("mlr", self.miller), ("sqlite3", self.sqlite)):
            yield make() if shutil.which(name) else (name, None, None, None)
        yield self.duckdb() if shutil.which("node") else ("duckdb", None, None, None)
        yield self.postgres()

    # ---- measuring ----

    def timed(self, command, rounds):
        times, text = [], ""
        for _ in range(rounds):
            began = time.monotonic()
            code, text, err = output(command)
            times.append(time.monotonic() - began)
            if code not in (0, 1):
                return None, err.strip().split("\n")[-1][:100]
            if times[0] > SLOW:
                break
        return statistics.median(times), text

    def run(self):
        rows, wanted, problems = [], None, []
        lines, _ = self.timed(["wc", "-l", self.log], 5)
        for name, version, command, read in self.rivals():
            if command is None:
                print("%-20s not installed" % name)
                continue
            seconds, text = self.timed(command, self.options.rounds)
            if seconds is None:
                print("%-20s failed: %s" % (name, text))
                problems.append(name)
                continue
            answer = read(text) if read else margins(cells(text))
            wanted = wanted or answer
            if answer != wanted:
                print("%-20s gives another answer" % name)
                problems.append(name)
                continue
            rows.append((name, version, seconds))
        return lines, rows, problems


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")


def starts(charter):
    """Milliseconds to start, the least of twenty runs."""
    commands = {"charter --version": [charter, "--version"], "charter check": [charter, "check", os.path.join(HERE, "question.chr")],
                "jq --version": ["jq", "--version"], "lua -v": ["lua", "-v"], "sqlite3 --version": ["sqlite3", "--version"]}
    for name, command in commands.items():
        if not shutil.which(command[0]):
            print("%-20s not installed" % name)
            continue
        times = []
        for _ in range(20):
            began = time.monotonic()
            output(command)
            times.append(time.monotonic() - began)
        print("%-20s %8.1f ms to start" % (name, min(times) * 1000))


def regressions(options, ratios):
    if options.save:
        with open(options.baseline, "w", encoding="utf-8") as file:
            json.dump(ratios, file, indent=1, sort_keys=True)
            file.write("\n")
    if not os.path.exists(options.baseline):
        return []
    with open(options.baseline, encoding="utf-8") as file:
        stored = json.load(file)
    return ["%s: %.4f of the time of Python, %.4f in the baseline" % (name, ratio, stored[name])
            for name, ratio in ratios.items() if name in stored and ratio > 1.5 * stored[name]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("charter")
    parser.add_argument("log")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--baseline", default=os.path.join(HERE, "baseline.json"))
    parser.add_argument("--save", action="store_true", help="make this run the baseline")
    options = parser.parse_args()
    options.charter = os.path.abspath(options.charter)
    folder = tempfile.mkdtemp()
    bench = Bench(options, folder)
    try:
        lines, rows, problems = bench.run()
    finally:
        bench.stop_server()
        shutil.rmtree(folder)
    one = next(seconds for name, _, seconds in rows if name == "charter, 1 thread")
    print("\n%s, %d cores; %s, %.0f MB; answers compared\n" % (processor(), len(os.sched_getaffinity(0)), os.path.basename(options.log),
                                                        os.path.getsize(options.log) / 1e6))
    print("| program | version | seconds | × charter | × `wc -l` |\n|---|---|---|---|---|")
    for name, version, seconds in rows:
        print("| %s | %s | %.2f | %.1f | %.1f |" % (name, version, seconds, seconds / one, seconds / lines))
    print("| wc -l | %s | %.3f | %.2f | 1 |\n" % (first_line(["wc", "--version"]), lines, lines / one))
    starts(options.charter)
    python = next((seconds for name, _, seconds in rows if name == "python"), None)
    ratios = {name: round(seconds / python, 4) for name, _, seconds in rows if python and name == "charter, 1 thread"}
    worse = regressions(options, ratios)
    for line in worse:
        print("regression: " + line)
    return 1 if worse or problems else 0


if __name__ == "__main__":
    sys.exit(main())
