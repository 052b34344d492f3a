#!/usr/bin/env python3
"""What is wrong with the files: each has to give a message with its place and the documented exit
status, and must neither crash, hang, nor leave half a file behind without a word. Prints TAP.

Statuses (see --help of the verbs): 2 an output that can't be written, 3 a charter that can't be read or
is no charter, 4 a log that can't be read or is bad; never 70 and never a signal.
"""
import argparse
import bz2
import gzip
import lzma
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time

CHARTER = """charter small
  timezone UTC
  in-force from 2020-01-01
end

ticket has
  priority optional ladder low, high
  remark optional text
end

clock answer
  starts on opened
  stops on reply by agent
end

target response
  measures answer
  counted in always
  within 1 hour
end
"""
HEADER = "ticket,time,event,actor,priority\n"
GOOD = HEADER + "A,2026-01-05T09:00:00Z,opened,customer,low\nA,2026-01-05T09:30:00Z,reply,agent,\n"
INTERNAL = re.compile(r"AddressSanitizer|runtime error|Assertion|core dumped|Segmentation", re.I)


class Bench:
    """A scratch folder, the program, and the cases so far."""

    def __init__(self, program, folder):
        self.program, self.folder, self.results = os.path.join(folder, "charter"), folder, []
        shutil.copy(program, self.program)  # where another user may run it
        self.write("charter.chr", CHARTER)
        self.write("good.csv", GOOD)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def case(self, name, wrong):
        self.results.append(not wrong)
        print("%s %d - %s" % ("not ok" if wrong else "ok", len(self.results), name))
        for line in str(wrong or "").splitlines()[:12]:
            print("# " + line[:300])
        sys.stdout.flush()

    def run(self, arguments, as_nobody=False, redirect="", limit=60):
        """(status, standard output, standard error, seconds)"""
        line = " ".join(["exec", self.program] + arguments) + redirect
        command = ["bash", "-c", line]
        if as_nobody:
            nobody = pwd.getpwnam("nobody")
            command = ["setpriv", "--reuid=%d" % nobody.pw_uid, "--regid=%d" % nobody.pw_gid, "--clear-groups"] + command
        began = time.monotonic()
        try:
            done = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            return 124, "", "took longer than %d seconds" % limit, float(limit)
        return (done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"),
                time.monotonic() - began)

    def expect(self, name, arguments, status, *says, **how):
        """Says every pattern on standard error and ends with the status."""
        got, out, err, _ = self.run(arguments, **how)
        wrong = []
        if got != status:
            wrong.append("exit status %d, not %d" % (got, status))
        if INTERNAL.search(err + out):
            wrong.append("a fault inside")
        wrong += ["does not say /%s/" % s for s in says if not re.search(s, err)]
        if status and not err.strip():
            wrong.append("says nothing")
        self.case(name, "\n".join(wrong + [out[:200], err[:2000]]) if wrong else None)


def unreadable(bench):
    """A charter, then a log, that is empty, a directory, not there, not to be read."""
    bench.write("empty", b"")
    os.mkdir(bench.path("folder"))
    bench.write("secret.chr", CHARTER)
    bench.write("secret.csv", GOOD)
    for name in ("secret.chr", "secret.csv"):
        os.chmod(bench.path(name), 0)
    os.chmod(bench.folder, 0o755)
    root = os.geteuid() == 0
    for verb in (["check"], ["fmt", "--check"], ["debug", "ast"]):
        bench.expect("%s of a directory" % verb[0], verb + ["folder"], 3, "folder", "(?i)directory")
        bench.expect("%s of what is not there" % verb[0], verb + ["nowhere.chr"], 3, "nowhere.chr", "(?i)no such file")
        bench.expect("%s without permission" % verb[0], verb + ["secret.chr"], 3, "secret.chr", "(?i)permission", as_nobody=root)
    bench.expect("check of an empty file", ["check", "empty"], 3, r"empty")
    bench.expect("eval of an empty charter", ["eval", "empty", "--log", "good.csv"], 3, r"empty")
    log = ["eval", "charter.chr", "--log"]
    bench.expect("an empty log", log + ["empty"], 4, "empty")
    bench.expect("a log that is a directory", log + ["folder"], 4, "folder", "(?i)directory")
    bench.expect("a log that is not there", log + ["nowhere.csv"], 4, r"nowhere\.csv", "(?i)no such file")
    bench.expect("a log without permission", log + ["secret.csv"], 4, r"secret\.csv", "(?i)permission", as_nobody=root)
    bench.expect("an empty log from standard input", log + ["-"], 4)


def bad_charters(bench):
    place = r"\.chr:\d+:\d+"
    bench.write("nul.chr", CHARTER.encode().replace(b"timezone", b"time\0zone"))
    bench.write("nul-at-end.chr", CHARTER.encode() + b"\0")
    bench.write("utf8.chr", CHARTER.encode().replace(b"small", b"sm\xffll"))
    bench.write("overlong.chr", CHARTER.encode().replace(b"small", b'small "\xc0\xaf"'))
    bench.write("surrogate.chr", CHARTER.encode().replace(b"small", b'small "\xed\xa0\x80"'))
    bench.write("cut.chr", CHARTER.encode() + b'section "half a letter \xe2\x82')
    bench.write("open-text.chr", CHARTER + 'document "that never ends\n')
    bench.write("open-block.chr", CHARTER + 'section "a" """ that never ends\n')
    bench.write("bidi.chr", CHARTER.replace("small", 'small "a \u202e b"'))
    bench.write("utf16.chr", CHARTER.encode("utf-16"))
    bench.write("binary.chr", bytes(range(256)) * 64)
    bench.write("deep.chr", CHARTER.replace("within 1 hour", "within 1 hour when " + "(" * 200000 + "priority is low" + ")" * 200000))
    bench.write("deep-not.chr", CHARTER.replace("within 1 hour", "within 1 hour when " + "not (" * 100000 + "priority is low" + ")" * 100000))
    bench.write("digits.chr", CHARTER.replace("1 hour", "9" * 100000 + " hours"))
    bench.write("far.chr", CHARTER.replace("1 hour", "9223372036854775807 hours"))
    bench.write("year.chr", CHARTER.replace("2020-01-01", "99999-01-01"))
    bench.write("long-name.chr", CHARTER.replace("response", "r" * 1000000))
    bench.write("self.chr", 'use "self.chr"\n' + CHARTER)
    bench.write("not-there.chr", 'use "nowhere.chr"\n' + CHARTER)
    for name in ("nul", "nul-at-end", "utf8", "overlong", "surrogate", "cut", "open-text", "open-block", "utf16", "binary",
                 "deep", "deep-not", "digits", "far", "year", "self", "not-there"):
        bench.expect("charter: %s" % name, ["check", name + ".chr"], 3, name + place)
        bench.expect("charter: %s, judged" % name, ["eval", name + ".chr", "--log", "good.csv"], 3, name + place)
    for name in ("bidi", "long-name"):
        got, _, err, seconds = bench.run(["check", name + ".chr"])
        bench.case("charter: %s, checked" % name, None if got in (0, 1, 3) and seconds < 20 else "exit status %d\n%s" % (got, err))
    amended = CHARTER + "".join("amendment a-%d in-force from %d-%02d-%02d\nend\n" % (n, 2021 + n // 300, n // 25 % 12 + 1, n % 25 + 1)
                                for n in range(450))
    bench.write("amended.chr", amended)
    bench.expect("charter: 450 amendments", ["check", "amended.chr"], 3, "CHR0133")
    bench.write("errors.chr", "target t\n  within 30\nend\n" * 20000)
    got, _, err, seconds = bench.run(["check", "errors.chr"])
    bench.case("charter: 20,000 errors", None if got == 3 and seconds < 30 else "exit status %d in %.0f s\n%s" % (got, seconds, err[:500]))


def bad_logs(bench):
    place = r"bad\.csv:\d+"
    row = "A,2026-01-05T09:00:00Z,opened,customer,low\n"

    def log(name, content, status, *says, more=()):
        bench.write("bad.csv", content)
        bench.expect("log: " + name, ["eval", "charter.chr", "--log", "bad.csv"] + list(more), status, *says)

    log("10 MB in one field", GOOD + 'A,2026-01-05T10:00:00Z,note,agent,"' + "x" * 10_000_000 + '"\n', 4, place)
    log("10 MB in a field that is not read", HEADER.strip() + ",extra\n" + row.strip() + ',"' + "x" * 10_000_000 + '"\n', 5)
    log("100,000 columns", HEADER.strip() + "".join(",c%d" % i for i in range(100_000)) + "\n" + row.strip() + "," * 100_000 + "\n", 5)
    log("100,000 columns in one row", HEADER + row.strip() + "," * 100_000 + "\n", 4, place)
    log("a quote that never ends", GOOD + 'A,2026-01-05T10:00:00Z,"note,agent,low\n' + row * 1000, 4, place, "(?i)quot")
    log("a quote in the middle of a field", GOOD + 'A,2026-01-05T10:00:00Z,no"te,agent,low\n', 4, place)
    log("text after a quote", GOOD + 'A,2026-01-05T10:00:00Z,"note"x,agent,low\n', 4, place)
    log("a date in the year 99999", GOOD + "A,99999-01-05T10:00:00Z,note,agent,low\n", 4, place, "99999")
    log("a date that is none", GOOD + "A,2026-02-30T10:00:00Z,note,agent,low\n", 4, place, "2026-02-30")
    log("a time without an offset", GOOD + "A,2026-01-05T10:00:00,note,agent,low\n", 4, place)
    log("the 25th hour", GOOD + "A,2026-01-05T25:00:00Z,note,agent,low\n", 4, place)
    log("an unknown event", GOOD + "A,2026-01-05T10:00:00Z,exploded,agent,low\n", 4, place, "exploded")
    log("an unknown role", GOOD + "A,2026-01-05T10:00:00Z,note,robot,low\n", 4, place, "robot")
    log("an unknown priority", GOOD + "A,2026-01-05T10:00:00Z,note,agent,middling\n", 4, place, "middling")
    log("no ticket", GOOD + ",2026-01-05T10:00:00Z,note,agent,low\n", 4, place)
    log("too few fields", GOOD + "A,2026-01-05T10:00:00Z\n", 4, place)
    log("no column of the time", "ticket,event\nA,opened\n", 4, r"bad\.csv", "time")
    log("a column twice", "ticket,time,time,event\nA,2026-01-05T10:00:00Z,2026-01-05T10:00:00Z,opened\n", 4, r"bad\.csv", "time")
    log("a header only", HEADER, 5)
    log("broken UTF-8", GOOD.encode() + b"A,2026-01-05T10:00:00Z,note,agent,l\xffw\n", 4, place)
    log("a NUL byte", GOOD.encode() + b"A,2026-01-05T10:00:00Z,no\0te,agent,low\n", 4, place)
    log("binary", bytes(range(256)) * 1000, 4, r"bad\.csv")
    log("bad rows within --max-errors", GOOD + "A,2026-01-05T10:00:00Z,exploded,agent,low\n", 0, more=["--max-errors", "1"])
    log("bad rows past --max-errors", GOOD + "A,x,note,agent,low\nA,y,note,agent,low\n", 4, place, more=["--max-errors", "1"])
    log("line ends CR LF, a mark of byte order, no last line end",
        b"\xef\xbb\xbf" + GOOD.strip().replace("\n", "\r\n").encode(), 0)
    log("line ends CR", GOOD.replace("\n", "\r"), 0)
    many(bench)
    ndjson(bench)
    packed(bench)
    strangers(bench)


def many(bench):
    """A ticket with 100,000 events."""
    rows = [HEADER, "A,2026-01-05T00:00:00Z,opened,customer,low\n"]
    rows += ["A,2026-01-%02dT%02d:%02d:%02dZ,note,agent,%s\n" % (6 + i // 86400, i // 3600 % 24, i // 60 % 60, i % 60, ("low", "high")[i % 2])
             for i in range(100_000)]
    bench.write("many.csv", "".join(rows))
    got, out, err, seconds = bench.run(["eval", "charter.chr", "--log", "many.csv", "--verdicts", "many-out.csv", "--format", "json"], limit=120)
    wrong = None if got in (0, 1) and seconds < 60 else "exit status %d after %.0f s\n%s" % (got, seconds, err)
    if not wrong:
        with open(bench.path("many-out.csv"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        wrong = None if len(lines) == 2 and ",breached," in lines[1] else "\n".join(lines[:5])
    bench.case("log: a ticket with 100,000 events", wrong)


def ndjson(bench):
    first = '{"ticket":"A","time":"2026-01-05T09:00:00Z","event":"opened"}\n'
    for name, line in (("cut short", '{"ticket":"A","time":'), ("no object", "[1,2]"), ("text after it", '{"ticket":"A"} x'),
                       ("a bad escape", '{"ticket":"\\q","time":"2026-01-05T10:00:00Z"}'),
                       ("half a surrogate pair", '{"ticket":"\\ud800","time":"2026-01-05T10:00:00Z"}'),
                       ("nested 100,000 deep", '{"ticket":' + "[" * 100000)):
        bench.write("bad.ndjson", first + line + "\n")
        bench.expect("NDJSON: " + name, ["eval", "charter.chr", "--log", "bad.ndjson"], 4, r"bad\.ndjson:2")


def zstd(data, *options):
    return subprocess.run(["zstd", "-q", "-c"] + list(options), input=data, stdout=subprocess.PIPE, check=True).stdout


def packed(bench):
    """Packed logs that are cut short, damaged, followed by something, or too good to be true."""
    log = HEADER + "".join("T%d,2026-01-05T09:%02d:%02dZ,opened,customer,low\n" % (i, i % 60, i * 7 % 60) for i in range(5000))
    arguments = ["eval", "charter.chr", "--log", "bad.log"]

    def case(name, data, status, *says):
        bench.write("bad.log", data)
        bench.expect("packed: " + name, arguments, status, *says)

    for form, whole, plain in (("gzip", gzip.compress(log.encode()), gzip.compress(b"")), ("zstd", zstd(log.encode()), zstd(b""))):
        place = r"bad\.log: the %s data %%s, at byte \d+, line \d+ of the log" % form
        case("%s, whole" % form, whole, 5)
        for part, cut in (("in its last bytes", len(whole) - 2), ("in the middle", len(whole) // 2), ("in its head", 6)):
            case("%s, cut short %s" % (form, part), whole[:cut], 4, "CHR0510", place % "ends in the middle")
        middle = len(whole) // 2
        case("%s, damaged in the middle" % form, whole[:middle] + bytes(b ^ 0x55 for b in whole[middle:middle + 40]) + whole[middle + 40:],
             4, "CHR0510", place % "(is damaged|ends in the middle)")
        case("%s, damaged sum" % form, whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:], 4, "CHR0510", place % "is damaged")
        case("%s, text behind it" % form, whole + b"T1,2026", 4, "CHR0510", place % "is followed by something else")
        case("%s, zeros behind it" % form, whole + bytes(512), 4, "CHR0510", place % "is followed by something else")
        case("%s of nothing" % form, plain, 4, "CHR0501", "bad.log is empty")
    case("packed twice", gzip.compress(zstd(log.encode())), 4, "CHR0506", "packed twice")
    case("a gigabyte of blanks", zstd(b" " * (1 << 30)), 4, "CHR0511", "more than 1,000 times its size")
    case("a window of 1 GiB", zstd(os.urandom(1 << 20) * 140, "--long=30"), 4, "CHR0510", "more than 128 MiB of memory")


def strangers(bench):
    """What people name by mistake is called by its name."""
    for name, data in (("xz", lzma.compress(GOOD.encode())), ("bzip2", bz2.compress(GOOD.encode())), ("Excel", b"PK\3\4" + bytes(100)),
                       ("SQLite", b"SQLite format 3\0" + bytes(100))):
        bench.write("bad.csv", data)
        bench.expect("log: a file of another kind, " + name, ["eval", "charter.chr", "--log", "bad.csv"], 4, "CHR0506", name, "CSV, NDJSON or XES")


def bad_outputs(bench):
    """A full disk and other places that can't be written."""
    base = ["eval", "charter.chr", "--log", "good.csv"]
    rows = "".join("T%d,2026-01-05T09:00:00Z,opened,customer,low\n" % i for i in range(20000))
    bench.write("wide.csv", HEADER + rows)
    wide = ["eval", "charter.chr", "--log", "wide.csv", "--as-of", "2026-02-01T00:00:00Z"]
    full = "(?i)no space"
    for kind in ("csv", "ndjson"):
        os.symlink("/dev/full", bench.path("full." + kind))
        bench.expect("a full disk while verdicts are written, " + kind, base + ["--verdicts", "full." + kind], 2, r"full\." + kind, full)
        bench.expect("a full disk after many verdicts, " + kind, wide + ["--verdicts", "full." + kind], 2, r"full\." + kind, full)
    os.mkfifo(bench.path("pipe.sqlite"))
    bench.expect("a database into a pipe", base + ["--verdicts", "pipe.sqlite"], 2, r"pipe\.sqlite", "not supported")
    bench.expect("a full disk while the report is written", base + ["-o", "/dev/full"], 2, "/dev/full", full)
    for form in ("text", "json", "csv"):
        bench.expect("a full disk behind standard output, " + form, base + ["--format", form], 2, full, redirect=" >/dev/full")
    bench.expect("help into a full disk", ["--help"], 2, full, redirect=" >/dev/full")
    bench.expect("fmt into a full disk", ["fmt", "-", "<charter.chr"], 2, full, redirect=" >/dev/full")
    bench.expect("verdicts into a folder that is not there", base + ["--verdicts", "nowhere/out.csv"], 2, "nowhere/out.csv")
    bench.expect("verdicts into a directory", base + ["--verdicts", "folder"], 2, "folder")
    bench.expect("verdicts of an unknown form", base + ["--verdicts", "out.docx"], 2, "out.docx")
    bench.write("kept.csv", "what was there before\n")
    bench.run(["eval", "charter.chr", "--log", "nowhere.csv", "--verdicts", "kept.csv"])
    with open(bench.path("kept.csv"), encoding="utf-8") as file:
        text = file.read()
    bench.case("a log that can't be read leaves the former verdicts", None if text == "what was there before\n" else text)
    left = [f for f in os.listdir(bench.folder) if f.startswith(("kept.csv.", ".kept")) or f.endswith((".tmp", ".new"))]
    bench.case("nothing half-written is left", "\n".join(left))


def wrong_usage(bench):
    for arguments, says in ((["frobnicate"], "frobnicate"), (["eval"], "."), (["eval", "charter.chr", "--frob"], "--frob"),
                            (["eval", "charter.chr", "--log"], "--log"),
                            (["eval", "charter.chr", "--log", "good.csv", "--format", "pdf"], "pdf"),
                            (["eval", "charter.chr", "--log", "good.csv", "--as-of", "yesterday"], "yesterday"),
                            (["eval", "charter.chr", "--log", "good.csv", "--threads", "many"], "many"),
                            (["eval", "charter.chr", "--log", "good.csv", "--max-errors", "-1"], "-1"),
                            (["eval", "charter.chr", "--log", "good.csv", "--by", "nothing"], "nothing"),
                            (["check"], "."), (["explain", "CHR9999"], "CHR9999"), (["query", "charter.chr"], ".")):
        bench.expect("usage: " + " ".join(arguments), arguments, 2, re.escape(says) if says != "." else says)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    program = os.path.abspath(parser.parse_args().charter)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(program, folder)
        for part in (unreadable, bad_charters, bad_logs, bad_outputs, wrong_usage):
            part(bench)
        print("1..%d" % len(bench.results))
        return 0 if all(bench.results) else 1


if __name__ == "__main__":
    sys.exit(main())
