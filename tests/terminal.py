#!/usr/bin/env python3
"""A session in a real terminal: completion, continued lines, interruption, history, a dumb terminal.

    tests/terminal.py --charter build/charter

Types keys into a pseudo-terminal and looks at what is shown. Prints TAP. Without readline in the program the
cases that need it are passed over, and said so.
"""
import argparse
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time

WAIT = 20  # seconds for something to be shown


class Terminal:
    def __init__(self, program, folder, environment=None):
        self.shown = ""
        command = [program, "repl", "d/service.chr", "--log", "d/tickets.csv"]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update({"HOME": folder, "TERM": "xterm", "XDG_STATE_HOME": "", "NO_COLOR": "1"})
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
                self.shown += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x07", "", piece.decode("utf-8", "replace"))
        return False

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
        else:
            print("# the program has no readline: lines are not edited")
        plain(tap, program, folder)
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
