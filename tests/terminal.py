#!/usr/bin/env python3
"""A session in a real terminal: completion, continued lines, interruption, history, a dumb terminal.

    tests/terminal.py --charter build/charter

Types keys into a pseudo-terminal and looks at what is shown. Prints TAP. Without readline in the program the
cases that need it are passed over, and said so.
"""
import argparse
import fcntl
import gzip
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

WAIT = 20  # seconds for something to be shown


class Terminal:
    def __init__(self, program, folder, environment=None, log="d/tickets.csv"):
        self.shown = self.raw = ""
        command = [program, "repl", "d/service.chr", "--log", log]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update({"HOME": folder, "TERM": "xterm", "XDG_STATE_HOME": "", "NO_COLOR": "1", "PAGER": ""})
            os.environ.update(environment or {})
            os.execv(program, command)

    def expect(self, pattern):
        """Waits until what is shown (and was not yet matched) has PATTERN; False if it never does."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            found = re.search(pattern, self.shown)
            if found:
                self.shown = self.shown[found.end():]
                return True
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    piece = os.read(self.fd, 65536)
                except OSError:
                    piece = b""
                if not piece:
                    return bool(re.search(pattern, self.shown))
                self.raw += piece.decode("utf-8", "replace")
                self.shown += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x07", "", piece.decode("utf-8", "replace"))
        return False

    def expect_soon(self, pattern):
        """As expect, with no patience."""
        end = time.monotonic() + 0.4
        while time.monotonic() < end:
            if re.search(pattern, self.shown):
                return True
            if select.select([self.fd], [], [], 0.1)[0]:
                self.shown += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x07", "", os.read(self.fd, 65536).decode("utf-8", "replace"))
        return False

    def resize(self, rows, columns):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys):
        os.write(self.fd, keys.encode())

    def close(self):
        """Ends the input; the exit status."""
        self.type("\x04")
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                os.close(self.fd)
                return os.waitstatus_to_exitcode(status)
            if select.select([self.fd], [], [], 0.05)[0]:
                try:
                    os.read(self.fd, 65536)
                except OSError:
                    time.sleep(0.05)
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        return None


class Tap:
    def __init__(self):
        self.failed = 0

    def ok(self, fine, name, terminal=None):
        print("%s - %s" % ("ok" if fine else "not ok", name), flush=True)
        if not fine:
            self.failed += 1
            if terminal:
                print("# shown: %r" % terminal.shown[-400:])


def edited(tap, program, folder):
    terminal = Terminal(program, folder)
    tap.ok(terminal.expect("charter> "), "there is a prompt", terminal)
    terminal.type("compli\tof resp\tby pri\t\r")
    tap.ok(terminal.expect(r"First response, tickets counted"), "words of the grammar and names are completed", terminal)
    tap.ok(terminal.expect("charter> "), "and there is a prompt again", terminal)
    terminal.type("open ticket at 2026-11-20 16:30 with priority \t\t")
    tap.ok(terminal.expect(r"critical +high +low +normal"), "behind an attribute its values are offered", terminal)
    terminal.type("cr\t\r")
    tap.ok(terminal.expect(r"2026-11-20 20:30 GMT"), "one that begins so is taken", terminal)
    terminal.expect("charter> ")
    terminal.type("hours of \t\t")
    tap.ok(terminal.expect(r"always +office"), "behind `hours of` the calendars are offered", terminal)
    terminal.expect("hours of $")
    terminal.type("\x03")
    tap.ok(terminal.expect("charter> "), "an interrupt gives the line up", terminal)
    terminal.type("why\r")
    tap.ok(terminal.expect(r"resolution, cycle 1"), "and the session goes on", terminal)
    terminal.expect("charter> ")
    terminal.type('property "x"\r')
    tap.ok(terminal.expect(r"\.\.\.> "), "a block is read on", terminal)
    terminal.type("\x03")
    tap.ok(terminal.expect("charter> "), "until it is given up", terminal)
    terminal.type("\x1b[A")
    tap.ok(terminal.expect("why"), "the last line comes back", terminal)
    terminal.type("\x03")
    terminal.expect("charter> ")
    tap.ok(terminal.close() == 0, "the end of the input ends the session")
    with open(os.path.join(folder, ".charter_history"), encoding="utf-8") as file:
        tap.ok("priority critical" in file.read(), "the history is kept")


def blocks(tap, program, folder):
    """Several lines are one entry, in this session and in the next."""
    terminal = Terminal(program, folder)
    terminal.expect("charter> ")
    for line in ("suppose target response", "  within 1 hour otherwise", "end"):
        terminal.type(line + "\r")
    tap.ok(terminal.expect(r"Supposed \(1\)"), "a block over several lines", terminal)
    terminal.expect("charter> ")
    terminal.type("\x1b[A\r")
    tap.ok(terminal.expect(r"Supposed \(2\)"), "comes back as one entry", terminal)
    terminal.expect("charter> ")
    terminal.close()
    terminal = Terminal(program, folder)
    terminal.expect("charter> ")
    terminal.type("\x1b[A\r")
    tap.ok(terminal.expect(r"Supposed \(1\)"), "and so in the next session", terminal)
    terminal.expect("charter> ")
    terminal.type(":help st\t\r")
    tap.ok(terminal.expect("A recorded ticket, event by event"), "topics of help are completed", terminal)
    terminal.expect("charter> ")
    terminal.type(":log d/tick\t\r")
    tap.ok(terminal.expect("16 events of 5 tickets"), "and names of files", terminal)
    terminal.expect("charter> ")
    terminal.type(":show off\t\r")
    tap.ok(terminal.expect("open Monday to Friday"), "and names of declarations", terminal)
    terminal.expect("charter> ")
    terminal.close()


def pages(tap, program, folder):
    """A long answer goes through a pager, whose window may change."""
    terminal = Terminal(program, folder, {"PAGER": "sed s/^/page:/"})
    terminal.expect("charter> ")
    terminal.resize(20, 80)
    terminal.type(":help\r")
    tap.ok(terminal.expect("page:.*Ask in the words"), "a long answer goes through $PAGER", terminal)
    terminal.expect("charter> ")
    terminal.type("hours of office on 2026-12-24\r")
    tap.ok(terminal.expect(r"[\r\n]2026-12-24 09:00 GMT to"), "a short one does not", terminal)
    terminal.expect("charter> ")
    terminal.resize(200, 80)
    terminal.type(":help\r")
    tap.ok(terminal.expect(r"[\r\n]Ask in the words"), "nor does one that fits into a window made larger", terminal)
    terminal.expect("charter> $")
    terminal.resize(20, 80)
    terminal.type(":set pager off\r")
    terminal.expect("charter> ")
    terminal.type(":help\r")
    tap.ok(terminal.expect(r"[\r\n]Ask in the words"), "nor any without a pager", terminal)
    terminal.expect("charter> $")
    terminal.close()
    terminal = Terminal(program, folder, {"PAGER": "no-such-program --at-all"})
    terminal.expect("charter> ")
    terminal.resize(20, 80)
    terminal.type(":help\r")
    tap.ok(terminal.expect(r"[\r\n]Ask in the words"), "a pager that is not there is done without", terminal)
    terminal.close()
    if not shutil.which("less"):
        print("# there is no less: it is not tried")
        return
    terminal = Terminal(program, folder, {"PAGER": "less"})
    terminal.expect("charter> ")
    terminal.resize(12, 60)
    terminal.type(":help\r")
    tap.ok(terminal.expect(r"calendar.*Hours and limits") and not terminal.expect_soon(":quit +leave"), "less shows the first page", terminal)
    terminal.resize(16, 100)
    terminal.expect_soon("never shown")
    terminal.type("G")
    tap.ok(terminal.expect(":quit +leave"), "and, in a window that has changed, the last", terminal)
    terminal.type("\x03")
    terminal.expect_soon("never shown")
    terminal.type("q")
    tap.ok(terminal.expect("charter> "), "an interrupt is the pager's, and the session goes on", terminal)
    terminal.type("hours of office on 2026-12-24\r")
    tap.ok(terminal.expect(r"09:00 GMT to 2026-12-24 17:30 GMT"), "with answers", terminal)
    terminal.expect("charter> ")
    tap.ok(terminal.close() == 0, "and an end")


def write_log(path, tickets):
    """A log that takes a while."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("ticket,time,event,actor,status,priority\n")
        for i in range(tickets):
            month, day, hour = 1 + i // 28 % 9, 1 + i % 28, i * 7 % 22
            file.write("%d,2026-%02d-%02dT%02d:%02d:00Z,opened,customer,new,%s\n" % (i, month, day, hour, i % 60, ("low", "high", "critical")[i % 3]))
            file.write("%d,2026-%02d-%02dT%02d:%02d:30Z,reply,agent,open,\n" % (i, month, day, hour + 1, i % 59))


def interrupted(tap, program, folder):
    """Ctrl-C gives a query up, and not the session."""
    write_log(os.path.join(folder, "big.csv"), 400000)
    with open(os.path.join(folder, "big.csv"), "rb") as file, gzip.open(os.path.join(folder, "big.csv.gz"), "wb", 1) as packed:
        data = file.read()
        packed.write(data)
        packed.write(data[data.index(b"\n") + 1:] * 4)
    terminal = Terminal(program, folder, log="big.csv")
    tap.ok(terminal.expect("charter> "), "a log that takes a while", terminal)
    for query in ("best hours of office for response", "best limit of response for 95% by priority"):
        terminal.type(query + "\r")
        time.sleep(0.15)
        begun = time.monotonic()
        terminal.type("\x03")
        tap.ok(terminal.expect("interrupted"), "an interrupt gives up `%s`" % query, terminal)
        took = time.monotonic() - begun
        tap.ok(took < 2, "at once (%.2f s)" % took, terminal)
        tap.ok(terminal.expect("charter> "), "and there is a prompt again", terminal)
    os.mkfifo(os.path.join(folder, "pipe"))
    writer = os.open(os.path.join(folder, "pipe"), os.O_RDWR)
    os.write(writer, b"ticket,time,event\n")
    for log in ("pipe", "big.csv.gz"):
        terminal.type(":log %s\r" % log)
        time.sleep(0.1)
        begun = time.monotonic()
        terminal.type("\x03")
        tap.ok(terminal.expect("interrupted: %s is not loaded; big.csv still is" % log), "an interrupt gives up the reading of %s" % log, terminal)
        tap.ok(time.monotonic() - begun < 2, "at once", terminal)
        terminal.expect("charter> ")
    os.close(writer)
    terminal.type("compliance of response\r")
    tap.ok(terminal.expect(r"First response, tickets counted"), "the next query is answered in full", terminal)
    tap.ok(terminal.expect("400,000|[0-9]{2,3},[0-9]{3}"), "with all tickets", terminal)
    terminal.expect("charter> ")
    tap.ok(terminal.close() == 0, "and the session ends as any other")
    terminal = Terminal(program, folder, log="big.csv.gz")
    time.sleep(0.1)
    terminal.type("\x03")
    tap.ok(terminal.expect("interrupted: big.csv.gz is not loaded"), "so is a log of the command line", terminal)
    tap.ok(terminal.expect("charter> "), "and the session begins without it", terminal)
    terminal.type("hours of office on 2026-12-24\r")
    tap.ok(terminal.expect(r"09:00 GMT to 2026-12-24 17:30 GMT"), "with answers", terminal)
    terminal.expect("charter> ")
    tap.ok(terminal.close() == 0, "and ends as any other")


def ahead(tap, program, folder):
    """The log is judged while other things are asked, and a question about it gets what it gets from a pipe."""
    asked = "compliance of response by priority"
    wanted = subprocess.run([program, "query", "d/service.chr", "--log", "big.csv", asked], cwd=folder, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()[-1]
    terminal = Terminal(program, folder, log="big.csv")
    terminal.expect("charter> ")
    for query, answer in (("hours of office on 2026-12-24", "17:30 GMT"), ("open ticket at 2026-11-20 16:30 with priority high", "2026-11-23"),
                          ("suppose replace in target response within 1 hour otherwise end", r"Supposed \(1\)"), (":undo", "0 supposed"),
                          (asked, re.escape(wanted.strip())), (":as-of 2026-10-01 00:00", "charter> "), (asked, "response|First"),
                          (":reload", "charter> "), (asked, re.escape(wanted.strip())), (":log d/tickets.csv", "16 events of 5 tickets")):
        terminal.type(query + "\r")
        tap.ok(terminal.expect(answer), "while the log is judged: " + query, terminal)
    terminal.expect("charter> ")
    tap.ok(terminal.close() == 0, "and the session ends")


def coloured(tap, program, folder):
    terminal = Terminal(program, folder, {"NO_COLOR": ""})
    terminal.expect("charter> ")
    terminal.type("hours of nowhere on 2026-12-24\r")
    terminal.expect("charter> ")
    tap.ok("\x1b[1m" in terminal.raw, "a terminal has colour")
    terminal.close()
    for environment in ({"NO_COLOR": "1"}, {"NO_COLOR": "", "TERM": "dumb"}):
        terminal = Terminal(program, folder, environment)
        terminal.expect("charter> ")
        terminal.type("hours of nowhere on 2026-12-24\r")
        terminal.expect("charter> ")
        tap.ok(not re.search("\x1b\\[[0-9;]*m", terminal.raw), "none with %s" % environment)
        terminal.close()


def changed(tap, program, folder):
    """A charter that is written again is read again."""
    terminal = Terminal(program, folder)
    terminal.expect("charter> ")
    terminal.type("suppose target response\r  within 1 hour otherwise\rend\r")
    terminal.expect(r"Supposed \(1\)")
    path = os.path.join(folder, "d", "service.chr")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("09:00 to 17:30", "08:00 to 16:00"))
    terminal.type("hours of office on 2026-11-20\r")
    tap.ok(terminal.expect("service.chr has changed, and is read again"), "a charter that changes is read again", terminal)
    tap.ok(terminal.expect("08:00 GMT to 2026-11-20 16:00 GMT"), "before the next answer", terminal)
    terminal.expect("charter> ")
    terminal.type(":diff\r")
    tap.ok(terminal.expect("within 1 hour otherwise"), "what was supposed still is", terminal)
    terminal.expect("charter> ")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("open Monday", "opn Monday"))
    terminal.type("hours of office on 2026-11-20\r")
    tap.ok(terminal.expect("error CHR") and terminal.expect("08:00 GMT to 2026-11-20 16:00 GMT"), "one that is wrong is not taken", terminal)
    terminal.expect("charter> ")
    terminal.close()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def plain(tap, program, folder):
    terminal = Terminal(program, folder, {"TERM": "dumb"})
    tap.ok(terminal.expect("charter> "), "a dumb terminal has a prompt", terminal)
    terminal.type("hours of office on 2026-12-24\r")
    tap.ok(terminal.expect(r"09:00 GMT to 2026-12-24 17:30 GMT"), "and answers", terminal)
    terminal.expect("charter> ")
    tap.ok(terminal.close() == 0, "and ends")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    program = os.path.abspath(parser.parse_args().charter)
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "new", "d"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        libraries = subprocess.run(["ldd", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
        if b"libreadline" in libraries:
            edited(tap, program, folder)
            blocks(tap, program, folder)
        else:
            print("# the program has no readline: lines are not edited")
        plain(tap, program, folder)
        pages(tap, program, folder)
        coloured(tap, program, folder)
        changed(tap, program, folder)
        interrupted(tap, program, folder)
        ahead(tap, program, folder)
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
