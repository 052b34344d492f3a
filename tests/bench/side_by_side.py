#!/usr/bin/env python3
"""One question, asked of this program and of others over the same generated log, in one run (rivals/question.chr says it).

    side_by_side.py CHARTER [--events N] [--node FOLDER] [--save] [--table FILE]

First all of them give their answer, and it must be the same to the digit. Then each is timed, in turn, until it has had
its time; the shortest run counts, since other work on the machine only adds to it. Beside them stands `wc -l`, which only reads the log, and how long small programs take to
start. What is not installed is said. Ratios are compared with those of baseline.json, which `--save` writes anew: exit
status 1 if an answer differs, or if this program has become more than half as slow again beside any of the others.
"""
import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RIVALS = os.path.join(HERE, "rivals")
BASELINE = os.path.join(HERE, "baseline.json")
SPENT_MOST, ROUNDS_MOST, STARTS, WORSE = 20.0, 7, 41, 1.5
POSTGRES = "/usr/lib/postgresql"

HOLIDAYS = "2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26 2026-01-01".split()
LIMITS = {"response": ({"phone": 3600, "chat": 1800}, 14400), "resolution": ({"phone": 28800, "chat": 21600}, 108000)}
CHANNELS = ("email", "phone", "chat", "web", "social")
WHICH = "CASE WHEN found = 2 THEN now.sec ELSE opened END"
MONTHS = {"duckdb": "strftime(timezone('Europe/London', to_timestamp(@)), '%Y-%m')",
          "sqlite": "strftime('%Y-%m', @ + CASE WHEN @ >= 1743296400 AND @ < 1761440400 THEN 3600 ELSE 0 END, 'unixepoch')",
          "postgres": "to_char(to_timestamp(@) AT TIME ZONE 'Europe/London', 'YYYY-MM')"}


class Absent(Exception):
    """Why something can't be run here."""


def first_line(*command):
    """What a program says of its version."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=60,
                          check=False)
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    return lines[0].strip() if lines and done.returncode == 0 else ""


def needed(name):
    path = shutil.which(name)
    if not path:
        raise Absent("`%s` is not installed" % name)
    return path


def sql(kind, log):
    """The question for a database: what it has of its own, then what all have in common."""
    text = ""
    for name in (kind + ".sql", "body.sql"):
        with open(os.path.join(RIVALS, name), encoding="utf-8") as file:
            text += file.read()
    limits = ", ".join("('%s', '%s', %d)" % (clock, channel, of.get(channel, otherwise))
                       for clock, (of, otherwise) in LIMITS.items() for channel in CHANNELS)
    text = text.replace("MONTH(%s)" % WHICH, MONTHS[kind].replace("@", "(%s)" % WHICH))
    return text.replace("@HOLIDAYS@", ", ".join("'%s'" % day for day in HOLIDAYS)).replace("@LIMITS@", limits).replace("@LOG@", log)


class Rival:
    """A program that answers: its command, what is around it, and how long it took."""

    def __init__(self, name, version, command, stdin=None):
        self.name, self.version, self.command, self.stdin = name, version, command, stdin
        self.seconds = []

    def run(self, out):
        with open(out, "wb") as file, open(self.stdin or os.devnull, "rb") as source:
            began = time.monotonic()
            done = subprocess.run(self.command, stdin=source, stdout=file, stderr=subprocess.PIPE, check=False,
                                  shell=isinstance(self.command, str))
            self.seconds.append(time.monotonic() - began)
        if done.returncode not in ((0, 1) if "charter" in self.name else (0,)):
            raise Absent("it failed: %s" % done.stderr.decode("utf-8", "replace").strip()[-300:])

    def best(self):
        return min(self.seconds)


# ---- who is asked


class Place:
    """Where the log and the scripts are."""

    def __init__(self, program, folder, events, node):
        self.program, self.folder, self.events, self.node = program, folder, events, node
        self.log = os.path.join(folder, "log.csv")
        self.clean_up = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def script(self, kind):
        with open(self.path(kind + ".sql"), "w", encoding="utf-8") as file:
            file.write(sql(kind, self.log))
        return self.path(kind + ".sql")


def charter(place, threads):
    command = [place.program, "eval", os.path.join(RIVALS, "question.chr"), "--log", place.log, "--by", "priority", "--format",
               "json", "--progress", "never", "--threads", str(threads)]
    name = "charter, 1 thread" if threads == 1 else "charter, %d threads" % threads
    return Rival(name, first_line(place.program, "--version"), command)


def awk(place, name):
    path = needed(name)
    script = '"%s" -f "%s/question.awk" "%s" | "%s" -f "%s/percentiles.awk"' % (path, RIVALS, place.log, path, RIVALS)
    version = first_line(path, "-W", "version") if name == "mawk" else first_line(path, "--version")
    return Rival(name, version, "LC_ALL=C; export LC_ALL; " + script)


def python(place):
    return Rival("python", platform.python_version(), [sys.executable, os.path.join(RIVALS, "question.py"), place.log])


def sqlite(place):
    path = needed("sqlite3")
    return Rival("SQLite", first_line(path, "--version").split(" ")[0], [path, ":memory:"], place.script("sqlite"))


def miller(place):
    version = first_line(needed("mlr"), "--version")
    return Rival("Miller", version, [os.path.join(RIVALS, "miller.sh"), place.log])


def duckdb(place):
    node = needed("node")
    script = os.path.join(RIVALS, "duckdb.mjs")
    folder = os.path.abspath(place.node)
    if not os.path.exists(os.path.join(folder, "node_modules", "@duckdb", "node-api")):
        raise Absent("the npm package @duckdb/node-api is not installed in %s" % place.node)
    return Rival("DuckDB", first_line(node, script, folder, "--version"), [node, script, folder, place.script("duckdb")])


def as_postgres(*command):
    """The server does not run as root."""
    return (["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []) + list(command)


def postgres(place):
    versions = sorted(os.listdir(POSTGRES), key=float) if os.path.isdir(POSTGRES) else []
    if not versions or not shutil.which("psql"):
        raise Absent("the server of PostgreSQL, or `psql`, is not installed")
    programs, data = os.path.join(POSTGRES, versions[-1], "bin"), tempfile.mkdtemp(prefix="charter-pg-")
    place.clean_up.append(lambda: shutil.rmtree(data, ignore_errors=True))
    if os.geteuid() == 0:
        shutil.chown(data, "postgres")
    settings = "-c listen_addresses= -k %s -c fsync=off -c shared_buffers=1GB -c jit=off" % data
    control = [os.path.join(programs, "pg_ctl"), "-D", data + "/db", "-l", data + "/log"]
    for command in ([os.path.join(programs, "initdb"), "-D", data + "/db", "-A", "trust", "-U", "bench"],
                    control + ["-o", settings, "-w", "start"]):
        done = subprocess.run(as_postgres(*command), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode:
            raise Absent("its server does not start: " + done.stderr.decode("utf-8", "replace").strip()[-200:])
    place.clean_up.insert(0, lambda: subprocess.run(as_postgres(*control, "-m", "immediate", "stop"), stdout=subprocess.DEVNULL,
                                                    stderr=subprocess.DEVNULL, check=False))
    command = ["psql", "-h", data, "-U", "bench", "-q", "-A", "-t", "-X", "-v", "ON_ERROR_STOP=1", "-f", place.script("postgres"),
               "postgres"]
    return Rival("PostgreSQL", first_line("psql", "--version"), command)


def all_rivals(place):
    """(rivals, what is absent)"""
    makers = [("charter", lambda: charter(place, 1)), ("DuckDB", lambda: duckdb(place)), ("mawk", lambda: awk(place, "mawk")),
              ("gawk", lambda: awk(place, "gawk")), ("PostgreSQL", lambda: postgres(place)), ("python", lambda: python(place)),
              ("SQLite", lambda: sqlite(place)), ("Miller", lambda: miller(place))]
    cores = len(os.sched_getaffinity(0))
    if cores > 1:
        makers.insert(1, ("charter", lambda: charter(place, cores)))
    found, absent = [], []
    for name, make in makers:
        try:
            found.append(make())
        except Absent as why:
            absent.append((name, str(why)))
    return found, absent


# ---- answers


def answer_of(rival, out):
    """The lines of the answer, sorted; the report of charter is made into them."""
    with open(out, encoding="utf-8") as file:
        text = file.read()
    if "charter" in rival.name:
        done = subprocess.run([sys.executable, os.path.join(RIVALS, "answer.py")], input=text.encode(), stdout=subprocess.PIPE,
                              check=True)
        text = done.stdout.decode()
    return sorted(line for line in text.splitlines() if line)


def same_answers(rivals, place, absent):
    """Asks everyone once. Gives those who answered, and what differs."""
    answers, wrong = {}, []
    for rival in rivals:
        try:
            rival.run(place.path("out"))
            answers[rival.name] = answer_of(rival, place.path("out"))
        except Absent as why:
            absent.append((rival.name, str(why)))
    expected = answers[rivals[0].name]
    for name, lines in answers.items():
        for line in [line for line in lines if line not in expected][:3] + [line for line in expected if line not in lines][:3]:
            wrong.append("%s: %s" % (name, line))
    return [rival for rival in rivals if rival.name in answers], expected, wrong


# ---- times


def time_all(rivals, place):
    """In turn; those who have had their time stand aside. The first run was for the answer, and warms up."""
    for rival in rivals:
        if sum(rival.seconds) < SPENT_MOST:
            rival.seconds = []
    for _ in range(ROUNDS_MOST):
        for rival in rivals:
            if sum(rival.seconds) < SPENT_MOST:
                rival.run(place.path("out"))


def starts(program, folder):
    """(name, version, milliseconds) of small runs; and what is absent."""
    small = os.path.join(folder, "small.chr")
    with open(small, "w", encoding="utf-8") as file:
        file.write(small_charter())
    wanted = [("charter --version", [program, "--version"]), ("charter check, 50 lines", [program, "check", small]),
              ("jq -n 1", ["jq", "-n", "1"]), ("lua -v", ["lua", "-v"]), ("sqlite3 :memory: 'select 1'", ["sqlite3", ":memory:", "select 1"])]
    found, absent = [], []
    for name, command in wanted:
        if not shutil.which(command[0]):
            absent.append((name, "`%s` is not installed" % command[0]))
            continue
        runs = []
        for _ in range(STARTS):
            began = time.monotonic()
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            runs.append(time.monotonic() - began)
        found.append((name, min(runs) * 1000))
    return found, absent


def small_charter():
    """Fifty lines."""
    with open(os.path.join(RIVALS, "question.chr"), encoding="utf-8") as file:
        lines = file.read().split("\n")
    end = lines.index("log generated")
    return "\n".join(line for line in lines[:end] if not line.startswith("#")) + "\n"


# ---- the table


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return "%s, %d cores" % (names[0] if names else platform.machine(), len(os.sched_getaffinity(0)))


def table(place, rivals, absent, small):
    base = rivals[0].best()
    lines = ["| asked | version | seconds, the least | runs | x charter |", "|---|---|---:|---:|---:|"]
    for rival in rivals:
        lines.append("| %s | %s | %.3f | %d | %.1f |" % (rival.name, rival.version, rival.best(), len(rival.seconds), rival.best() / base))
    lines += ["", "| start | ms, the least |", "|---|---:|"] + ["| %s | %.1f |" % one for one in small]
    lines += [""] + ["Not measured: %s: %s." % one for one in absent]
    size = os.path.getsize(place.log) / 1e6
    head = ["%s; %d events, %.0f MB of CSV; %s." % (processor(), place.events, size, platform.platform()), ""]
    return "\n".join(head + lines) + "\n"


def ratios(rivals, small):
    """This program's time as a share of each other's: the larger, the slower it is."""
    base = rivals[0].best()
    found = {"charter / " + rival.name: base / rival.best() for rival in rivals[1:] if not rival.name.startswith("charter")}
    times = dict(small)
    for name in ("jq -n 1", "lua -v", "sqlite3 :memory: 'select 1'"):
        if name in times:
            for ours in ("charter --version", "charter check, 50 lines"):
                found["%s / %s" % (ours, name)] = times[ours] / times[name]
    return found


def regressions(now, events):
    with open(BASELINE, encoding="utf-8") as file:
        kept = json.load(file)
    if kept["events"] != events:
        return ["Ratios are not compared: the baseline is of %d events." % kept["events"]], []
    worse = ["%s: %.3f, in the baseline %.3f" % (name, now[name], kept["ratios"][name]) for name in now
             if name in kept["ratios"] and now[name] > kept["ratios"][name] * WORSE]
    unknown = [name for name in now if name not in kept["ratios"]]
    said = ["No baseline for: " + ", ".join(unknown) + "."] if unknown else []
    return said + ["Compared with the baseline: %d ratios, %d worse." % (len(now) - len(unknown), len(worse))], worse


# ---- the whole


def make_log(place):
    generator = place.path("gen_log")
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", generator, os.path.join(HERE, "gen_log.c"), "-lm"], check=True)
    subprocess.run([generator, str(place.events), "-c", place.log], check=True)
    os.chmod(place.folder, 0o755)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("charter")
    parser.add_argument("--events", type=int, default=1000000)
    parser.add_argument("--node", default="build/bench", help="the folder with node_modules")
    parser.add_argument("--table", help="write the table there, too")
    parser.add_argument("--save", action="store_true", help="write the baseline anew")
    return parser.parse_args()


def measured(place, rivals, absent):
    lines = Rival("wc -l, the reading limit", first_line("wc", "--version"), ["wc", "-l", place.log])
    rivals.append(lines)
    lines.run(place.path("out"))
    time_all(rivals, place)
    small, lacking = starts(place.program, place.folder)
    return table(place, rivals, absent + lacking, small), ratios(rivals, small)


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(os.path.abspath(given.charter), folder, given.events, given.node)
        try:
            make_log(place)
            rivals, absent = all_rivals(place)
            rivals, expected, wrong = same_answers(rivals, place, absent)
            if wrong:
                sys.exit("the answers differ:\n" + "\n".join(wrong))
            print("The same answer, %d lines, from: %s.\n" % (len(expected), ", ".join(rival.name for rival in rivals)))
            text, now = measured(place, rivals, absent)
        finally:
            for clean in place.clean_up:
                clean()
    print(text)
    if given.table:
        with open(given.table, "w", encoding="utf-8") as file:
            file.write(text)
    if given.save:
        with open(BASELINE, "w", encoding="utf-8") as file:
            json.dump({"processor": processor(), "events": given.events, "ratios": {k: round(v, 4) for k, v in now.items()}}, file, indent=1)
            file.write("\n")
        return
    said, worse = regressions(now, given.events)
    print("\n".join(said + worse))
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
